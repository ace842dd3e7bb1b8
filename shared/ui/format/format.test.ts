import { describe, expect, test } from "vitest";
import { createFormat } from "./format.ts";
import { sameWallClock, shortZoneName } from "./zone-name.ts";

const at = Date.UTC(2026, 10, 22, 15, 4, 9);
const now = at;
const en = createFormat("en", "Europe/Berlin", () => now);
const de = createFormat("de", "Europe/Berlin", () => now);
/** No-break spaces as plain ones, to read the expectations. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("numbers", () => {
  test.each([
    [0.6333, "63.3 %", "63,3 %"],
    [1.2, "120.0 %", "120,0 %"],
    [0, "0.0 %", "0,0 %"],
  ])("percent %d", (ratio, english, german) => {
    expect([plain(en.percent(ratio)), plain(de.percent(ratio))]).toEqual([english, german]);
  });

  test.each([
    [4.254, "4.25", "4,25"],
    [18.749, "18.7", "18,7"],
    [120.4, "120", "120"],
    [1_204.6, "1,205", "1.205"],
    [0.014, "0.01", "0,01"],
    [-4.254, "-4.25", "-4,25"],
  ])("three significant digits of %d", (value, english, german) => {
    expect([en.number(value), de.number(value)]).toEqual([english, german]);
  });

  test("pieces are whole and grouped, bytes have a unit", () => {
    expect([
      en.pieces(12_345),
      de.pieces(12_345),
      plain(en.bytes(3_412_000)),
      plain(de.bytes(0)),
    ]).toEqual(["12,345", "12.345", "3.41 MB", "0 Byte"]);
  });
});

describe("durations are cut, never rounded up", () => {
  test.each([
    [0, "0 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [252_000, "4 min 12 s"],
    [599_999, "9 min 59 s"],
    [600_000, "10 min"],
    [3_599_999, "59 min"],
    [4_980_000, "1 h 23 min"],
    [7_200_000, "2 h"],
    [172_800_000, "2 d"],
    [187_200_000, "2 d 4 h"],
    [-4_980_000, "−1 h 23 min"],
  ])("%d ms", (ms, text) => {
    expect(plain(en.duration(ms))).toBe(text);
  });
});

describe("instants in the plant’s zone", () => {
  test("clock and date follow the language", () => {
    expect([en.clock(at), en.clockSeconds(at), en.date(at), en.dateTime(at)]).toEqual([
      "16:04",
      "16:04:09",
      "22 Nov 2026",
      "22 Nov 2026, 16:04",
    ]);
    expect([de.clock(at), de.date(at), de.dateTime(at)]).toEqual([
      "16:04",
      "22.11.2026",
      "22.11.2026, 16:04",
    ]);
  });

  test("midnight is 00:00, not 24:00", () => {
    expect(en.clock(Date.UTC(2026, 10, 22, 23))).toBe("00:00");
  });

  test.each([
    [-2_000, "now", "jetzt"],
    [-42_000, "42 seconds ago", "vor 42 Sekunden"],
    [-3 * 60_000, "3 minutes ago", "vor 3 Minuten"],
    [-5 * 3_600_000, "5 hours ago", "vor 5 Stunden"],
    [-86_400_000, "yesterday", "gestern"],
    [2 * 3_600_000, "in 2 hours", "in 2 Stunden"],
  ])("relative %d ms", (offset, english, german) => {
    expect([en.relative(now + offset), de.relative(now + offset)]).toEqual([english, german]);
  });

  test("a zone is named only where clocks differ", () => {
    expect(sameWallClock(at, "Europe/Berlin", "Europe/Vienna")).toBe(true);
    expect(sameWallClock(at, "Europe/Berlin", "Europe/Lisbon")).toBe(false);
    expect(shortZoneName(at, "Europe/Berlin", "de")).toBe("MEZ");
  });
});
