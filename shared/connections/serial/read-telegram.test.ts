import { describe, expect, it } from "vitest";
import { qualityOf } from "../../machines/sample.ts";
import { telegram } from "../serial-settings.ts";
import type { Telegram } from "../serial-settings.ts";
import { bytesOfCharacters } from "./control-characters.ts";
import { fieldPattern } from "./field-pattern.ts";
import { fieldValue } from "./field-value.ts";
import { hostLinkReadOf, hostLinkRequest } from "./host-link.ts";
import { telegramReader } from "./read-telegram.ts";
import { mtSicsExchange, readyTelegram, scannerTelegram } from "./telegram-profiles.ts";

const read = (settings: Telegram, text: string) =>
  telegramReader(settings).read(bytesOfCharacters(text));
/** Field values with their quality, or what else the telegram says. */
function told(settings: Telegram, text: string) {
  const reading = read(settings, text);
  if (reading.kind !== "fields") return reading;
  return Object.fromEntries(
    [...reading.fields].map(([name, one]) => [name, [one.value, qualityOf(one.status)]]),
  );
}

describe("values", () => {
  it("reads numbers under the decimal mark, big integers, signs and leading zeros; text else", () => {
    expect(fieldValue(" 00012345 ", ".")).toBe(12_345);
    expect(fieldValue("-   0.50", ".")).toBe(-0.5);
    expect(fieldValue("-0.00", ".")).toBe(0);
    expect(fieldValue("1,5", ",")).toBe(1.5);
    expect(fieldValue("1.5", ",")).toBe("1.5");
    expect(fieldValue("1.234,5", ",")).toBe("1.234,5");
    expect(fieldValue("+1.5E-3", ".")).toBe(0.0015);
    expect(fieldValue("12E4", ".")).toBe("12E4");
    expect(fieldValue("9007199254740993", ".")).toBe(9_007_199_254_740_993n);
    expect(fieldValue("-9007199254740993", ".")).toBe(-9_007_199_254_740_993n);
    expect(fieldValue("   ", ".")).toBeNull();
    expect(fieldValue("1e999", ".")).toBe("1e999");
    expect(fieldValue("1.0e999", ".")).toBe("1.0e999");
  });

  it("takes blanks as one separator and refuses a telegram with other parts than named", () => {
    const blanks = telegram.parse({
      exchange: { type: "listen" },
      fields: { type: "separator", separator: " ", names: ["a", "", "b"] },
    });
    expect(told(blanks, "  1   x 2 ")).toEqual({ a: [1, "good"], b: [2, "good"] });
    expect(read(blanks, "1 2")).toMatchObject({ kind: "misfit" });
  });

  it("runs a pattern that would never end elsewhere", () => {
    const pattern = fieldPattern("^(?P<a>(a+)+)$");
    expect(pattern.match(`${"a".repeat(4_000)}!`)).toBeNull();
  });

  it("refuses settings whose pattern is none or names nothing, and a telegram that never ends", () => {
    const settings = { exchange: { type: "listen" }, fields: { type: "regex", pattern: "(?P<a>" } };
    expect(telegram.safeParse(settings).success).toBe(false);
    const nameless = { ...settings, fields: { type: "regex", pattern: "(\\d+)" } };
    expect(telegram.safeParse(nameless).success).toBe(false);
    const named = { ...settings, fields: { type: "regex", pattern: "(?P<a>\\d+)" } };
    expect(telegram.safeParse(named).success).toBe(true);
    expect(telegram.safeParse({ ...named, end: "" }).success).toBe(false);
    expect(telegram.safeParse({ ...named, end: "", silenceEndMs: 50 }).success).toBe(true);
  });
});

describe("MT-SICS", () => {
  const scale = readyTelegram("mt_sics").telegram;
  it("reads stable and moving weights with their unit", () => {
    expect(told(scale, "S S     100.00 g")).toEqual({
      status: ["S", "good"],
      weight: [100, "good"],
      unit: ["g", "good"],
    });
    expect(told(scale, "S D      -0.02 kg")).toEqual({
      status: ["D", "uncertain"],
      weight: [-0.02, "uncertain"],
      unit: ["kg", "uncertain"],
    });
  });

  it.each(["S I", "S +", "S -", "ES", "ET", "EL"])("says why there is no weight: %s", (text) => {
    expect(read(scale, text)).toEqual({ kind: "device_error", reason: expect.any(String) });
  });

  it("takes answers to other commands for what they are", () => {
    expect(read(scale, 'I4 A "0123456789"')).toEqual({ kind: "aside" });
    expect(read(scale, "Z A")).toEqual({ kind: "aside" });
    expect(read(scale, "T S      10.00 g")).toEqual({ kind: "aside" });
    expect(read(scale, "S S     100.00 g S S")).toMatchObject({ kind: "misfit" });
  });

  it("waits 10 s for a stable weight and 1 s for one at once", () => {
    expect(mtSicsExchange("S")).toMatchObject({ request: "S\\r\\n", timeoutMs: 10_000 });
    expect(mtSicsExchange("SI")).toMatchObject({ request: "SI\\r\\n", timeoutMs: 1_000 });
    expect(mtSicsExchange("SIR")).toMatchObject({ type: "listen", request: "SIR\\r\\n" });
  });
});

