import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import type { DriverTag } from "../driver.ts";
import { eventually } from "../eventually.ts";
import { RecordingSink } from "../recording-sink.ts";
import { logNodeOpcuaTo } from "./node-opcua-log.ts";
import type { OpcuaDriver } from "./opcua-driver.ts";
import { TcpCut } from "./tcp-cut.ts";
import { id, testDriver, testLog, testNamespace, testSettings, testTag } from "./test-driver.ts";
import { TestServerProcess } from "./test-server-process.ts";

const pkiFolder = mkdtempSync(join(tmpdir(), "unison-opcua-reading-"));
logNodeOpcuaTo(testLog);
afterAll(() => rmSync(pkiFolder, { recursive: true, force: true }));

let server: TestServerProcess;
let sink: RecordingSink;
const opened: OpcuaDriver[] = [];

beforeEach(async () => {
  server = await TestServerProcess.prepare();
  sink = new RecordingSink();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((driver) => driver.stop()));
  await server.dispose();
});

interface Run {
  readonly settings?: Partial<OpcuaSettings>;
  readonly endpoint?: string;
  readonly silentSince?: number;
}

async function run(tags: readonly DriverTag[], { settings, endpoint, silentSince }: Run = {}) {
  const driver = testDriver({
    tags,
    pkiFolder,
    settings: testSettings(endpoint ?? server.endpoint, settings),
    silentSince: silentSince ?? null,
  });
  opened.push(driver);
  await driver.start(sink);
  return driver;
}

const live = (driver: OpcuaDriver) => eventually(() => driver.health().link === "live", "live");
const ticks = (count: number): DriverTag[] =>
  Array.from({ length: count }, (_, at) => testTag(`tick-${at}`, "counter"));
const statusOf = (driver: OpcuaDriver, name: string) =>
  driver.health().tags.find((one) => one.tag === id(name));

describe("opcua: limits of servers", () => {
  it("a server that takes 100 nodes a call and 100 items a subscription serves 450 all the same", async () => {
    await server.start({ ticks: 450, perCall: 100, perSubscription: 100 });
    const driver = await run(ticks(450));
    await live(driver);
    await eventually(
      () => ticks(450).every((tag) => sink.samplesOf(tag.id).length > 1),
      "samples of every tag",
    );
    expect(new Set(driver.health().tags.map((one) => one.itemStatusText))).toEqual(
      new Set(["Good"]),
    );
    expect(driver.health().counters).toMatchObject({ lost: 0, errors: 0 });
  });

  it("a server that is full says so of each tag it does not take, and serves the others", async () => {
    await server.start({ ticks: 60, perServer: 41 });
    const driver = await run(ticks(60));
    await live(driver);
    const texts = Map.groupBy(driver.health().tags, (one) => one.itemStatusText);
    // One of the 41 is the watchdog's.
    expect([...texts].map(([text, tags]) => [text, tags.length])).toEqual([
      ["Good", 40],
      ["BadTooManyMonitoredItems", 20],
    ]);
    expect(sink.last(id("tick-59"))).toMatchObject({ value: null, status: 0x80db0000 });
  });

  it("a profile's limits hold for a server that says nothing of its own", async () => {
    await server.start({ ticks: 250 });
    const driver = await run(ticks(250), { settings: { profile: "s7_1200" } });
    await live(driver);
    await eventually(() => sink.samplesOf(id("tick-249")).length > 1, "samples");
  });
});

