import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OpcuaSettings } from "#shared/connections/opcua-settings.ts";
import { qualityOf } from "#shared/machines/sample.ts";
import { driverConformance } from "../conformance.ts";
import type { DriverTag } from "../driver.ts";
import { eventually } from "../eventually.ts";
import { RecordingSink } from "../recording-sink.ts";
import { discoverEndpoints } from "./discover-endpoints.ts";
import { logNodeOpcuaTo } from "./node-opcua-log.ts";
import type { OpcuaDriver, OpcuaDriverOptions } from "./opcua-driver.ts";
import { TcpCut } from "./tcp-cut.ts";
import {
  id,
  password,
  testDriver,
  testLog,
  testNamespace,
  testSettings,
  testTag,
  user,
} from "./test-driver.ts";
import { TestServerProcess } from "./test-server-process.ts";

const pkiFolder = mkdtempSync(join(tmpdir(), "unison-opcua-client-"));
logNodeOpcuaTo(testLog);
afterAll(() => rmSync(pkiFolder, { recursive: true, force: true }));

type Login = OpcuaDriverOptions["connection"]["login"];

const settingsFor = (
  endpoint: string,
  security: Partial<OpcuaSettings["security"]> = {},
  identity: OpcuaSettings["identity"] = { type: "anonymous" },
): OpcuaSettings =>
  testSettings(endpoint, { security: { mode: "None", policy: "None", ...security }, identity });

const openDriver = (
  settings: OpcuaSettings,
  tags: readonly DriverTag[],
  login: Login = null,
): OpcuaDriver => testDriver({ settings, tags, login, pkiFolder });

driverConformance("opcua", async () => {
  const options = { ticks: 2 };
  const server = await TestServerProcess.started(options);
  return {
    changing: [`${testNamespace}s=tick-0`, `${testNamespace}s=tick-1`],
    unknownAddress: `${testNamespace}s=nothing-here`,
    browseParent: `${testNamespace}s=machine`,
    open: (tags) => openDriver(settingsFor(server.endpoint), tags),
    breakLink: () => server.kill(),
    repairLink: () => server.start(options),
    close: () => server.dispose(),
  };
});

const tag = (name: string, kind: DriverTag["class"] = "state", deadband: number | null = null) =>
  testTag(name, kind, { deadband });