describe("Sartorius SBI", () => {
  const scale = readyTelegram("sartorius_sbi").telegram;
  it("reads 16 and 22 characters; no unit = not stable", () => {
    expect(told(scale, "+   1255.7 g  ")).toMatchObject({
      weight: [1255.7, "good"],
      unit: ["g", "good"],
    });
    expect(told(scale, "N     +   1255.7 g  ")).toMatchObject({
      name: ["N", "good"],
      weight: [1255.7, "good"],
    });
    expect(told(scale, "-   1255.7    ")).toMatchObject({ weight: [-1255.7, "uncertain"] });
  });
  it.each(["      High    ", "Stat       Low    ", "Stat       OFF    ", "   Err 54     "])(
    "says why there is no weight: %s",
    (text) => {
      expect(read(scale, text)).toEqual({ kind: "device_error", reason: expect.any(String) });
    },
  );
});

describe("Omron Host Link", () => {
  const plc = readyTelegram("omron_host_link").telegram;
  it("makes the request of the manual", () => {
    expect(hostLinkRequest({ unit: 0, firstWord: 10, words: 2 })).toBe("@00RD0010000255*\\r");
    expect(hostLinkReadOf("@00RD0010000255*\\r")).toEqual({ unit: 0, firstWord: 10, words: 2 });
    expect(hostLinkReadOf("@00RD0010")).toBeNull();
  });
  it("reads words as binary and as BCD", () => {
    expect(told(plc, "00RD0000121F34")).toEqual({
      unit: [0, "good"],
      endCode: [0, "good"],
      w0: [18, "good"],
      w0Bcd: [12, "good"],
      w1: [0x1f34, "good"],
    });
  });
  it("says why there are no words", () => {
    expect(read(plc, "00RD13")).toMatchObject({
      kind: "device_error",
      reason: expect.stringContaining("end code 13"),
    });
    expect(read(plc, "00RD00")).toMatchObject({ kind: "misfit" });
    expect(read(plc, "00IC")).toMatchObject({ kind: "device_error" });
  });
});

it("reads the counter telegram", () => {
  expect(told(readyTelegram("counter_telegram").telegram, "01;00012345;00000017;R")).toEqual({
    station: [1, "good"],
    total: [12_345, "good"],
    reject: [17, "good"],
    state: ["R", "good"],
  });
});

describe("scanner", () => {
  it("splits the AIM id off and keeps leading zeros", () => {
    expect(told(scannerTelegram(), "]C10012345")).toEqual({
      aim: ["]C1", "good"],
      code: ["0012345", "good"],
    });
    expect(told(scannerTelegram(), "0012345")).toMatchObject({ code: ["0012345", "good"] });
  });
  it("splits the site letter off and rejects other codes", () => {
    const scanner = scannerTelegram({ hasSiteLetter: true, accepts: "[0-9]{13}" });
    expect(told(scanner, "]E0B4012345678901")).toMatchObject({
      site: ["B", "good"],
      code: ["4012345678901", "good"],
    });
    expect(read(scanner, "B401234567890")).toMatchObject({ kind: "misfit" });
  });
  it("takes no code from what a wrong baud rate makes", () => {
    expect(read(scannerTelegram(), "\\xf8\\x01\\x80")).toMatchObject({ kind: "misfit" });
    expect(read(readyTelegram("custom").telegram, "\\x01\\x80")).toMatchObject({ kind: "misfit" });
    expect(told(readyTelegram("custom").telegram, "20.5 \\xb0C")).toEqual({
      value: ["20.5 °C", "good"],
    });
  });
  it("ends a code by 50 ms of silence where there is no suffix", () => {
    expect(scannerTelegram({ suffix: "" })).toMatchObject({ end: "", silenceEndMs: 50 });
  });
});