describe("opcua: sampling, queues and deadbands", () => {
  it("a queue is as long as the outage to bridge, and what the server made of it is shown", async () => {
    await server.start();
    const driver = await run(
      [testTag("count", "counter"), testTag("speed", "analog", { samplingMs: 500 })],
      { settings: { bridgeSeconds: 120 } },
    );
    await live(driver);
    expect(statusOf(driver, "count")).toMatchObject({ revisedQueueSize: 1_200 });
    expect(statusOf(driver, "speed")).toMatchObject({
      revisedSamplingMs: 500,
      revisedQueueSize: 240,
    });
  });

  it("a percent deadband that the server refuses is kept by us over the tag's range", async () => {
    await server.start();
    const speed = testTag("speed", "analog", {
      deadband: 10,
      deadbandKind: "percent",
      span: 200,
      samplingMs: 0,
    });
    const driver = await run([speed]);
    await live(driver);
    expect(statusOf(driver, "speed")?.itemStatusText).toBe(
      "Good: the server refuses the percent deadband: kept by us over the range 200 of the tag",
    );
    await eventually(() => sink.last(speed.id)?.value === 0, "first value");
    for (const value of [15, 19, 60]) server.set({ name: "speed", value });
    await eventually(() => sink.last(speed.id)?.value === 60, "large change");
    expect(sink.samplesOf(speed.id).map((sample) => sample.value)).toEqual([0, 60]);
  });

  it("a percent deadband that nobody can give a range to is told", async () => {
    await server.start();
    const driver = await run([
      testTag("speed", "analog", { deadband: 10, deadbandKind: "percent" }),
    ]);
    await live(driver);
    expect(statusOf(driver, "speed")?.itemStatusText).toContain("no deadband");
  });

  it("a percent deadband over the server's own range is the server's business", async () => {
    await server.start();
    const power = testTag("power", "analog", {
      deadband: 10,
      deadbandKind: "percent",
      samplingMs: 0,
    });
    const driver = await run([power]);
    await live(driver);
    await eventually(() => sink.last(power.id) !== undefined, "first value");
    expect(statusOf(driver, "power")?.itemStatusText).toBe("Good");
  });
});

describe("opcua: an outage longer than the queue", () => {
  it("tells of each tag that values are missing, and which come after", async () => {
    await server.start({ ticks: 2, tickMs: 10 });
    const cable = await TcpCut.between(server.endpoint);
    const driver = await run(ticks(2), {
      endpoint: cable.endpoint,
      settings: { bridgeSeconds: 10 },
    });
    await live(driver);
    await eventually(() => sink.samplesOf(id("tick-0")).length > 20, "samples");
    // The queue holds 100 values: one second of this server.
    expect(statusOf(driver, "tick-0")).toMatchObject({ revisedQueueSize: 100 });
    cable.cut();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    cable.restore();
    await eventually(
      () => ticks(2).every((tag) => sink.overflows.some((lost) => lost.tag === tag.id)),
      "the loss of both tags",
    );
    expect(driver.health().tags.every((one) => one.overflowCount > 0)).toBe(true);
    await driver.stop();
    await cable.close();
  });
});

describe("opcua: elements of values", () => {
  const element = (name: string, path: string): DriverTag => ({
    ...testTag(`${name}${path}`),
    address: `${testNamespace}s=${name}${path}`,
  });

  it("an element of an array and of a matrix, and a node id that survives a rebuilt server", async () => {
    await server.start();
    const tags = [
      element("counts", "#[1]"),
      element("grid", "#[1,2]"),
      element("counts", "#[9]"),
      element("counts", ""),
      element("current", ""),
    ];
    const driver = await run(tags);
    await live(driver);
    await eventually(() => tags.every((tag) => sink.last(tag.id) !== undefined), "values");
    expect(tags.map((tag) => [sink.last(tag.id)!.value, sink.last(tag.id)!.status])).toEqual([
      [22, 0],
      [6, 0],
      [null, 0x80370000],
      [null, 0x80740000],
      ["nsu=urn:unison:test-machine;s=machine", 0],
    ]);
  });

  it("OPC 30050: one field of one structure of an array", async () => {
    await server.start({ packml: true });
    const count = element("ProdProcessedCount", "#[0].Count");
    const name = element("ProdProcessedCount", "#[1].Name");
    const driver = await run([count, name]);
    await live(driver);
    await eventually(() => sink.last(count.id)?.value === 5, "count");
    expect(sink.last(name.id)).toMatchObject({ value: "counter 1", status: 0 });
    server.set({ name: "packml", value: 6 });
    await eventually(() => sink.last(count.id)?.value === 6, "next count");
  });
});

describe("opcua: events as a source", () => {
  const event = (field: string, type = "CycleEventType"): DriverTag => ({
    ...testTag(field, "text"),
    address: `event:${testNamespace}s=machine?type=${testNamespace}s=${type}&field=${field}`,
  });

  it("a field of each event comes with the event's own time, however alike the events are", async () => {
    await server.start();
    const part = event("nsu=urn:unison:test-machine;PartId");
    const text = event("Message");
    const driver = await run([part, text]);
    await live(driver);
    for (const value of ["P-1", "P-1", "P-2"]) server.set({ name: "cycle", value });
    await eventually(() => sink.samplesOf(part.id).length === 3, "three events");
    expect(sink.samplesOf(part.id).map((sample) => sample.value)).toEqual(["P-1", "P-1", "P-2"]);
    expect(sink.last(text.id)).toMatchObject({ value: "part P-2 made", status: 0 });
    expect(sink.last(part.id)!.sourceTime).toEqual(expect.any(Number));
  });

  it("a type or a field that the server does not have is told of the tag alone", async () => {
    await server.start();
    const driver = await run([event("Nothing"), testTag("running")]);
    await live(driver);
    await eventually(() => sink.last(id("running")) !== undefined, "a value");
    expect(statusOf(driver, "Nothing")?.itemStatusText).toMatch(/^Bad/);
    expect(statusOf(driver, "running")?.itemStatusText).toBe("Good");
  });
});

