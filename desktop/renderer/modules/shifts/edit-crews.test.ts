import { describe, expect, test } from "vitest";
import { shiftPattern } from "#shared/shifts/shift-pattern.ts";
import { threeShifts } from "#shared/shifts/example-patterns.ts";
import { removeCrew, renameCrew, weekByWeek, withStepCount } from "./edit-crews.ts";
import { removeShift, renameShift } from "./edit-shifts.ts";
import { formField, patternValues, readPattern } from "./pattern-values.ts";

const pattern = shiftPattern.parse({
  ...threeShifts,
  shifts: threeShifts.shifts.map((shift) => ({
    ...shift,
    target: 700,
    targetPer: "machine",
    targetOee: 0.07,
    targetQuality: 0.985,
  })),
  crews: ["A", "B", "C"].map((code) => ({ code, name: `Crew ${code}` })),
  crewRotation: { anchor: "2026-03-02", daysPerStep: 7, steps: [{ E: "A", L: "B" }, { E: "B" }] },
  exceptions: [{ kind: "overtime", date: "2026-03-07", shifts: ["E"], crew: "C" }],
});
const values = patternValues("THREE", pattern, "2026-03-04");

describe("a pattern in its form", () => {
  test("comes back as it was, with crews, targets and overtime", () => {
    expect(readPattern(values)).toEqual({ ok: true, pattern });
    const longer = {
      ...pattern,
      cycle: { ...threeShifts.cycle, monday: ["E"] },
      exceptions: [
        { kind: "extended" as const, date: "2026-03-09", shift: "E", earlier: 0, later: 30 },
      ],
    };
    expect(readPattern(patternValues("THREE", longer as never, "2026-03-04"))).toEqual({
      ok: true,
      pattern: longer,
    });
  });

  test("names the field of a wrong crew", () => {
    expect(formField("pattern.crewRotation.steps.1.E")).toBe("crewSteps.1");
    expect(formField("crewRotation.anchor")).toBe("crewAnchor");
    expect(formField("exceptions.0.crew")).toBe("exceptions.0.crew");
  });

  test("without crews, or with crews that work nowhere, has no rotation", () => {
    const none = readPattern({ ...values, crews: [], exceptions: [] });
    expect(none.ok && none.pattern).not.toHaveProperty("crewRotation");
    const idle = readPattern({ ...values, crewSteps: [{}, { E: "" }] });
    expect(idle.ok && [idle.pattern.crews?.length, idle.pattern.crewRotation]).toEqual([
      3,
      undefined,
    ]);
  });
});

describe("crews", () => {
  test("are followed wherever they work when they are renamed or go", () => {
    const renamed = renameCrew(values, 1, "X");
    expect(renamed.crewSteps).toEqual([{ E: "A", L: "X" }, { E: "X" }]);
    const gone = removeCrew(values, 2);
    expect(gone.exceptions[0]?.crew).toBe("");
    expect(removeCrew(values, 0).crewSteps[0]).toEqual({ E: "", L: "B" });
  });

  test("follow a shift that gets another code or goes", () => {
    expect(renameShift(values, 0, "EARLY").crewSteps).toEqual([
      { EARLY: "A", L: "B" },
      { EARLY: "B" },
    ]);
    expect(removeShift(values, 0).crewSteps).toEqual([{ L: "B" }, {}]);
  });

  test("work each shift in turn, week by week", () => {
    expect(weekByWeek(values)).toEqual([
      { E: "A", L: "B", N: "C" },
      { E: "C", L: "A", N: "B" },
      { E: "B", L: "C", N: "A" },
    ]);
    expect(withStepCount([{ E: "A" }], 2)).toEqual([{ E: "A" }, {}]);
  });
});
