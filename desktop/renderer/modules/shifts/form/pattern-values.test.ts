import { describe, expect, test } from "vitest";
import { everyNight, threeShifts } from "#shared/shifts/example-patterns.ts";
import { shiftPattern, type ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import {
  cycleOfLength,
  nextShift,
  patternOfValues,
  patternValues,
  plannedShifts,
  toggled,
} from "./pattern-values.ts";

const today = "2026-11-22";
const valuesOf = (pattern: ShiftPattern) => patternValues("THREE", pattern, today);

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

describe("a pattern in its form", () => {
  test.each([
    ["weekly", threeShifts],
    ["rotating", everyNight],
    ["with target, holidays and exceptions", withDates],
  ])("comes out as it went in: %s", (_, pattern) => {
    expect(patternOfValues(valuesOf(pattern))).toEqual(pattern);
  });

  test("keeps its day plans when a shift gets another code", () => {
    const values = valuesOf(withDates);
    values.shifts[0]!.code = "EARLY";
    const pattern = shiftPattern.parse(patternOfValues(values));
    expect(pattern.cycle).toMatchObject({ monday: ["EARLY", "L", "N"], saturday: [] });
    expect(pattern.exceptions[1]).toMatchObject({ shifts: ["EARLY"] });
  });

  test("plans a removed shift nowhere", () => {
    const values = valuesOf(threeShifts);
    values.shifts.splice(1, 1);
    expect(patternOfValues(values)).toMatchObject({ cycle: { monday: ["E", "N"] } });
  });

  test("names codes in the order of the shifts, in whatever order they were switched on", () => {
    const values = valuesOf(threeShifts);
    values.weekly[5] = toggled(toggled([], "s2"), "s0");
    expect(patternOfValues(values)).toMatchObject({ cycle: { saturday: ["E", "N"] } });
  });

  test("offers the same seven days when a weekly cycle becomes a rotating one", () => {
    const values = { ...valuesOf(threeShifts), cycleType: "rotating" as const };
    expect(patternOfValues(values)).toMatchObject({
      cycle: {
        type: "rotating",
        anchor: today,
        days: [...Array.from({ length: 5 }, () => ["E", "L", "N"]), [], []],
      },
    });
  });
});

test("a plan is switched on and off", () => {
  expect(toggled(["s0"], "s1")).toEqual(["s0", "s1"]);
  expect(toggled(["s0", "s1"], "s0")).toEqual(["s1"]);
});

test("a cycle is cut or lengthened at its end", () => {
  expect(cycleOfLength([["s0"], ["s1"]], 1)).toEqual([["s0"]]);
  expect(cycleOfLength([["s0"]], 3)).toEqual([["s0"], [], []]);
});

test("a further shift begins where the last one ends", () => {
  const { shifts } = valuesOf(threeShifts);
  expect(nextShift(shifts.slice(0, 2), "new")).toMatchObject({
    key: "new",
    start: "22:00",
    end: "",
  });
  expect(plannedShifts({ shifts }, ["s2", "s0"]).map((shift) => shift.code)).toEqual(["E", "N"]);
});