describe("opcua: faults of the server", () => {
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

  const run = async (
    tags: readonly DriverTag[],
    settings = settingsFor(server.endpoint),
    login: Login = null,
  ): Promise<OpcuaDriver> => {
    const driver = openDriver(settings, tags, login);
    opened.push(driver);
    await driver.start(sink);
    return driver;
  };
  const live = (driver: OpcuaDriver) => eventually(() => driver.health().link === "live", "live");
  const lost = (driver: OpcuaDriver) => eventually(() => driver.health().link === "lost", "lost");

  it("a server killed in full flow is lost as unreachable and comes back", async () => {
    await server.start({ ticks: 1 });
    const driver = await run([tag("tick-0", "counter")]);
    await live(driver);
    await server.kill();
    await lost(driver);
    expect(sink.changes.at(-1)).toMatchObject({ link: "lost", cause: "unreachable" });
    await server.start({ ticks: 1 });
    await live(driver);
    expect(sink.changes.map((change) => change.link)).toEqual(["live", "lost", "live"]);
  });

  it("a frozen server is silent although its socket is open, and goes on when it thaws", async () => {
    await server.start({ ticks: 1 });
    const driver = await run([tag("tick-0", "counter")]);
    await live(driver);
    server.freeze();
    await lost(driver);
    expect(sink.changes.at(-1)).toMatchObject({ link: "lost", cause: "silent" });
    server.thaw();
    await live(driver);
    const before = sink.samplesOf(id("tick-0")).length;
    await eventually(() => sink.samplesOf(id("tick-0")).length > before, "samples again");
  });

  it("a server frozen until the session is given up starts afresh when it thaws", async () => {
    await server.start({ ticks: 1 });
    const driver = await run([tag("tick-0", "counter")]);
    await live(driver);
    server.freeze();
    await eventually(
      () => driver.health().detail?.includes("no answer in time") ?? false,
      "session given up",
    );
    expect(sink.changes.map((change) => change.link)).toEqual(["live", "lost"]);
    server.thaw();
    await live(driver);
    const before = sink.samplesOf(id("tick-0")).length;
    await eventually(() => sink.samplesOf(id("tick-0")).length > before, "samples again");
  });

  it("issue 1372: a server back with a shifted namespace index delivers again", async () => {
    await server.start({ ticks: 2 });
    const driver = await run([tag("tick-0", "counter"), tag("running")]);
    await live(driver);
    await server.kill();
    await lost(driver);
    await server.start({ ticks: 2, namespacesBefore: ["urn:other:a", "urn:other:b"] });
    await live(driver);
    const before = sink.samplesOf(id("tick-0")).length;
    await eventually(() => sink.samplesOf(id("tick-0")).length > before, "samples again");
    expect(driver.health().tags.map((one) => one.itemStatusText)).toEqual(["Good", "Good"]);
  });

  it("a node missing after a restart is told as unknown while the rest is live", async () => {
    await server.start();
    const driver = await run([tag("running"), tag("count", "counter")]);
    await live(driver);
    await server.kill();
    await lost(driver);
    await server.start({ without: ["count"] });
    await live(driver);
    await eventually(() => qualityOf(sink.last(id("count"))?.status ?? 0) === "bad", "bad sample");
    expect(sink.last(id("count"))).toMatchObject({ value: null, status: 0x80340000 });
    expect(driver.health().tags.find((one) => one.tag === id("count"))).toMatchObject({
      itemStatusText: "BadNodeIdUnknown",
    });
    expect(sink.last(id("running"))).toMatchObject({ status: 0 });
  });

  it("a cut of the network loses nothing: the session is resumed and what the server kept is fetched", async () => {
    await server.start({ ticks: 1 });
    const cable = await TcpCut.between(server.endpoint);
    const driver = await run([tag("tick-0", "counter")], settingsFor(cable.endpoint));
    await live(driver);
    await eventually(() => sink.samplesOf(id("tick-0")).length > 3, "samples");
    cable.cut();
    await lost(driver);
    cable.restore();
    await live(driver);
    const before = sink.samplesOf(id("tick-0")).length;
    await eventually(() => sink.samplesOf(id("tick-0")).length > before + 5, "samples again");
    await driver.stop();
    await cable.close();
    const values = sink.samplesOf(id("tick-0")).map((sample) => Number(sample.value));
    const steps = values.slice(1).map((value, at) => value - values[at]!);
    expect(new Set(steps)).toEqual(new Set([1]));
  });

  it("values of every quality pass with their whole status, and NaN as it is", async () => {
    await server.start();
    const driver = await run([
      tag("speed"),
      tag("count", "counter"),
      tag("state"),
      tag("big", "counter"),
      tag("product", "text"),
    ]);
    await live(driver);
    server.set({ name: "speed", value: "NaN" });
    server.set({ name: "count", value: 7, status: 0x00960000 });
    server.set({ name: "state", value: 6, status: 0x40900000 });
    server.set({ name: "big", value: "18446744073709551615" });
    server.set({ name: "product", value: "P-250" });
    await eventually(() => sink.last(id("product"))?.value === "P-250", "text");
    await eventually(() => sink.last(id("speed"))?.value !== 0, "NaN");
    expect(sink.last(id("speed"))).toMatchObject({ value: Number.NaN, status: 0 });
    expect(sink.last(id("count"))).toMatchObject({ value: 7, status: 0x00960000 });
    expect(qualityOf(sink.last(id("count"))!.status)).toBe("good");
    expect(sink.last(id("state"))).toMatchObject({ value: 6, status: 0x40900000 });
    expect(sink.last(id("big"))).toMatchObject({ value: 18446744073709551615n });
    server.set({ name: "state", value: 6, status: 0x808c0000 });
    await eventually(() => sink.last(id("state"))?.status === 0x808c0000, "BadSensorFailure");
  });

  it("values the server dropped are counted and told, with the value that says so", async () => {
    await server.start();
    const driver = await run([tag("count", "counter")]);
    await live(driver);
    server.set({ name: "count", value: 9, status: 0x0480 });
    await eventually(() => sink.overflows.length > 0, "overflow");
    expect(sink.overflows).toEqual([{ tag: id("count"), at: sink.last(id("count"))!.sourceTime }]);
    expect(sink.last(id("count"))).toMatchObject({ value: 9, status: 0x0480 });
    expect(driver.health().tags[0]).toMatchObject({ overflowCount: 1 });
  });

  it("a text that is tagged analog with a deadband is read all the same", async () => {
    await server.start();
    const driver = await run([tag("program", "analog", 10)]);
    await live(driver);
    expect(driver.health().tags[0]).toMatchObject({
      itemStatusText: "Good: the server refuses the deadband: kept by us",
    });
    await eventually(() => sink.last(id("program")) !== undefined, "a value");
  });

  it("an analog tag with a deadband hides small changes", async () => {
    await server.start();
    const driver = await run([tag("speed", "analog", 10)]);
    await live(driver);
    await eventually(() => sink.last(id("speed"))?.value === 0, "first value");
    server.set({ name: "speed", value: 5 });
    const seen = driver.health().lastDataAt;
    expect(driver.health().tags[0]).toMatchObject({
      itemStatusText: "Good",
      revisedSamplingMs: 1_000,
    });
    server.set({ name: "speed", value: 50 });
    await eventually(() => sink.last(id("speed"))?.value === 50, "large change");
    expect(sink.samplesOf(id("speed")).map((sample) => sample.value)).toEqual([0, 50]);
    expect(seen).not.toBeNull();
  });

  it("a server clock one hour ahead shows as an offset", async () => {
    await server.start({ clockOffsetMs: 3_600_000 });
    const driver = await run([tag("running")]);
    await live(driver);
    await eventually(() => driver.health().clockOffsetMs !== null, "offset");
    expect(Math.abs(driver.health().clockOffsetMs! - 3_600_000)).toBeLessThan(60_000);
    const sample = sink.last(id("running"))!;
    expect(sample.sourceTime! - sample.receivedTime).toBeGreaterThan(3_000_000);
  });

  it("an untrusted certificate keeps the link closed until a person trusts exactly that one", async () => {
    await server.start({ secured: true });
    const security = { mode: "SignAndEncrypt", policy: "Basic256Sha256" } as const;
    const untrusted = await run(
      [tag("running")],
      settingsFor(server.endpoint, security, user),
      password("secret"),
    );
    await eventually(() => sink.changes.length > 0, "a link change");
    expect(sink.changes).toEqual([
      expect.objectContaining({ link: "lost", cause: "untrusted_certificate" }),
    ]);
    expect(untrusted.health().detail).toContain(server.thumbprint);
    expect((await untrusted.test()).steps.at(-1)).toMatchObject({ step: "certificate", ok: false });
    expect(sink.samplesOf(id("running"))).toEqual([]);
    await untrusted.stop();

    const trusted = { ...security, trustedThumbprint: server.thumbprint };
    const driver = await run(
      [tag("running")],
      settingsFor(server.endpoint, trusted, user),
      password("secret"),
    );
    await live(driver);
    await server.kill();
    await lost(driver);
    await server.start({ secured: true }, { freshCertificate: true });
    await eventually(
      () => driver.health().cause === "untrusted_certificate",
      "other certificate refused",
    );
    expect(driver.health().link).toBe("lost");
  });

  it("a server that does not trust our certificate gets a hint with our thumbprint", async () => {
    await server.start({ secured: true, acceptsClients: false });
    const security = {
      mode: "SignAndEncrypt",
      policy: "Basic256Sha256",
      trustedThumbprint: server.thumbprint,
    } as const;
    const driver = openDriver(settingsFor(server.endpoint, security), []);
    const result = await driver.test();
    expect(result).toMatchObject({
      ok: false,
      hint: expect.stringMatching(
        /trust our certificate on the server \(thumbprint [0-9a-f]{40}\)/,
      ),
    });
  });

  it("a server that refuses anonymous sessions and a wrong password say so", async () => {
    await server.start({ secured: true, allowAnonymous: false });
    const security = {
      mode: "SignAndEncrypt",
      policy: "Basic256Sha256",
      trustedThumbprint: server.thumbprint,
    } as const;
    const settings = settingsFor(server.endpoint, security);
    const anonymous = await run([tag("running")], settings);
    await eventually(() => sink.changes.length > 0, "a link change");
    expect(sink.changes[0]).toMatchObject({
      link: "lost",
      cause: "refused",
      detail: expect.stringContaining("anonymous"),
    });
    await anonymous.stop();
    const asUser = settingsFor(server.endpoint, security, user);
    const wrong = openDriver(asUser, [], password("guess"));
    expect(await wrong.test()).toMatchObject({ ok: false, hint: "check user name and password" });
    const right = await run([tag("running")], asUser, password("secret"));
    await live(right);
  });

  it("lists the endpoints of a server with policy, mode, sign-in and thumbprint", async () => {
    await server.start({ secured: true });
    const offers = await discoverEndpoints(server.endpoint, pkiFolder, 10_000);
    expect(offers).toEqual([
      expect.objectContaining({
        mode: "SignAndEncrypt",
        policy: "Basic256Sha256",
        tokens: expect.arrayContaining(["anonymous", "user_name"]),
        thumbprint: server.thumbprint,
      }),
    ]);
  });
});
