import { describe, expect, test } from "vitest";
import { isInWindow } from "./clock-window.ts";

const berlin = "Europe/Berlin";
const night = { from: "22:00", to: "06:00" };
const utc = (text: string) => Date.parse(`${text}Z`);

describe("a window of the plant's clock", () => {
  test("is half-open", () => {
    const day = { from: "06:00", to: "14:00" };
    expect(isInWindow(day, utc("2026-03-02T05:00:00"), berlin)).toBe(true);
    expect(isInWindow(day, utc("2026-03-02T12:59:59"), berlin)).toBe(true);
    expect(isInWindow(day, utc("2026-03-02T13:00:00"), berlin)).toBe(false);
  });

  test("over midnight belongs to the day on which it began", () => {
    const saturdayAtThree = utc("2026-03-07T02:00:00");
    expect(isInWindow({ ...night, weekdays: [5] }, saturdayAtThree, berlin)).toBe(true);
    expect(isInWindow({ ...night, weekdays: [6] }, saturdayAtThree, berlin)).toBe(false);
    expect(isInWindow({ ...night, weekdays: [6] }, utc("2026-03-07T21:30:00"), berlin)).toBe(true);
    expect(isInWindow({ ...night, weekdays: [7] }, utc("2026-03-09T04:59:00"), berlin)).toBe(true);
  });

  test("has the hour that comes twice both times, and its end where the clock shows it", () => {
    // 2026-10-25: 03:00 CEST becomes 02:00 CET.
    expect(isInWindow(night, utc("2026-10-25T00:30:00"), berlin)).toBe(true);
    expect(isInWindow(night, utc("2026-10-25T01:30:00"), berlin)).toBe(true);
    expect(isInWindow(night, utc("2026-10-25T04:59:00"), berlin)).toBe(true);
    expect(isInWindow(night, utc("2026-10-25T05:00:00"), berlin)).toBe(false);
    const twice = { from: "02:00", to: "03:00" };
    expect(isInWindow(twice, utc("2026-10-25T00:00:00"), berlin)).toBe(true);
    expect(isInWindow(twice, utc("2026-10-25T01:59:00"), berlin)).toBe(true);
    expect(isInWindow(twice, utc("2026-10-25T02:00:00"), berlin)).toBe(false);
  });

  test("that lies in the hour the clocks skip has no moment", () => {
    const skipped = { from: "02:00", to: "03:00" };
    // 2026-03-29: 02:00 CET becomes 03:00 CEST.
    expect(isInWindow(skipped, utc("2026-03-29T00:59:59"), berlin)).toBe(false);
    expect(isInWindow(skipped, utc("2026-03-29T01:00:00"), berlin)).toBe(false);
    expect(isInWindow(night, utc("2026-03-29T03:59:59"), berlin)).toBe(true);
    expect(isInWindow(night, utc("2026-03-29T04:00:00"), berlin)).toBe(false);
  });

  test("with equal ends is the whole day, from there to there", () => {
    const productionDay = { from: "06:00", to: "06:00", weekdays: [1] };
    expect(isInWindow(productionDay, utc("2026-03-03T04:59:00"), berlin)).toBe(true);
    expect(isInWindow(productionDay, utc("2026-03-03T05:00:00"), berlin)).toBe(false);
  });
});
