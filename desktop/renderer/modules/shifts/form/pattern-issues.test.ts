import { describe, expect, test } from "vitest";
import { threeShifts } from "#shared/shifts/example-patterns.ts";
import { fieldOfEnginePath, readPattern } from "./pattern-issues.ts";
import { patternValues, type PatternValues } from "./pattern-values.ts";

function issuesAfter(change: (values: PatternValues) => void): Record<string, string> {
  const values = patternValues("THREE", threeShifts, "2026-11-22");
  change(values);
  const reading = readPattern(values);
  if (reading.ok) return {};
  return Object.fromEntries(
    [...reading.issues].map(([field, issue]) => [field, issue.key ?? issue.rule]),
  );
}

describe("a rule is said at the field that broke it", () => {
  test("nothing to say about a good pattern", () => {
    expect(issuesAfter(() => undefined)).toEqual({});
  });

  test("a wrong code once, not on each day that plans it", () => {
    expect(issuesAfter((values) => (values.shifts[0]!.code = "early"))).toEqual({
      "shifts.0.code": "must be 1–20 of A–Z, 0–9, dash",
    });
  });

  test("a code given twice, at the second", () => {
    expect(issuesAfter((values) => (values.shifts[1]!.code = "E"))).toEqual({
      "shifts.1.code": 'shift "E" is there twice',
    });
  });

  test("a break outside its shift, at the break", () => {
    expect(
      issuesAfter((values) => {
        values.shifts[0]!.breaks[0]!.start = "14:00";
        values.shifts[0]!.breaks[0]!.end = "14:30";
      }),
    ).toEqual({ "shifts.0.breaks.0.start": 'break "Break" is not inside the shift' });
  });

  test("shifts that overlap, on the days they do", () => {
    const issues = issuesAfter((values) => {
      values.shifts[0]!.end = "15:00";
      values.weekly = [["s0", "s1"], [], ["s0", "s1"], [], [], [], []];
    });
    expect(issues).toEqual({
      "weekly.0": 'shift "Late" overlaps shift "Early"',
      "weekly.2": 'shift "Late" overlaps shift "Early"',
    });
  });

  test("an exception without shifts, and a date named twice", () => {
    const exception = { key: "x", kind: "extra" as const, date: "2026-12-05", name: "" };
    expect(issuesAfter((values) => values.exceptions.push({ ...exception, shifts: [] }))).toEqual({
      "exceptions.0.shifts": "atLeastOneShift",
    });
    expect(
      issuesAfter((values) => {
        for (const key of ["a", "b"])
          values.holidays.push({ key, date: "2026-12-25", name: "Christmas" });
      }),
    ).toEqual({ "holidays.1.date": "dateTwice" });
  });

  test("an extra shift that is there anyway", () => {
    const exception = { key: "x", kind: "extra" as const, date: "2026-12-04", name: "" };
    expect(
      issuesAfter((values) => values.exceptions.push({ ...exception, shifts: ["s0"] })),
    ).toEqual({ "exceptions.0.shifts": 'shift "E" is there on this date anyway' });
  });

  test("empty fields, each where it stands", () => {
    const issues = issuesAfter((values) => {
      values.name = " ";
      values.cycleType = "rotating";
      values.anchor = "";
      values.holidays.push({ key: "h", date: "", name: "" });
      values.shifts[2]!.target = 1.5;
    });
    expect(Object.keys(issues).toSorted()).toEqual([
      "anchor",
      "holidays.0.date",
      "holidays.0.name",
      "name",
      "shifts.2.target",
    ]);
  });
});

test("paths of the engine are read the same way", () => {
  expect(fieldOfEnginePath("pattern.cycle.tuesday.0")).toBe("weekly.1");
  expect(fieldOfEnginePath("pattern.cycle.days.3.1")).toBe("rotating.3");
  expect(fieldOfEnginePath("pattern.shifts.0.breaks.1")).toBe("shifts.0.breaks.1.start");
  expect(fieldOfEnginePath("code")).toBe("code");
});
