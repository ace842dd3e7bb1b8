import { describe, expect, test } from "vitest";
import { everyNight, threeShifts } from "#shared/shifts/example-patterns.ts";
import { expandShifts } from "#shared/shifts/expand-shifts.ts";
import { addDays } from "#shared/shifts/local-time.ts";
import type { ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import { previewDays } from "./preview-days.ts";

const zone = "Europe/Berlin";
const hour = 3_600_000;

function daysOf(pattern: ShiftPattern, fromDate: string, days: number) {
  const rows = expandShifts(pattern, zone, addDays(fromDate, -1), addDays(fromDate, days)).map(
    (shift) => ({ ...shift, id: `${shift.businessDate} ${shift.code}`, breaks: [...shift.breaks] }),
  );
  return previewDays(rows, zone, fromDate, days);
}

const seen = (day: ReturnType<typeof daysOf>[number]) =>
  day.bars.map((bar) => `${bar.shift.code} ${bar.from}-${bar.to}${bar.isRest ? " rest" : ""}`);

describe("two weeks of shifts on their days", () => {
  test("a night is cut at midnight and goes on in the next row", () => {
    const [tuesday] = daysOf(threeShifts, "2026-11-24", 1);
    expect(seen(tuesday!)).toEqual(["N 0-360 rest", "E 360-840", "L 840-1320", "N 1320-1440"]);
    expect(tuesday!.bars.map((bar) => bar.breaks)).toEqual([
      [{ from: 120, to: 150 }],
      [{ from: 600, to: 630 }],
      [{ from: 1080, to: 1110 }],
      [],
    ]);
  });

  test("planned hours count on the day a shift starts, without its breaks", () => {
    const days = daysOf(threeShifts, "2026-11-27", 2);
    expect(days.map((day) => day.plannedMs / hour)).toEqual([22.5, 0]);
    expect(seen(days[1]!)).toEqual(["N 0-360 rest"]);
  });

  test("the night in which the clocks go back is an hour longer", () => {
    const [saturday, sunday] = daysOf(everyNight, "2026-10-24", 2);
    expect(saturday!.shifts).toMatchObject([{ lengthMs: 9 * hour, clockExtraMs: hour }]);
    expect(sunday!.shifts).toMatchObject([{ lengthMs: 8 * hour, clockExtraMs: 0 }]);
    expect(saturday!.clockChange).toBeNull();
    expect(sunday!.clockChange).toEqual({ kind: "twice", from: 120, to: 180 });
  });

  test("the night in which they go forward is an hour shorter", () => {
    const [saturday, sunday] = daysOf(everyNight, "2027-03-27", 2);
    expect(saturday!.shifts).toMatchObject([{ lengthMs: 7 * hour, clockExtraMs: -hour }]);
    expect(sunday!.clockChange).toEqual({ kind: "skipped", from: 120, to: 180 });
  });

  test("a shift of 24 hours has its day and the rest on the next", () => {
    const long: ShiftPattern = {
      ...everyNight,
      shifts: [{ code: "N", name: "Watch", start: "06:00", end: "06:00", breaks: [] }],
      cycle: { type: "rotating", anchor: "2026-11-24", days: [["N"], []] },
    };
    const days = daysOf(long, "2026-11-24", 2);
    expect(days.map(seen)).toEqual([["N 360-1440"], ["N 0-360 rest"]]);
    expect(days.map((day) => day.plannedMs)).toEqual([24 * hour, 0]);
  });
});
