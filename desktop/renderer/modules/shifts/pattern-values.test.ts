import { describe, expect, test } from "vitest";
import { everyNight, threeShifts } from "#shared/shifts/example-patterns.ts";
import type { ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import { removeShift, renameShift, toggleShift, withCycleLength } from "./edit-shifts.ts";
import {
  formField,
  newException,
  newPattern,
  patternValues,
  readPattern,
  type PatternValues,
} from "./pattern-values.ts";

const today = "2026-11-22";
const values = patternValues("THREE", threeShifts, today);
const withDates: ShiftPattern = {
  ...threeShifts,
  shifts: threeShifts.shifts.map((shift, i) => (i === 0 ? { ...shift, target: 1_200 } : shift)),
  holidays: [{ date: "2026-12-25", name: "Christmas" }],
  exceptions: [
    { kind: "closed", date: "2026-12-24" },
    { kind: "extra", date: "2026-12-05", shifts: ["E"], name: "Rush order" },
    { kind: "replaced", date: "2026-12-31", shifts: ["E", "L"] },
  ],
};
const issuesOf = (changed: Partial<PatternValues>) => {
  const reading = readPattern({ ...values, ...changed });
  return reading.ok ? {} : reading.issues;
};

describe("a pattern in its form", () => {
  test.each([
    ["weekly", threeShifts],
    ["rotating", everyNight],
    ["with target, holidays and exceptions", withDates],
  ])("comes out as it went in: %s", (_, pattern) => {
    expect(readPattern(patternValues("P", pattern, today))).toEqual({ ok: true, pattern });
  });

  test("begins with two shifts and lacks only its name", () => {
    const words = { early: "Early", late: "Late", pause: "Break" };
    const reading = readPattern(newPattern(today, words));
    expect(reading).toEqual({ ok: false, issues: { name: "must not be empty" } });
  });

  test("keeps its plans when a shift gets another code, and drops a removed one from them", () => {
    expect(renameShift(values, 0, "EARLY").week[0]).toEqual(["EARLY", "L", "N"]);
    expect(removeShift(values, 1).week[0]).toEqual(["E", "N"]);
    expect(toggleShift(values.week, 5, "N", ["E", "L", "N"])[5]).toEqual(["N"]);
    expect(withCycleLength([["E"]], 3)).toEqual([["E"], [], []]);
  });
});

describe("a broken rule is said at the field that broke it", () => {
  test("a wrong code once, not on each day that plans it", () => {
    expect(issuesOf(renameShift(values, 0, "early!"))).toEqual({
      "shifts.0.code": "must be 1–20 of A–Z, 0–9, dash",
    });
  });

  test("shifts that overlap, on the days they do", () => {
    const shifts = values.shifts.map((shift, i) => (i === 0 ? { ...shift, end: "15:00" } : shift));
    const week = [["E", "L"], [], ["E", "L"], [], [], [], []];
    expect(issuesOf({ shifts, week })).toEqual({
      "week.0": 'shift "Late" overlaps shift "Early"',
      "week.2": 'shift "Late" overlaps shift "Early"',
    });
  });

  test("an extra shift that is there anyway, and a date named twice", () => {
    const extra = { ...newException("2026-12-04"), shifts: ["E"] };
    expect(issuesOf({ exceptions: [extra] })).toEqual({
      "exceptions.0.shifts": 'shift "E" is there on this date anyway',
    });
    const holiday = { date: "2026-12-25", name: "Christmas" };
    expect(issuesOf({ holidays: [holiday, holiday] })).toEqual({
      "holidays.1.date": "2026-12-25 is there twice",
    });
  });

  test("also where the engine says it", () => {
    expect(formField("pattern.cycle.tuesday.0")).toBe("week.1");
    expect(formField("pattern.cycle.days.3.1")).toBe("days.3");
    expect(formField("pattern.shifts.0.breaks.1")).toBe("shifts.0.breaks.1");
    expect(formField("code")).toBe("code");
  });
});
