/** A driver in a thread of its own, as the intake runs it: posts what the driver tells. */
import { parentPort, workerData } from "node:worker_threads";
import { modbusSettings } from "#shared/connections/modbus-settings.ts";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import { ModbusDriver } from "./modbus-driver.ts";

const { transport, address } = workerData as { transport: object; address: string };
const driver = new ModbusDriver({
  connection: {
    id: "c" as ConnectionId,
    settings: modbusSettings.parse({ driver: "modbus", transport, pollMs: 100 }),
  },
  tags: [{ id: "t" as TagId, address, class: "counter", deadband: null }],
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
});
parentPort?.once("message", async () => {
  await driver.stop();
  parentPort?.postMessage("stopped");
});
await driver.start({
  link: ({ link }) => parentPort?.postMessage(link),
  samples: (batch) => parentPort?.postMessage(batch.at(-1)?.value),
  overflow: () => undefined,
  backRead: () => undefined,
});
