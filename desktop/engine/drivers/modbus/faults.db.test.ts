/** Every row of the table of Modbus traps: what the line or the device does wrong, and what must come of it. */
import { Worker } from "node:worker_threads";
import { SerialPort } from "serialport";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { modbusSettings } from "#shared/connections/modbus-settings.ts";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import type { DriverTag } from "../driver.ts";
import { eventually } from "../eventually.ts";
import { RecordingSink } from "../recording-sink.ts";
import { FakeRtuDevice, registersFrame, rtuFrame } from "./fake-rtu-device.ts";
import type { Respond } from "./fake-rtu-device.ts";
import { ModbusDriver } from "./modbus-driver.ts";
import type { ModbusTiming } from "./modbus-timing.ts";
import { PtyPair } from "./pty-pair.ts";
import { PymodbusServer } from "./pymodbus-server.ts";

const clock = { now: () => Date.now(), monotonic: () => performance.now() };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const id = (name: string): TagId => name as TagId;
const tag = (address: string, more: Partial<DriverTag> = {}): DriverTag => ({
  id: id(address),
  address,
  class: "counter",
  deadband: null,
  ...more,
});
const counter = "1/holding/1/uint32";

let pair: PtyPair;
let sink: RecordingSink;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  sink = new RecordingSink();
  pair = await PtyPair.open();
  closing.push(() => pair.close());
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Setting {
  readonly timing?: Partial<ModbusTiming>;
  readonly type?: "rtu" | "ascii";
  readonly timeoutMs?: number;
  readonly pollMs?: number;
}

function driverFor(tags: readonly DriverTag[], setting: Setting = {}): ModbusDriver {
  const { timing = {}, type = "rtu", timeoutMs = 1_000, pollMs = 50 } = setting;
  const line = { path: pair.near, baudRate: 115_200 };
  const settings = modbusSettings.parse({
    driver: "modbus",
    transport: { type, line },
    timeoutMs,
    pollMs,
  });
  const driver = new ModbusDriver({
    connection: { id: "c" as ConnectionId, settings },
    tags,
    clock,
    log,
    timing,
  });
  closing.push(() => driver.stop());
  return driver;
}

async function run(tags: readonly DriverTag[], setting: Setting = {}): Promise<ModbusDriver> {
  const driver = driverFor(tags, setting);
  await driver.start(sink);
  return driver;
}

async function pymodbus(type: "rtu" | "ascii" = "rtu"): Promise<PymodbusServer> {
  const server = new PymodbusServer(type, pair.far);
  await server.start();
  closing.push(() => server.kill());
  return server;
}

async function device(respond: Respond): Promise<FakeRtuDevice> {
  const made = await FakeRtuDevice.open(pair.far, respond);
  closing.push(() => made.close());
  return made;
}

const live = (driver: ModbusDriver): Promise<void> =>
  eventually(() => driver.health().link === "live", "live");
const lost = (driver: ModbusDriver): Promise<void> =>
  eventually(() => driver.health().link === "lost", "lost");
const valuesOf = (address: string): unknown[] =>
  sink.samplesOf(id(address)).map(({ value }) => value);
const textOf = (driver: ModbusDriver, address: string): string =>
  driver.health().tags.find((one) => one.tag === id(address))!.itemStatusText;
const hex = (bytes: Uint8Array | undefined): string =>
  Buffer.from(bytes ?? [])
    .toString("hex")
    .toUpperCase();

/** The count that a good device holds: one more with every read. */
const counting: Respond = (_request, count) => [registersFrame(1, 0, count)];

