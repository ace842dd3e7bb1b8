import type { ConnectionId } from "#shared/kernel/id.ts";
import { modbusSettings } from "#shared/connections/modbus-settings.ts";
import { freePort } from "#build/launch/free-port.mjs";
import { driverConformance } from "../conformance.ts";
import { ModbusDriver } from "./modbus-driver.ts";
import { PtyPair } from "./pty-pair.ts";
import { PymodbusServer } from "./pymodbus-server.ts";

const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };

const conformance = {
  changing: ["1/holding/100/uint16", "1/holding/102/uint32"],
  unknownAddress: "1/holding/900/uint16",
  browseParent: "1/holding/100",
} as const;

const open =
  (transport: object) =>
  (tags: ConstructorParameters<typeof ModbusDriver>[0]["tags"]): ModbusDriver =>
    new ModbusDriver({
      connection: {
        id: "c" as ConnectionId,
        settings: modbusSettings.parse({ driver: "modbus", transport, pollMs: 100 }),
      },
      tags,
      clock,
      log,
    });

driverConformance("modbus tcp", async () => {
  const port = await freePort([]);
  const server = new PymodbusServer("tcp", port);
  await server.start();
  return {
    ...conformance,
    open: open({ type: "tcp", host: "127.0.0.1", port }),
    breakLink: () => server.kill(),
    repairLink: () => server.start(),
    close: () => server.kill(),
  };
});

for (const type of ["rtu", "ascii"] as const)
  driverConformance(`modbus ${type}`, async () => {
    const pair = await PtyPair.open();
    const server = new PymodbusServer(type, pair.far);
    await server.start();
    return {
      ...conformance,
      open: open({ type, line: { path: pair.near, baudRate: 115_200 } }),
      breakLink: () => server.kill(),
      repairLink: () => server.start(),
      close: async () => {
        await server.kill();
        await pair.close();
      },
    };
  });
