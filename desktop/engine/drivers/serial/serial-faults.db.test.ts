import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Telegram } from "#shared/connections/serial-settings.ts";
import { mtSicsExchange, readyTelegram } from "#shared/connections/serial/telegram-profiles.ts";
import type { TagId } from "#shared/kernel/id.ts";
import { qualityOf } from "#shared/machines/sample.ts";
import type { DriverTag } from "../driver.ts";
import { eventually } from "../eventually.ts";
import { RecordingSink } from "../recording-sink.ts";
import { FakeScale } from "./fake-scale.ts";
import type { SerialDriver } from "./serial-driver.ts";
import { lineOf, openSerial } from "./test-line.ts";
import { TestPty } from "./test-pty.ts";

const tag = (address: string, tagClass: DriverTag["class"] = "analog"): DriverTag => ({
  id: address as TagId,
  address,
  class: tagClass,
  deadband: null,
});
const id = (address: string) => address as TagId;

let port: TestPty;
let sink: RecordingSink;
const opened: SerialDriver[] = [];

beforeEach(() => {
  sink = new RecordingSink();
});
afterEach(async () => {
  for (const driver of opened.splice(0)) await driver.stop();
  await port.dispose();
});

async function started(telegram: Telegram, addresses: readonly string[]): Promise<SerialDriver> {
  const driver = openSerial(
    lineOf(port),
    telegram,
    addresses.map((address) => tag(address)),
  );
  opened.push(driver);
  await driver.start(sink);
  return driver;
}

const isLive = (driver: SerialDriver) => () => driver.health().link === "live";
const lostBy = (driver: SerialDriver, cause: string) => () => driver.health().cause === cause;