describe("modbus: what goes over the line", () => {
  it("asks with the frame of the reference and reads its answer", async () => {
    const fake = await device(() => [Buffer.from("010304000700084A34", "hex")]);
    await run([tag(counter)]);
    await eventually(() => sink.last(id(counter)) !== undefined, "a value");
    expect(hex(fake.requests[0])).toBe("01030001000295CB");
    expect(sink.last(id(counter))).toMatchObject({
      value: 0x0007_0008,
      status: 0,
      sourceTime: null,
      serverTime: null,
    });
  });

  it("asks and reads in ASCII with the frames of the reference", async () => {
    const far = new SerialPort({ path: pair.far, baudRate: 9_600 });
    closing.push(() => new Promise((resolve) => far.close(() => resolve())));
    let asked = "";
    far.on("data", (data: Buffer) => {
      asked += data.toString("latin1");
      if (asked.endsWith("\r\n")) far.write(":01030400070008E9\r\n");
    });
    await run([tag(counter)], { type: "ascii" });
    await eventually(() => sink.last(id(counter)) !== undefined, "a value");
    expect(asked.slice(0, 17)).toBe(":010300010002F9\r\n");
    expect(sink.last(id(counter))!.value).toBe(0x0007_0008);
  });

  it("makes one request after the other although polling, browsing and testing happen at once", async () => {
    await pymodbus();
    const driver = await run([tag("1/holding/100", { samplingMs: 0 }), tag("2/input/102/uint32")]);
    await live(driver);
    const looks = await Promise.all([
      driver.browse("1/holding/100"),
      driver.test(),
      driver.browse("2/coil"),
      driver.browse("1/input/90"),
    ]);
    expect(looks[1]).toMatchObject({ ok: true });
    expect(looks[0]).toContainEqual(
      expect.objectContaining({ address: "1/holding/113/uint16", value: 0xffd8 }),
    );
    expect(looks[2]).toContainEqual(
      expect.objectContaining({ address: "2/coil/5", value: true, dataType: "Boolean" }),
    );
    expect(driver.health().counters.errors).toBe(0);
  });

  it("reads every table and type from an independent server, in ASCII too", async () => {
    await pymodbus("ascii");
    const tags = [
      "2/coil/5",
      "2/discrete/5",
      "1/holding/104/float32",
      "1/input/106/uint64",
      "1/holding/110/text3",
      "1/holding/113/int16",
      "1/holding/114?bit=1",
    ].map((address) => tag(address, { class: "state" }));
    const driver = await run(tags, { type: "ascii" });
    await live(driver);
    await eventually(() => tags.every((one) => sink.last(one.id) !== undefined), "all values");
    expect(tags.map((one) => sink.last(one.id)!.value)).toEqual([
      true,
      false,
      12.5,
      9_007_199_254_740_993n,
      "P-250",
      -40,
      true,
    ]);
  });

  it("scales what is no counter", async () => {
    await pymodbus();
    const address = "1/holding/113/int16?scale=1/10&offset=100";
    const driver = await run([
      tag(address, { class: "analog" }),
      { ...tag(address), id: id("raw") },
    ]);
    await live(driver);
    await eventually(() => sink.last(id("raw")) !== undefined, "values");
    expect([sink.last(id(address))!.value, sink.last(id("raw"))!.value]).toEqual([96, -40]);
  });
});

describe("modbus: units and addresses", () => {
  it("an absent unit makes only its own tags bad", async () => {
    await pymodbus();
    const driver = await run([tag("1/holding/100"), tag("7/holding/100")]);
    await live(driver);
    await eventually(() => sink.last(id("7/holding/100")) !== undefined, "the absent one is told");
    const before = sink.samplesOf(id("1/holding/100")).length;
    await eventually(() => sink.samplesOf(id("1/holding/100")).length > before + 5, "others flow");
    expect(sink.last(id("7/holding/100"))).toMatchObject({ value: null, status: 0x80310000 });
    expect(textOf(driver, "7/holding/100")).toBe("Bad: unit 7 does not answer");
    expect(textOf(driver, "1/holding/100")).toBe("Good");
    expect(sink.changes.map(({ link }) => link)).toEqual(["live"]);
  });

  it("the link is lost as silent when no unit answers, live as soon as one does", async () => {
    const fake = await device(() => []);
    const driver = await run([tag(counter), tag("2/holding/1/uint32")]);
    await eventually(() => sink.changes.length > 0, "a link change");
    expect(sink.changes).toEqual([expect.objectContaining({ link: "lost", cause: "silent" })]);
    fake.respond = (request) => (request[0] === 2 ? [registersFrame(2, 0, 9)] : []);
    await live(driver);
    await eventually(() => sink.last(id(counter)) !== undefined, "the other is told");
    expect(sink.last(id("2/holding/1/uint32"))).toMatchObject({ value: 9, status: 0 });
    expect(textOf(driver, counter)).toBe("Bad: unit 1 does not answer");
    expect(sink.changes.map(({ link }) => link)).toEqual(["lost", "live"]);
  });

  it("an address the unit does not have makes only that tag bad, also within one request", async () => {
    await pymodbus();
    const tags = ["197", "198", "199", "200", "201"].map((at) => tag(`1/holding/${at}`));
    const driver = await run([...tags, tag("1/holding/100")]);
    await live(driver);
    await eventually(() => tags.every((one) => sink.last(one.id) !== undefined), "all told");
    expect(tags.map((one) => textOf(driver, one.address))).toEqual([
      "Good",
      "Good",
      "Good",
      "BadIllegalAddress",
      "BadIllegalAddress",
    ]);
    expect(sink.last(id("1/holding/200"))).toMatchObject({ value: null, status: 0x80340000 });
    expect(sink.last(id("1/holding/199"))).toMatchObject({ value: 0, status: 0 });
  });

  it("a hole between two tags is not read over when the unit refuses it", async () => {
    const refuses = (start: number, length: number): boolean => start < 8 && start + length > 3;
    await device((request) => {
      const [start, length] = [request[3]!, request[5]!];
      return refuses(start, length)
        ? [rtuFrame(1, 0x83, 2)]
        : [registersFrame(1, ...Array.from({ length }, (_, at) => start + at))];
    });
    const driver = await run([tag("1/holding/2"), tag("1/holding/8")]);
    await live(driver);
    await eventually(() => sink.last(id("1/holding/8")) !== undefined, "both");
    expect([valuesOf("1/holding/2")[0], valuesOf("1/holding/8")[0]]).toEqual([2, 8]);
  });

  it("a text that is no address is told as such, and the others flow", async () => {
    await pymodbus();
    const driver = await run([tag("1/holding/100"), tag("1/holding/x")]);
    await live(driver);
    await eventually(() => sink.last(id("1/holding/x")) !== undefined, "told");
    expect(textOf(driver, "1/holding/x")).toMatch(/^Bad: register: must be a whole number/);
    expect(sink.last(id("1/holding/x"))!.status).toBe(0x80890000);
  });

  it("a gateway that says its unit does not answer makes that unit bad, not the line", async () => {
    await device((request) =>
      request[0] === 1 ? [registersFrame(1, 5)] : [rtuFrame(9, 0x83, 11)],
    );
    const driver = await run([tag("1/holding/0"), tag("9/holding/0")]);
    await live(driver);
    await eventually(() => sink.last(id("9/holding/0")) !== undefined, "told");
    expect(textOf(driver, "9/holding/0")).toBe("Bad: unit 9 does not answer");
  });
});

