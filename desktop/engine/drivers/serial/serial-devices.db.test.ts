import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Telegram } from "#shared/connections/serial-settings.ts";
import { hostLinkRequest } from "#shared/connections/serial/host-link.ts";
import { readyTelegram, scannerTelegram } from "#shared/connections/serial/telegram-profiles.ts";
import type { TagId } from "#shared/kernel/id.ts";
import { qualityOf } from "#shared/machines/sample.ts";
import type { DriverTag } from "../driver.ts";
import { eventually } from "../eventually.ts";
import { RecordingSink } from "../recording-sink.ts";
import type { SerialDriver } from "./serial-driver.ts";
import { lineOf, openSerial } from "./test-line.ts";
import { TestPty } from "./test-pty.ts";

const id = (address: string) => address as TagId;
const tag = (address: string, tagClass: DriverTag["class"]): DriverTag => ({
  id: id(address),
  address,
  class: tagClass,
  deadband: null,
});

let port: TestPty;
let sink: RecordingSink;
let driver: SerialDriver;
/** What the device at the other end does with what it hears. */
let device: (characters: string) => void = () => undefined;

beforeEach(async () => {
  sink = new RecordingSink();
  port = new TestPty((bytes) => device(bytes.toString("latin1")));
  await port.plugIn();
});
afterEach(async () => {
  await driver.stop();
  await port.dispose();
});

async function started(telegram: Telegram, tags: readonly DriverTag[]): Promise<void> {
  driver = openSerial(lineOf(port), telegram, tags);
  await driver.start(sink);
}
const values = (address: string) => sink.samplesOf(id(address)).map((one) => one.value);

it("reads a Sartorius scale in both lengths; without a unit the weight is not stable", async () => {
  const answers = ["+   1255.7 g  \r\n", "N     +   1255.8 g  \r\n", "+   1255.9    \r\n"];
  let asked = 0;
  device = (characters) => {
    if (characters === "\u001bP\r\n") port.send(answers[asked++ % answers.length]!);
  };
  const { telegram } = readyTelegram("sartorius_sbi");
  const quick = { ...telegram, exchange: { ...telegram.exchange, everyMs: 20 } } as Telegram;
  await started(quick, [tag("weight", "analog"), tag("unit", "text")]);
  await eventually(() => sink.samplesOf(id("weight")).length >= 3, "weights");
  const qualities = sink.samplesOf(id("weight")).map((one) => [one.value, qualityOf(one.status)]);
  expect(qualities.slice(0, 3)).toEqual([
    [1255.7, "good"],
    [1255.8, "good"],
    [1255.9, "uncertain"],
  ]);
  expect(values("unit").slice(0, 3)).toEqual(["g", "g", ""]);
});

describe("Omron Host Link", () => {
  const { telegram } = readyTelegram("omron_host_link");
  const request = hostLinkRequest({ unit: 0, firstWord: 10, words: 2 });
  const quick = {
    ...telegram,
    exchange: { ...telegram.exchange, request, everyMs: 20 },
  } as Telegram;

  it("reads DM words, its own request coming back on a two-wire line or not", async () => {
    device = (characters) => {
      if (characters === "@00RD0010000255*\r") port.send(`${characters}@00RD000012003452*\r`);
    };
    await started(quick, [tag("w0", "counter"), tag("w1Bcd", "counter"), tag("w2", "counter")]);
    await eventually(() => values("w0").length > 1, "words");
    expect(values("w0")[0]).toBe(0x12);
    expect(values("w1Bcd")[0]).toBe(34);
    expect(sink.last(id("w2"))).toMatchObject({ value: null, status: 0x80340000 });
    expect(driver.health().counters.errors).toBe(0);
  });

  it("stays live and tells the end code", async () => {
    // FCS of @00RD13: XOR of its characters.
    const fcs = [..."@00RD13"].reduce((sum, one) => sum ^ one.charCodeAt(0), 0);
    device = () => port.send(`@00RD13${fcs.toString(16).toUpperCase().padStart(2, "0")}*\r`);
    await started(quick, [tag("w0", "counter")]);
    await eventually(() => sink.last(id("w0")) !== undefined, "a bad word");
    expect(qualityOf(sink.last(id("w0"))!.status)).toBe("bad");
    expect(driver.health().link).toBe("live");
    expect(driver.health().tags[0]!.itemStatusText).toContain("end code 13");
  });
});

