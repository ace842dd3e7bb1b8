/** What goes wrong over Modbus/TCP, and what must come of it. */
import { createServer } from "node:net";
import type { Server } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { freePort } from "#build/launch/free-port.mjs";
import { modbusSettings } from "#shared/connections/modbus-settings.ts";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import type { DriverTag } from "../driver.ts";
import { eventually } from "../eventually.ts";
import { TcpCut } from "../opcua/tcp-cut.ts";
import { RecordingSink } from "../recording-sink.ts";
import { ModbusDriver } from "./modbus-driver.ts";
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

let sink: RecordingSink;
let server: PymodbusServer;
let port: number;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  sink = new RecordingSink();
  port = await freePort([]);
  server = new PymodbusServer("tcp", port);
  closing.push(() => server.kill());
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function run(tags: readonly DriverTag[], at: number = port, reopenMs = 10_000) {
  const transport = { type: "tcp", host: "127.0.0.1", port: at };
  const driver = new ModbusDriver({
    connection: {
      id: "c" as ConnectionId,
      settings: modbusSettings.parse({ driver: "modbus", transport, timeoutMs: 600, pollMs: 50 }),
    },
    tags,
    clock,
    log,
    timing: { reopenMs },
  });
  closing.push(() => driver.stop());
  await driver.start(sink);
  return driver;
}

const live = (driver: ModbusDriver): Promise<void> =>
  eventually(() => driver.health().link === "live", "live");
const causes = (): (string | undefined)[] =>
  sink.changes.map((change) => (change.link === "lost" ? change.cause : "live"));

it("nothing listens, then it does: unreachable, then live", async () => {
  const driver = await run([tag("1/holding/100")]);
  await eventually(() => sink.changes.length > 0, "a link change");
  await server.start();
  await live(driver);
  expect(causes()).toEqual(["unreachable", "live"]);
});

it("a cut of the network is told at once, and reading goes on when it is over", async () => {
  await server.start();
  const cable = await TcpCut.between(`opc.tcp://127.0.0.1:${port}`);
  closing.push(() => cable.close());
  const driver = await run(
    [tag("1/holding/100")],
    Number(new URL(cable.endpoint.replace("opc.tcp", "http")).port),
  );
  await live(driver);
  cable.cut();
  await eventually(() => driver.health().link === "lost", "lost");
  cable.restore();
  await live(driver);
  expect(causes()).toEqual(["live", "unreachable", "live"]);
});

it("a frozen server is silent although its socket is open, also when that is opened anew", async () => {
  await server.start();
  const driver = await run([tag("1/holding/100"), tag("1/holding/50")], port, 1_000);
  await live(driver);
  server.freeze();
  await eventually(() => driver.health().link === "lost", "lost");
  const errors = driver.health().counters.errors;
  await eventually(() => driver.health().counters.errors > errors + 4, "more attempts");
  expect(driver.health()).toMatchObject({ link: "lost", cause: "silent" });
  server.thaw();
  await live(driver);
  const before = sink.samplesOf(id("1/holding/100")).length;
  await eventually(() => sink.samplesOf(id("1/holding/100")).length > before + 3, "values");
  expect(causes()).toEqual(["live", "silent", "live"]);
  expect(new Set(sink.samplesOf(id("1/holding/50")).map(({ value }) => value))).toEqual(
    new Set([0]),
  );
});

it("a server of something else on the port makes bad frames, and is no danger", async () => {
  const web: Server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", () => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
  });
  await new Promise<void>((resolve) => web.listen(port, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => web.close(resolve)));
  const driver = await run([tag("1/holding/100")]);
  await eventually(() => sink.changes.length > 0, "a link change");
  expect(causes()).toEqual(["bad_frames"]);
  expect(await driver.test()).toMatchObject({
    ok: false,
    hint: expect.stringMatching(/Modbus\/TCP/),
  });
});

it("polls each tag in its own rhythm and says which one it reaches", async () => {
  await server.start();
  const fast = tag("1/holding/100", { samplingMs: 0 });
  const slow = tag("1/holding/102/uint32", { samplingMs: 1_000 });
  const driver = await run([fast, slow]);
  await live(driver);
  await eventually(
    () => driver.health().tags.every((one) => one.revisedSamplingMs !== null),
    "both measured",
  );
  const [one, other] = driver.health().tags.map((health) => health.revisedSamplingMs!);
  expect(one!).toBeLessThan(other!);
});

it("a line on which nothing is due is asked all the same, and a dead one noticed", async () => {
  await server.start();
  const driver = await run([tag("1/holding/100", { samplingMs: 3_600_000 })]);
  await live(driver);
  const heardAt = driver.health().lastDataAt!;
  await eventually(() => driver.health().lastDataAt! > heardAt, "asked again");
  expect(sink.samplesOf(id("1/holding/100"))).toHaveLength(1);
  server.freeze();
  await eventually(() => driver.health().link === "lost", "lost");
  expect(causes()).toEqual(["live", "silent"]);
});

it("hides small changes of an analog value within its deadband", async () => {
  await server.start();
  const analog = tag("1/input/100", { class: "analog", deadband: 4 });
  const all = { ...tag("1/input/100"), id: id("all") };
  const driver = await run([analog, all]);
  await live(driver);
  await eventually(() => sink.samplesOf(id("all")).length > 12, "values");
  const values = sink.samplesOf(analog.id).map(({ value }) => Number(value));
  expect(values.slice(1).every((value, at) => value - values[at]! > 4)).toBe(true);
  expect(sink.samplesOf(analog.id).length).toBeLessThan(sink.samplesOf(id("all")).length / 2);
});

it("a connection without tags is live when anybody answers", async () => {
  await server.start();
  const driver = await run([]);
  await live(driver);
  expect((await driver.browse(null)).slice(0, 2)).toEqual([
    expect.objectContaining({ address: "1", kind: "folder", hasChildren: true }),
    expect.objectContaining({ address: "2", kind: "folder" }),
  ]);
  expect((await driver.browse("1")).map(({ address }) => address)).toEqual([
    "1/coil",
    "1/discrete",
    "1/holding",
    "1/input",
  ]);
});

it("browsing marks what the unit does not have, and refuses what is no place", async () => {
  await server.start();
  const driver = await run([tag("1/holding/100")]);
  await live(driver);
  const nodes = await driver.browse("1/holding/190");
  expect(nodes.slice(8, 12).map(({ address, value, status }) => [address, value, status])).toEqual([
    ["1/holding/198/uint16", 0, 0],
    ["1/holding/199/uint16", 0, 0],
    ["1/holding/200/uint16", null, 0x80340000],
    ["1/holding/201/uint16", null, 0x80340000],
  ]);
  expect(nodes.at(-1)).toMatchObject({ address: "1/holding/222", kind: "folder" });
  await expect(driver.browse("1/nothing")).rejects.toMatchObject({ code: "INVALID" });
  await expect(driver.browse("9/holding")).rejects.toMatchObject({ code: "UNREACHABLE" });
});