describe("modbus: frames", () => {
  it("wrong CRC: the port is flushed and the request made once more", async () => {
    const fake = await device((_request, count) => {
      const answer = Buffer.from(registersFrame(1, 0, count));
      if (count === 3) answer[7]! ^= 0xff;
      return [answer];
    });
    const driver = await run([tag(counter)]);
    await eventually(() => sink.samplesOf(id(counter)).length > 4, "values");
    expect(valuesOf(counter).slice(0, 4)).toEqual([1, 2, 4, 5]);
    expect(hex(fake.requests[3])).toBe(hex(fake.requests[2]));
    expect(driver.health().counters.errors).toBe(1);
    expect(sink.changes.map(({ link }) => link)).toEqual(["live"]);
  });

  it("a frame split by 100 ms is read right", async () => {
    await device((_request, count) => {
      const answer = registersFrame(1, 0, count);
      return [answer.subarray(0, 4), 100, answer.subarray(4)];
    });
    const driver = await run([tag(counter)]);
    await eventually(() => sink.samplesOf(id(counter)).length > 2, "values");
    expect(valuesOf(counter).slice(0, 3)).toEqual([1, 2, 3]);
    expect(driver.health().counters.errors).toBe(0);
  });

  it("noise before the frame does not spoil it", async () => {
    await device((_request, count) => [
      Buffer.from([0xff, 0x00, 0x5a]),
      registersFrame(1, 0, count),
    ]);
    await run([tag(counter)]);
    await eventually(() => sink.samplesOf(id(counter)).length > 2, "values");
    expect(valuesOf(counter).slice(0, 3)).toEqual([1, 2, 3]);
  });

  it("a reply from another unit is not taken for ours", async () => {
    await device((_request, count) => [registersFrame(count === 2 ? 3 : 1, 0, count)]);
    const driver = await run([tag(counter)]);
    await eventually(() => sink.samplesOf(id(counter)).length > 2, "values");
    expect(valuesOf(counter).slice(0, 3)).toEqual([1, 3, 4]);
    expect(driver.health().counters.errors).toBe(1);
  });

  it("after a truncated frame the next good reply is read right", async () => {
    await device((_request, count) => {
      const answer = registersFrame(1, 0, count);
      return [count === 2 ? answer.subarray(0, 5) : answer];
    });
    const driver = await run([tag(counter)]);
    await eventually(() => sink.samplesOf(id(counter)).length > 3, "values");
    expect(valuesOf(counter).slice(0, 4)).toEqual([1, 3, 4, 5]);
    expect(driver.health().counters.errors).toBe(1);
  });

  it("only garbage: the link is lost and says that frames are bad", async () => {
    const fake = await device(() => [Buffer.from([0x81, 0xfe, 0x00, 0x3c])]);
    const driver = await run([tag(counter)]);
    await eventually(() => sink.changes.length > 0, "a link change");
    expect(sink.changes).toEqual([expect.objectContaining({ link: "lost", cause: "bad_frames" })]);
    expect((await driver.test()).hint).toMatch(/baud rate, parity/);
    fake.respond = counting;
    await live(driver);
  });

  it("a late reply is never taken for the answer to the next request", async () => {
    // Both places are read with the same length: only their order tells the answers apart.
    const places = ["1/holding/10", "1/holding/90"];
    let isLate = false;
    await device((request) => {
      const answer = registersFrame(1, request[3]!);
      const wasLate = isLate;
      isLate = false;
      return wasLate ? [450, answer] : [answer];
    });
    const driver = await run(
      places.map((address) => tag(address)),
      { timeoutMs: 300 },
    );
    await eventually(() => places.every((one) => sink.last(id(one)) !== undefined), "values");
    for (let times = 0; times < 3; times++) {
      const before = driver.health().counters.errors;
      isLate = true;
      await eventually(() => driver.health().counters.errors > before, "a time-out");
      const at = driver.health().lastDataAt!;
      await eventually(() => driver.health().lastDataAt! > at, "an answer again");
    }
    const good = (address: string): unknown[] =>
      sink.samplesOf(id(address)).flatMap(({ status, value }) => (status === 0 ? value : []));
    expect(new Set(good(places[0]!))).toEqual(new Set([10]));
    expect(new Set(good(places[1]!))).toEqual(new Set([90]));
  });

  it("a torn counter is read again and its half carry never told", async () => {
    const readings = [65_530, 65_535, 131_071, 65_536, 65_537, 65_538];
    await device((_request, count) => {
      const value = readings[Math.min(count, readings.length) - 1]!;
      return [registersFrame(1, value >>> 16, value & 0xffff)];
    });
    await run([tag(counter)]);
    await eventually(() => sink.last(id(counter))?.value === 65_538, "the last value");
    expect(valuesOf(counter)).toEqual([65_530, 65_535, 65_537, 65_538]);
  });
});

