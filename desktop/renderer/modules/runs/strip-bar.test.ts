import { expect, test } from "vitest";
import { barOf, isPartial, knownMs, missingReasons } from "./strip-bar.ts";

const time = (ms: number) => ({ ms, plannedMs: ms });
const known = { at: 1, known: "second" as const };
const none = (reason: "no_stop" | "no_ideal_cycle") => ({ at: null, reason });

test("a bar has the phases that are known, on the scale of the longest one", () => {
  const row = {
    phases: { runOut: time(0), setUp: time(30), firstPieces: time(10), rampUp: null },
  };
  expect(barOf(row, 80)).toEqual([
    { phase: "setUp", ms: 30, share: 0.375 },
    { phase: "firstPieces", ms: 10, share: 0.125 },
  ]);
  expect([knownMs(row), isPartial(row)]).toEqual([40, true]);
});

test("what is missing is counted once per changeover, the most frequent first", () => {
  const row = { lastGood: known, stopped: known, firstPiece: known, firstGood: known };
  expect(
    missingReasons([
      { ...row, atRate: none("no_ideal_cycle") },
      { ...row, stopped: none("no_stop"), atRate: none("no_ideal_cycle") },
    ]),
  ).toEqual([
    { reason: "no_ideal_cycle", count: 2 },
    { reason: "no_stop", count: 1 },
  ]);
});
