import { expect, test } from "vitest";
import { movedCut, placedCut, withCut } from "./split-parts.ts";

const stop = { start: 1_500, end: 9_500 };

test("a cut lies on a whole second inside the stop", () => {
  expect([placedCut(4_400, stop), placedCut(4_600, stop)]).toEqual([4_000, 5_000]);
  expect([placedCut(900, stop), placedCut(9_700, stop)]).toEqual([null, null]);
});

test("cuts are kept in order and never twice", () => {
  expect(withCut([4_000], 2_000)).toEqual([2_000, 4_000]);
  expect(withCut([4_000], 4_000)).toEqual([4_000]);
  expect(withCut([4_000], null)).toEqual([4_000]);
});

test("a cut that is dragged never passes its neighbour", () => {
  expect(movedCut([3_000, 6_000], 0, 5_000)).toEqual([5_000, 6_000]);
  expect(movedCut([3_000, 6_000], 0, 7_000)).toEqual([3_000, 6_000]);
  expect(movedCut([3_000, 6_000], 1, null)).toEqual([3_000, 6_000]);
});