describe("modbus: the port", () => {
  it("a frozen server is silent, and the reads after its late replies are right", async () => {
    const server = await pymodbus();
    const driver = await run([tag("1/holding/100"), tag("1/holding/50")]);
    await live(driver);
    server.freeze();
    await lost(driver);
    expect(sink.changes.at(-1)).toMatchObject({ link: "lost", cause: "silent" });
    server.thaw();
    await live(driver);
    const before = sink.samplesOf(id("1/holding/100")).length;
    await eventually(() => sink.samplesOf(id("1/holding/100")).length > before + 5, "values");
    expect(new Set(valuesOf("1/holding/50"))).toEqual(new Set([0]));
    const counts = valuesOf("1/holding/100").map(Number);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  });

  it("port gone: lost as missing without ending the process; port back: read again", async () => {
    const server = await pymodbus();
    const driver = await run([tag("1/holding/100")]);
    await live(driver);
    await server.kill();
    await pair.unplug();
    await eventually(() => driver.health().cause === "port_missing", "missing");
    expect(sink.changes.at(-1)).toMatchObject({ link: "lost" });
    expect((await driver.test()).steps).toEqual([
      expect.objectContaining({ step: "open", ok: false }),
    ]);
    await pair.plugIn();
    await server.start();
    await live(driver);
    const before = sink.samplesOf(id("1/holding/100")).length;
    await eventually(() => sink.samplesOf(id("1/holding/100")).length > before, "values again");
    expect(sink.changes.map(({ link }) => link)).toEqual(["live", "lost", "live"]);
  });

  it("a second open of the same port is refused and says who has it", async () => {
    await device(counting);
    const first = await run([tag(counter)]);
    await live(first);
    const second = driverFor([tag(counter)]);
    const other = new RecordingSink();
    await second.start(other);
    await eventually(() => other.changes.length > 0, "a link change");
    expect(other.changes).toEqual([
      expect.objectContaining({
        link: "lost",
        cause: "port_busy",
        detail: expect.stringContaining("another connection of this program"),
      }),
    ]);
    expect(await second.test()).toMatchObject({ ok: false, hint: expect.any(String) });
    await first.stop();
    await eventually(() => second.health().link === "live", "the second takes over");
  });

  it("works in a worker thread, where serialport itself does not", async () => {
    await device(counting);
    const transport = { type: "rtu", line: { path: pair.near, baudRate: 115_200 } };
    const worker = new Worker(new URL("./test-worker.ts", import.meta.url), {
      workerData: { transport, address: counter },
    });
    const told: unknown[] = [];
    worker.on("message", (message) => told.push(message));
    await eventually(() => told.length > 3, "values");
    worker.postMessage("stop");
    await eventually(() => told.includes("stopped"), "stopped");
    await worker.terminate();
    expect(told.slice(0, 4)).toEqual(["live", 1, 2, 3]);
  });
});
