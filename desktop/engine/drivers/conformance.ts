import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import type { Driver, DriverTag } from "./driver.ts";
import { eventually } from "./eventually.ts";
import { RecordingSink } from "./recording-sink.ts";

/** One kind of driver with something real behind it that can be broken. */
export interface DriverHarness {
  /** Addresses whose values change by themselves. */
  readonly changing: readonly [string, string];
  readonly unknownAddress: string;
  /** Browsing this lists `changing[0]`. */
  readonly browseParent: string | null;
  open(tags: readonly DriverTag[]): Driver;
  breakLink(): Promise<void>;
  repairLink(): Promise<void>;
  close(): Promise<void>;
}

const tag = (id: string, address: string): DriverTag => ({
  id: id as TagId,
  address,
  class: "counter",
  deadband: null,
});

/** Kinds of things that keep a Node process alive, without what the test runner itself holds. */
const liveResources = (): string[] =>
  process
    .getActiveResourcesInfo()
    .filter((kind) => /TCPSocketWrap|TCPConnectWrap|TLSWrap|FSEventWrap/.test(kind));

/** What every driver must do; each implementation runs this suite against something real. */
export function driverConformance(name: string, prepare: () => Promise<DriverHarness>): void {
  describe(`${name}: conformance`, () => {
    let harness: DriverHarness;
    let driver: Driver;
    let sink: RecordingSink;
    const [first, second, unknown] = ["first" as TagId, "second" as TagId, "unknown" as TagId];

    beforeEach(async () => {
      harness = await prepare();
      sink = new RecordingSink();
      driver = harness.open([
        tag(first, harness.changing[0]),
        tag(unknown, harness.unknownAddress),
      ]);
    });

    afterEach(async () => {
      await driver.stop();
      await harness.close();
    });

    const goLive = async (): Promise<void> => {
      await driver.start(sink);
      await eventually(() => driver.health().link === "live", "live");
    };

    it("says live once and only then sends samples", async () => {
      await goLive();
      await eventually(() => sink.samplesOf(first).length > 1, "samples");
      // Only what comes from the server's history may come before it.
      const opening = sink.received.find((one) => one.kind !== "sample" || !one.sample.isBackRead);
      expect(opening).toMatchObject({ kind: "link", change: { link: "live" } });
      expect(sink.changes).toHaveLength(1);
    });

    it("tells the status of a bad address while the others flow", async () => {
      await goLive();
      await eventually(
        () => sink.samplesOf(first).length > 1 && sink.last(unknown) !== undefined,
        "samples of both",
      );
      expect(sink.last(unknown)!.status >>> 30).toBe(2);
      expect(sink.last(first)!.status >>> 30).toBe(0);
      const health = new Map(driver.health().tags.map((one) => [one.tag, one]));
      expect(health.get(unknown)!.itemStatus >>> 30).toBe(2);
      expect(health.get(unknown)!.itemStatusText).toMatch(/^Bad/);
      expect(health.get(first)!.itemStatus).toBe(0);
    });

    it("says once that the link is lost, with the last good instant, and recovers by itself", async () => {
      await goLive();
      await eventually(() => sink.samplesOf(first).length > 0, "a sample");
      await harness.breakLink();
      await eventually(() => driver.health().link === "lost", "lost");
      const lost = sink.changes.at(-1)!;
      expect(lost).toMatchObject({
        link: "lost",
        cause: expect.any(String),
        detail: expect.any(String),
      });
      expect(lost.at).toBeGreaterThanOrEqual(sink.last(first)!.receivedTime - 1_000);
      expect(driver.health()).toMatchObject({ cause: expect.any(String), since: lost.at });
      await harness.repairLink();
      await eventually(() => driver.health().link === "live", "live again");
      const before = sink.samplesOf(first).length;
      await eventually(() => sink.samplesOf(first).length > before, "samples again");
      expect(sink.changes.map((change) => change.link)).toEqual(["live", "lost", "live"]);
      expect(driver.health().reconnects).toBe(1);
    });

    it("says lost when nothing is there at the start, and goes live when it appears", async () => {
      await harness.breakLink();
      await driver.start(sink);
      await eventually(() => sink.changes.length > 0, "a link change");
      expect(sink.changes).toEqual([expect.objectContaining({ link: "lost" })]);
      await harness.repairLink();
      await eventually(() => driver.health().link === "live", "live");
      expect(sink.changes.map((change) => change.link)).toEqual(["lost", "live"]);
    });

    it("takes another set of tags while running", async () => {
      await goLive();
      await driver.retag([tag(second, harness.changing[1])]);
      await eventually(() => sink.samplesOf(second).length > 0, "samples of the new tag");
      const before = sink.samplesOf(first).length;
      const seen = sink.samplesOf(second).length;
      await eventually(() => sink.samplesOf(second).length > seen, "more of the new tag");
      expect(sink.samplesOf(first)).toHaveLength(before);
      expect(driver.health().tags.map((one) => one.tag)).toEqual([second]);
    });

    it("lists what there is, with live values", async () => {
      await goLive();
      // A server may answer "no value yet" until its source has told the first one.
      await eventually(
        () =>
          sink.received.some(
            (one) => one.kind === "sample" && one.sample.tag === first && one.sample.status === 0,
          ),
        "a good value",
      );
      const nodes = await driver.browse(harness.browseParent);
      const node = nodes.find((one) => one.address === harness.changing[0]);
      expect(node).toMatchObject({
        kind: "variable",
        status: 0,
        value: expect.anything(),
        dataType: expect.any(String),
      });
    });

    it("tests step by step, good and bad", async () => {
      expect(await driver.test()).toMatchObject({ ok: true, hint: null });
      await harness.breakLink();
      const failed = await driver.test();
      expect(failed.ok).toBe(false);
      expect(failed.hint).toEqual(expect.any(String));
      expect(failed.steps.at(-1)).toMatchObject({ ok: false, detail: expect.any(String) });
    });

    it("leaves nothing behind when it stops, live or lost", async () => {
      const before = liveResources().length;
      await goLive();
      await driver.stop();
      const told = sink.received.length;
      await eventually(() => liveResources().length <= before, "sockets closed");
      const again = harness.open([tag(first, harness.changing[0])]);
      await harness.breakLink();
      await again.start(sink);
      await again.stop();
      await eventually(
        () => liveResources().length <= before,
        "sockets closed after a failed start",
      );
      expect(sink.received.slice(told).filter((one) => one.kind === "sample")).toEqual([]);
    });
  });
}