describe("opcua: nodes", () => {
  it("a server that comes back without the namespace is not live, and is again with it", async () => {
    await server.start();
    const driver = await run([testTag("running"), testTag("count", "counter")]);
    await live(driver);
    await server.kill();
    await server.start({ namespaceUri: "urn:other" });
    await eventually(() => driver.health().cause === "nodes_missing", "nodes missing");
    expect(driver.health().link).toBe("lost");
    await server.kill();
    await server.start();
    await live(driver);
    expect(sink.changes.map((change) => change.link)).toEqual(["live", "lost", "live"]);
  });
});

describe("opcua: history", () => {
  const valuesOf = (name: string) => sink.samplesOf(id(name)).map((sample) => Number(sample.value));

  it("what the server kept while the engine was down comes first, in order, and is told", async () => {
    await server.start({ ticks: 2, historyDepth: 1_000 });
    const startedAt = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const driver = await run([...ticks(2), testTag("speed")], { silentSince: startedAt });
    await live(driver);
    await eventually(
      () => sink.samplesOf(id("tick-0")).filter((one) => !one.isBackRead).length > 3,
      "new samples",
    );
    const kinds = sink.received.map((one) =>
      one.kind === "sample" && one.sample.isBackRead ? "old" : one.kind,
    );
    const end = kinds.indexOf("backRead");
    expect(new Set(kinds.slice(0, end))).toEqual(new Set(["old"]));
    expect(kinds[end + 1]).toBe("link");
    expect(kinds.slice(end).includes("old")).toBe(false);
    expect(sink.received[end]).toMatchObject({
      result: { from: startedAt, samples: end, failure: null },
    });
    const old = sink.received.flatMap((one) =>
      one.kind === "sample" && one.sample.isBackRead ? one.sample.sourceTime! : [],
    );
    expect(old).toEqual(old.toSorted((a, b) => a - b));
    const values = valuesOf("tick-0");
    // The subscription begins with the last value of the history once more.
    const steps = values.slice(1).map((value, at) => value - values[at]!);
    expect(steps.filter((step) => step !== 1).every((step) => step === 0)).toBe(true);
    expect(steps.filter((step) => step === 0).length).toBeLessThanOrEqual(1);
    expect(values.length).toBeGreaterThan(15);
  });

  it("a gap that cost the session is filled; nothing is missing and nothing came twice but where it began", async () => {
    await server.start({ ticks: 1, historyDepth: 10_000 });
    const cable = await TcpCut.between(server.endpoint);
    const driver = await run(ticks(1), { endpoint: cable.endpoint });
    await live(driver);
    await eventually(() => valuesOf("tick-0").length > 5, "samples");
    cable.cut();
    await eventually(() => driver.health().link === "lost", "lost");
    server.suffer("forget");
    await new Promise((resolve) => setTimeout(resolve, 500));
    cable.restore();
    await live(driver);
    const seen = valuesOf("tick-0").length;
    await eventually(() => valuesOf("tick-0").length > seen + 5, "new samples");
    await driver.stop();
    await cable.close();
    const result = sink.received.find((one) => one.kind === "backRead");
    expect(result).toMatchObject({ result: { failure: null, tags: [id("tick-0")] } });
    const steps = new Set(
      valuesOf("tick-0")
        .slice(1)
        .map((value, at) => value - valuesOf("tick-0")[at]!),
    );
    expect([...steps].toSorted()).toEqual([0, 1]);
  });

  it("a connection that does not want history does not ask for it", async () => {
    await server.start({ ticks: 1, historyDepth: 1_000 });
    const driver = await run(ticks(1), {
      silentSince: Date.now() - 60_000,
      settings: { readsHistory: false },
    });
    await live(driver);
    expect(sink.received[0]).toMatchObject({ kind: "link" });
  });
});
