import { expect, it } from "vitest";
import { mtSicsExchange, readyTelegram } from "#shared/connections/serial/telegram-profiles.ts";
import { judgeLine, silenceLimitMs } from "./line-verdict.ts";
import type { LineRecord } from "./line-verdict.ts";

const opened: LineRecord = { openedAt: 0, goodAt: null, bytesAt: null, timeouts: 0, garbage: 0 };
const counter = readyTelegram("counter_telegram").telegram;
const scale = readyTelegram("mt_sics").telegram;
const scanner = readyTelegram("scanner").telegram;

it("is green for a device that sends only while it does", () => {
  expect(judgeLine(opened, counter, 4_000)).toBe("waiting");
  expect(judgeLine(opened, counter, 5_001)).toBe("silent");
  const good = { ...opened, goodAt: 10_000, bytesAt: 10_000 };
  expect(judgeLine(good, counter, 14_900)).toBe("good");
  expect(judgeLine(good, counter, 15_001)).toBe("silent");
});

it("tells garbage from silence, and a telegram that broke off from garbage", () => {
  expect(judgeLine({ ...opened, bytesAt: 5_000 }, counter, 5_001)).toBe("bad_frames");
  const brokenOff = { ...opened, goodAt: 10_000, bytesAt: 10_500 };
  expect(judgeLine(brokenOff, counter, 15_001)).toBe("silent");
});

it("gives a request its time, and up after two without an answer", () => {
  expect(silenceLimitMs(scale)).toBe(5_000);
  expect(silenceLimitMs({ ...scale, exchange: mtSicsExchange("S") })).toBe(11_500);
  const good = { ...opened, goodAt: 10_000, bytesAt: 10_000 };
  expect(judgeLine({ ...good, timeouts: 1 }, scale, 11_000)).toBe("good");
  expect(judgeLine({ ...good, timeouts: 2 }, scale, 12_500)).toBe("silent");
});

it("lets a scanner be quiet for ever, but not talk nonsense", () => {
  expect(silenceLimitMs(scanner)).toBeNull();
  expect(judgeLine(opened, scanner, 9_999_999)).toBe("good");
  expect(judgeLine({ ...opened, bytesAt: 5, garbage: 3 }, scanner, 10)).toBe("bad_frames");
});
