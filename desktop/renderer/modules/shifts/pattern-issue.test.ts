import { expect, test } from "vitest";
import { threeShifts } from "#shared/shifts/example-patterns.ts";
import { shiftPattern } from "#shared/shifts/shift-pattern.ts";
import { patternIssue } from "./pattern-issue.ts";

const keysOf = (change: object): (string | undefined)[] =>
  shiftPattern
    .safeParse({ ...threeShifts, cycle: { type: "weekly" }, ...change })
    .error!.issues.map((issue) => patternIssue(issue.message)?.key);

test("every rule about a whole pattern is known by its words", () => {
  const [early, late] = threeShifts.shifts;
  const pause = { name: "B", start: "12:00", end: "12:30" };
  const closed = { kind: "closed", date: "2026-12-24" };
  expect(
    keysOf({ shifts: [{ ...early, breaks: [{ ...pause, start: "15:00", end: "15:30" }] }] }),
  ).toEqual(["breakOutside"]);
  expect(keysOf({ shifts: [{ ...early, breaks: [pause, pause] }] })).toEqual(["breaksOverlap"]);
  expect(keysOf({ shifts: [early, late, early] })).toEqual(["shiftTwice"]);
  expect(keysOf({ shifts: [early], cycle: { type: "weekly", monday: ["X"] } })).toEqual([
    "noShift",
  ]);
  expect(keysOf({ exceptions: [closed, closed] })).toEqual(["dateTwice"]);
  expect(
    keysOf({
      shifts: [early, { ...late, start: "13:00" }],
      cycle: { type: "weekly", monday: ["E", "L"] },
    }),
  ).toEqual(["shiftsOverlap"]);
  expect(
    keysOf({
      cycle: threeShifts.cycle,
      exceptions: [{ kind: "extra", date: "2026-11-23", shifts: ["E"] }],
    }),
  ).toEqual(["thereAnyway"]);
});

test("a rule about one field is left to the field", () => {
  expect(patternIssue("must not be empty")).toBeNull();
});