describe("a scanner", () => {
  it("is live though nobody scans, keeps zeros, drops repeats, and is lost when it is unplugged", async () => {
    await started(scannerTelegram(), [tag("code", "text"), tag("aim", "text")]);
    await eventually(() => driver.health().link === "live", "live");
    expect(sink.received).toHaveLength(1);
    port.send("]C10012345\r");
    await eventually(() => values("code").length === 1, "the first code");
    port.send("]C10012345\r]C10012345\r\n]C10099999\r\n");
    await eventually(() => values("code").length >= 2, "the second code");
    expect(values("code")).toEqual(["0012345", "0099999"]);
    expect(values("aim")).toEqual(["]C1", "]C1"]);
    const before = Date.now();
    await port.unplug();
    await eventually(() => driver.health().cause === "port_missing", "missing");
    expect(sink.changes.at(-1)!.at).toBeGreaterThanOrEqual(before);
    await port.plugIn();
    await eventually(() => driver.health().link === "live", "live again");
  });

  it("rejects codes of another kind and stays live", async () => {
    await started(scannerTelegram({ accepts: "[0-9]{4}" }), [tag("code", "text")]);
    await eventually(() => driver.health().link === "live", "live");
    port.send("ABCD\r12345\r1234\r");
    await eventually(() => values("code").length === 1, "the code");
    expect(values("code")).toEqual(["1234"]);
    expect(driver.health()).toMatchObject({ link: "live", counters: { errors: 2, lost: 0 } });
  });

  it("ends a code by a pause where it sends no suffix", async () => {
    await started(scannerTelegram({ suffix: "" }), [tag("code", "text")]);
    await eventually(() => driver.health().link === "live", "live");
    port.send("4012345");
    port.send("678901");
    await eventually(() => values("code").length === 1, "the code");
    port.send("4012345678918");
    await eventually(() => values("code").length === 2, "the next code");
    expect(values("code")).toEqual(["4012345678901", "4012345678918"]);
  });

  it("is not live on what only a wrong baud rate makes", async () => {
    await started(scannerTelegram(), [tag("code", "text")]);
    await eventually(() => driver.health().link === "live", "live");
    for (let time = 0; time < 4; time += 1) port.send(Uint8Array.of(0xf8, time, 0x80, 13));
    await eventually(() => driver.health().cause === "bad_frames", "bad frames");
    port.send(Uint8Array.of(0xf8, 0x86, 0x80, 13));
    await eventually(() => driver.health().counters.errors > 4, "more of it");
    expect(driver.health().link).toBe("lost");
    port.send("4012345678901\r");
    await eventually(() => driver.health().link === "live", "live again");
    expect(values("code")).toEqual(["4012345678901"]);
    expect(sink.changes.map((change) => change.link)).toEqual(["live", "lost", "live"]);
  });

  it("passes its test though nobody scans", async () => {
    driver = openSerial(lineOf(port), scannerTelegram());
    expect(await driver.test()).toMatchObject({
      ok: true,
      steps: [{}, { step: "hear", ok: true }],
    });
  });
});

it("reads big integers, text of numbers and a decimal comma from a telegram of one's own", async () => {
  const { telegram } = readyTelegram("custom");
  const own: Telegram = {
    ...telegram,
    decimalMark: ",",
    fields: { type: "separator", separator: ";", names: ["total", "", "width", "order"] },
  };
  await started(own, [
    tag("total", "counter"),
    tag("width", "analog"),
    tag("order", "text"),
    tag("raw", "text"),
  ]);
  // What is sent before the port is open is thrown away when it opens.
  const sender = setInterval(() => port.send("9007199254740993;x;-1,5;000815\r\n"), 50);
  await eventually(() => values("raw").length > 0, "a telegram");
  clearInterval(sender);
  expect([values("total")[0], values("width")[0], values("order")[0], values("raw")[0]]).toEqual([
    9_007_199_254_740_993n,
    -1.5,
    "000815",
    "9007199254740993;x;-1,5;000815\\r\\n",
  ]);
});
