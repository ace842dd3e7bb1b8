import type { ModbusTransport } from "#shared/connections/modbus-settings.ts";
import { modbusSettings } from "#shared/connections/modbus-settings.ts";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import type { Sample } from "#shared/machines/sample.ts";
import { ModbusClient } from "#desktop/engine/drivers/modbus/modbus-client.ts";
import { ModbusDriver } from "#desktop/engine/drivers/modbus/modbus-driver.ts";

/** Reads done in a stretch of time. */
export interface Reads {
  readonly count: number;
  readonly seconds: number;
  /** Readings that were made and did not arrive as a sample, or arrived twice. */
  readonly lost: number;
}

/** Two registers that hold how often the table was read: each reading is another value, one more than the one before. */
const readCounter = { unit: 1, register: 120 };
const timeoutMs = 1_000;

/** modbus-serial and nothing else: one read after the other. */
export async function bareReads(transport: ModbusTransport, seconds: number): Promise<Reads> {
  const client = new ModbusClient();
  client.on("error", () => undefined);
  if (transport.type === "tcp") await client.connectTCP(transport.host, { port: transport.port });
  else await client.connectRTUBuffered(transport.line.path, { baudRate: transport.line.baudRate });
  client.setTimeout(timeoutMs);
  client.setID(readCounter.unit);
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < seconds * 1_000) {
    await client.readHoldingRegisters(readCounter.register, 2);
    count += 1;
  }
  const took = (performance.now() - begun) / 1_000;
  await new Promise<void>((resolve) => client.close(() => resolve()));
  return { count, seconds: took, lost: 0 };
}

/** The driver as plants run it, with one tag that is read as fast as the line allows. */
export async function driverReads(transport: ModbusTransport, seconds: number): Promise<Reads> {
  const values: number[] = [];
  let begun = 0;
  const driver = new ModbusDriver({
    connection: {
      id: "bench" as ConnectionId,
      settings: modbusSettings.parse({ driver: "modbus", transport, timeoutMs }),
    },
    tags: [
      {
        id: "reads" as TagId,
        address: `${readCounter.unit}/holding/${readCounter.register}/uint32`,
        class: "counter",
        deadband: null,
        samplingMs: 0,
      },
    ],
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
  });
  const took = await new Promise<number>((resolve) => {
    void driver.start({
      link: () => undefined,
      overflow: () => undefined,
      backRead: () => undefined,
      samples: (batch: readonly Sample[]) => {
        if (values.length === 0) begun = performance.now();
        for (const { value } of batch) values.push(Number(value));
        const elapsed = performance.now() - begun;
        if (elapsed >= seconds * 1_000) resolve(elapsed / 1_000);
      },
    });
  });
  await driver.stop();
  const lost = values.filter((value, at) => at > 0 && value !== values[at - 1]! + 1).length;
  return { count: values.length - 1, seconds: took, lost };
}