describe("a scale that is asked", () => {
  let scale: FakeScale;
  const { telegram } = readyTelegram("mt_sics");
  const asked: Telegram = {
    ...telegram,
    exchange: {
      type: "poll",
      request: "SI\\r\\n",
      everyMs: 50,
      timeoutMs: 300,
      reset: "@\\r\\n",
      resetAnswer: "I4 ",
    },
    silentAfterMs: 1_000,
  };

  beforeEach(async () => {
    scale = new FakeScale((characters) => port.send(characters));
    port = new TestPty((bytes) => scale.hear(bytes.toString("latin1")));
    await port.plugIn();
  });
  afterEach(() => scale.switchOff());

  it("resets it first, then reads weight and unit", async () => {
    const driver = await started(asked, ["weight", "unit"]);
    await eventually(isLive(driver), "live");
    await eventually(() => sink.samplesOf(id("weight")).length > 1, "weights");
    expect(scale.received.slice(0, 3)).toEqual(["@", "SI", "SI"]);
    expect(sink.last(id("weight"))).toMatchObject({ value: 100, status: 0, sourceTime: null });
    expect(sink.last(id("unit"))).toMatchObject({ value: "g" });
  });

  it("marks a moving weight as uncertain", async () => {
    scale.mood = "moving";
    const driver = await started(asked, ["weight"]);
    await eventually(isLive(driver), "live");
    await eventually(() => sink.last(id("weight")) !== undefined, "a weight");
    expect(qualityOf(sink.last(id("weight"))!.status)).toBe("uncertain");
  });

  it.each([
    ["overload", "overload"],
    ["underload", "underload"],
    ["busy", "did not come to rest"],
    ["baffled", "does not know the command"],
  ] as const)("stays live and tells why there is no weight: %s", async (mood, words) => {
    const driver = await started(asked, ["weight", "unit", "nothing"]);
    await eventually(() => sink.last(id("weight"))?.status === 0, "a weight");
    scale.mood = mood;
    await eventually(() => sink.last(id("weight"))?.status !== 0, "a bad weight");
    expect(sink.last(id("weight"))).toMatchObject({ value: null });
    expect(qualityOf(sink.last(id("weight"))!.status)).toBe("bad");
    const health = driver.health();
    expect(health.link).toBe("live");
    expect(health.tags[0]!.itemStatusText).toContain(words);
    expect(health.counters.errors).toBeGreaterThan(0);
    scale.mood = "stable";
    await eventually(() => sink.last(id("weight"))?.status === 0, "a weight again");
    expect(driver.health().tags[0]!.itemStatusText).toBe("Good");
  });

  it("says silent when it answers no more, resets it, and goes on when it does", async () => {
    const driver = await started(asked, ["weight"]);
    await eventually(isLive(driver), "live");
    scale.mood = "mute";
    await eventually(lostBy(driver, "silent"), "silent");
    expect(driver.health().detail).toContain("no answer to SI");
    const asksBefore = scale.received.filter((one) => one === "@").length;
    expect(asksBefore).toBeGreaterThan(1);
    scale.mood = "stable";
    await eventually(isLive(driver), "live again");
    expect(sink.changes.map((change) => change.link)).toEqual(["live", "lost", "live"]);
  });

  it("drops late answers up to the answer to the reset", async () => {
    const driver = await started(asked, ["weight"]);
    await eventually(isLive(driver), "live");
    scale.mood = "mute";
    await eventually(() => driver.health().counters.errors > 0, "a time-out");
    await eventually(() => scale.received.at(-1) === "@", "a reset");
    port.send("S S     777.00 g\r\n");
    port.send('I4 A "0123456789"\r\n');
    scale.mood = "stable";
    const before = sink.samplesOf(id("weight")).length;
    await eventually(() => sink.samplesOf(id("weight")).length > before, "weights again");
    expect(sink.samplesOf(id("weight")).map((one) => one.value)).not.toContain(777);
  });

  it("waits for a stable weight as long as S may take", () => {
    expect(mtSicsExchange("S")).toMatchObject({ timeoutMs: 10_000 });
  });

  it("starts a scale that then sends by itself, again after it went quiet", async () => {
    const repeating: Telegram = { ...asked, exchange: mtSicsExchange("SIR") };
    const driver = await started(repeating, ["weight"]);
    await eventually(isLive(driver), "live");
    scale.switchOff();
    await eventually(lostBy(driver, "silent"), "silent");
    await eventually(isLive(driver), "live again");
    expect(scale.received.filter((one) => one === "SIR").length).toBeGreaterThan(1);
  });

  it("recovers from a plug pulled and put back, whatever device is behind the name then", async () => {
    const driver = await started(asked, ["weight"]);
    await eventually(isLive(driver), "live");
    await port.unplug();
    await eventually(lostBy(driver, "port_missing"), "missing");
    await port.plugIn();
    await eventually(isLive(driver), "live again");
    await port.unplug();
    await port.plugIn();
    const seen = sink.changes.length;
    await eventually(() => sink.changes.length >= seen + 1 || !isLive(driver)(), "noticed");
    await eventually(isLive(driver), "live a third time");
    expect(driver.health().reconnects).toBe(2);
  });

  it("says who has the port when it is in use", async () => {
    const first = await started(asked, ["weight"]);
    await eventually(isLive(first), "live");
    const second = openSerial(lineOf(port), asked, [tag("weight")]);
    opened.push(second);
    await second.start(new RecordingSink());
    await eventually(lostBy(second, "port_busy"), "busy");
    expect(second.health().detail).toContain("another connection of this program");
    const tried = await openSerial(lineOf(port), asked).test();
    expect(tried).toMatchObject({ ok: false, steps: [{ step: "open", ok: false }] });
    expect(await first.test()).toMatchObject({ ok: true, hint: null });
    await first.stop();
    await eventually(isLive(second), "the second takes over");
  });
});

