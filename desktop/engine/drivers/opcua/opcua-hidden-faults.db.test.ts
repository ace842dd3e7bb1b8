import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../eventually.ts";
import { RecordingSink } from "../recording-sink.ts";
import { logNodeOpcuaTo } from "./node-opcua-log.ts";
import type { OpcuaDriver } from "./opcua-driver.ts";
import type { OpcuaTiming } from "./opcua-timing.ts";
import { TcpCut } from "./tcp-cut.ts";
import { id, testDriver, testLog, testSettings, testTag } from "./test-driver.ts";
import { TestServerProcess } from "./test-server-process.ts";

/** Faults of a server that answers, so that everything but the values looks alive. */
const pkiFolder = mkdtempSync(join(tmpdir(), "unison-opcua-hidden-"));
logNodeOpcuaTo(testLog);

let server: TestServerProcess;
let sink: RecordingSink;
const opened: OpcuaDriver[] = [];

beforeAll(async () => {
  server = await TestServerProcess.started({ ticks: 1 });
});
afterAll(async () => {
  await server.dispose();
  rmSync(pkiFolder, { recursive: true, force: true });
});
beforeEach(() => {
  sink = new RecordingSink();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((driver) => driver.stop()));
});

const ticks = [testTag("tick-0", "counter")];

async function run({
  endpoint = server.endpoint,
  into = sink,
  tags = ticks,
  timing = {},
}: {
  readonly endpoint?: string;
  readonly into?: RecordingSink;
  readonly tags?: typeof ticks;
  readonly timing?: Partial<OpcuaTiming>;
} = {}): Promise<OpcuaDriver> {
  const driver = testDriver({ settings: testSettings(endpoint), tags, pkiFolder, timing });
  opened.push(driver);
  await driver.start(into);
  return driver;
}
const live = (driver: OpcuaDriver) => eventually(() => driver.health().link === "live", "live");
const lost = (driver: OpcuaDriver) => eventually(() => driver.health().link === "lost", "lost");
const values = () => sink.samplesOf(id("tick-0")).map((sample) => Number(sample.value));
async function flowsAgain(): Promise<void> {
  const before = values().length;
  await eventually(() => values().length > before, "samples again");
}

describe("opcua: a subscription that fell silent in a session that answers", () => {
  const timing = { silentMs: 600, freshStartMs: 1_200, closeLimitMs: 300 };

  it("issue 1569: frequent reads do not mask it, and a new session ends it", async () => {
    const driver = await run({ timing: { ...timing, clockReadMs: 50 } });
    await live(driver);
    server.suffer("mute");
    await lost(driver);
    expect(sink.changes.at(-1)).toMatchObject({ link: "lost", cause: "silent" });
    await live(driver);
    await flowsAgain();
    expect(sink.changes.map((change) => change.link)).toEqual(["live", "lost", "live"]);
  });

  it("issue 1524: nothing published after Republish ends in a new subscription, and is not live before", async () => {
    const cable = await TcpCut.between(server.endpoint);
    const driver = await run({ endpoint: cable.endpoint, timing });
    await live(driver);
    cable.cut();
    server.suffer("mute");
    await lost(driver);
    cable.restore();
    await live(driver);
    await flowsAgain();
    await driver.stop();
    await cable.close();
    expect(sink.changes.map((change) => change.link)).toEqual(["live", "lost", "live"]);
    // A resumed subscription would have had every value.
    const steps = values().map((value, at) => value - (values()[at - 1] ?? value));
    expect(Math.max(...steps)).toBeGreaterThan(1);
  });
});

it("opcua: a session that timed out in a cut is lost from its last answer until its values flow anew", async () => {
  const cable = await TcpCut.between(server.endpoint);
  const driver = await run({ endpoint: cable.endpoint });
  await live(driver);
  await eventually(() => values().length > 3, "samples");
  cable.cut();
  await lost(driver);
  const cutAt = Date.now();
  server.suffer("forget");
  cable.restore();
  await live(driver);
  await flowsAgain();
  await driver.stop();
  await cable.close();
  // The session is another one, and what changed meanwhile is not in it.
  const steps = values().map((value, at) => value - (values()[at - 1] ?? value));
  expect(Math.max(...steps)).toBeGreaterThan(1);
  const [, gone, back] = sink.changes;
  expect(gone).toMatchObject({ link: "lost", cause: "unreachable" });
  expect(gone!.at).toBeLessThanOrEqual(cutAt);
  expect(back!.at).toBeGreaterThan(gone!.at);
});

describe("opcua: sessions at the server", () => {
  /** Server_ServerDiagnostics_ServerDiagnosticsSummary_CurrentSessionCount. */
  const sessions = { ...testTag("sessions"), address: "ns=0;i=2277" };

  it("issues 446 and 1255: one session under one name, however often the link breaks; a stop frees it", async () => {
    const cable = await TcpCut.between(server.endpoint);
    const driver = await run({ endpoint: cable.endpoint });
    await live(driver);
    for (const how of ["resumed", "resumed", "forgotten"]) {
      cable.cut();
      await lost(driver);
      if (how === "forgotten") server.suffer("forget");
      cable.restore();
      await live(driver);
    }
    const watching = new RecordingSink();
    const watcher = await run({ tags: [sessions], into: watching });
    await live(watcher);
    await eventually(
      () => watching.last(sessions.id)?.value === 2,
      "one session and the watcher's",
    );
    const names = (await watcher.browse("ns=0;i=3706")).map((node) => node.name);
    expect(names.filter((name) => name.startsWith("Unison c"))).toHaveLength(2);
    await driver.stop();
    await eventually(() => watching.last(sessions.id)?.value === 1, "only the watcher's");
    await cable.close();
  });

  it("issue 1255: a server without a free session says so, and is read when one is free", async () => {
    const crashed = await run({ into: new RecordingSink() });
    await live(crashed);
    server.suffer("full");
    const driver = await run({ timing: { refusedRetryMs: 300 } });
    await eventually(() => driver.health().cause === "refused", "refused");
    expect(driver.health()).toMatchObject({
      link: "lost",
      detail: expect.stringContaining("no free session"),
    });
    await crashed.stop();
    await live(driver);
    await flowsAgain();
  });
});
