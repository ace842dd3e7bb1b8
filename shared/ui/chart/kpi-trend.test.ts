import { expect, test } from "vitest";
import {
  bucketAfterKey,
  definitionBreaks,
  ratioTop,
  trendColumnsOf,
  type KpiPoint,
} from "./kpi-trend.ts";

const point = (values: (number | null)[], isBreak = false): KpiPoint => ({
  label: "",
  values,
  isBreak,
  isUncertain: false,
});

test("a day that cannot be known is a gap, never a zero", () => {
  expect(trendColumnsOf([point([0.6, 0.9]), point([null, 0.8]), point([0.7, 0.9])], 2)).toEqual([
    [0, 1, 2],
    [0.6, null, 0.7],
    [0.9, 0.8, 0.9],
  ]);
});

test("where the definition changed, the line is broken and the place is told; the first point breaks nothing", () => {
  const points = [point([0.6], true), point([0.7], true), point([0.8])];
  expect(trendColumnsOf(points, 1)).toEqual([
    [0, 0.5, 1, 2],
    [0.6, null, 0.7, 0.8],
  ]);
  expect(definitionBreaks(points)).toEqual([0.5]);
});

test("the scale ends at 100 %, or above a machine that beat its ideal", () => {
  expect([ratioTop([point([0.4, null])]), ratioTop([point([1.234])]), ratioTop([])]).toEqual([
    1, 1.3, 1,
  ]);
});

test("keys walk the buckets, from either end when none is shown", () => {
  expect([
    bucketAfterKey("ArrowLeft", null, 5),
    bucketAfterKey("ArrowRight", null, 5),
    bucketAfterKey("ArrowRight", 4, 5),
    bucketAfterKey("Home", 3, 5),
    bucketAfterKey("Escape", 3, 5),
    bucketAfterKey("a", 3, 5),
  ]).toEqual([4, 0, 4, 0, null, undefined]);
});