describe("a device that sends by itself", () => {
  const { telegram } = readyTelegram("counter_telegram");
  const listened: Telegram = { ...telegram, silentAfterMs: 1_000 };
  const good = "\x0201;00012345;00000017;R\x036C";
  let sender: NodeJS.Timeout | undefined;

  beforeEach(async () => {
    port = new TestPty();
    await port.plugIn();
  });
  afterEach(() => clearInterval(sender));

  const sends = (characters: string | Uint8Array) => {
    clearInterval(sender);
    sender = setInterval(() => port.send(characters), 50);
  };

  it("reads telegrams in pieces, with noise and NUL bytes between", async () => {
    const driver = await started(listened, ["total", "state", "total2"]);
    sender = setInterval(() => {
      port.send("\x00\x00##\xff");
      port.send(good.slice(0, 9));
      setTimeout(() => port.send(good.slice(9)), 10);
    }, 60);
    await eventually(isLive(driver), "live");
    await eventually(() => sink.samplesOf(id("total")).length > 3, "totals");
    expect(new Set(sink.samplesOf(id("total")).map((one) => one.value))).toEqual(new Set([12_345]));
    expect(sink.last(id("state"))).toMatchObject({ value: "R", status: 0 });
    expect(sink.samplesOf(id("total2"))).toEqual([
      expect.objectContaining({ value: null, status: 0x80340000 }),
    ]);
    expect(driver.health().counters).toMatchObject({ lost: 0, errors: 0 });
  });

  it("drops and counts wrong checksums and over-long telegrams, and reads the others", async () => {
    const driver = await started(listened, ["total"]);
    sends(`\x0201;00099999;00000017;R\x036C${good}\x02${"9".repeat(100)}`);
    await eventually(() => sink.samplesOf(id("total")).length > 2, "totals");
    await eventually(() => driver.health().counters.lost > 2, "lost ones counted");
    expect(new Set(sink.samplesOf(id("total")).map((one) => one.value))).toEqual(new Set([12_345]));
  });

  it("shows what arrives when it makes no telegram, and asks for baud rate and parity", async () => {
    const driver = await started(listened, ["total"]);
    sends(Uint8Array.of(0xf8, 0x00, 0x86, 0xe6, 0x1e, 0x80));
    await eventually(lostBy(driver, "bad_frames"), "bad frames");
    expect(driver.health().detail).toContain("\\xf8\\x00\\x86\\xe6");
    expect(driver.health().detail).toContain("check baud rate and parity");
    const nodes = await driver.browse(null);
    expect(nodes.find((one) => one.address === "raw")?.value).toContain("\\xf8");
    expect(await driver.test()).toMatchObject({
      ok: false,
      hint: "check baud rate and parity",
      steps: [
        { step: "open", ok: true },
        { step: "hear", ok: false },
      ],
    });
    sends(good);
    await eventually(isLive(driver), "live once it is right");
  });

  it("finds the step that fails: checksum and fields", async () => {
    const wrongSum = { ...listened, checksum: { ...listened.checksum, type: "sum" as const } };
    sends(good);
    expect(await openSerial(lineOf(port), wrongSum).test()).toMatchObject({
      ok: false,
      hint: expect.stringContaining("checksum"),
      steps: [{ step: "open" }, { step: "hear", ok: true }, { step: "checksum", ok: false }],
    });
    const fewer: Telegram = {
      ...listened,
      fields: { type: "separator", separator: ";", names: ["station", "total"] },
    };
    const read = await openSerial(lineOf(port), fewer).test();
    expect(read).toMatchObject({
      ok: false,
      steps: [{}, {}, { step: "checksum", ok: true }, { step: "read", ok: false }],
    });
    expect(read.steps.at(-1)!.detail).toContain("has 4 parts where 2 are named");
  });

  it("says silent when nothing comes, and shows fields and telegrams when something does", async () => {
    const driver = await started(listened, ["total"]);
    await eventually(lostBy(driver, "silent"), "silent");
    expect(await driver.test()).toMatchObject({ ok: false, steps: [{}, { step: "hear" }] });
    sends(good);
    await eventually(isLive(driver), "live");
    const nodes = await driver.browse(null);
    expect(nodes.map((one) => one.address)).toEqual(["station", "total", "reject", "state", "raw"]);
    expect(nodes.at(-1)!.value).toContain("\\x0201;00012345;00000017;R\\x036C");
  });

  it("lets people look at a line that nobody reads", async () => {
    sends(good);
    const nodes = await openSerial(lineOf(port), listened).browse(null);
    expect(nodes.find((one) => one.address === "total")).toMatchObject({ value: 12_345 });
    await port.unplug();
    await expect(openSerial(lineOf(port), listened).browse(null)).rejects.toThrow("is not there");
  });
});
