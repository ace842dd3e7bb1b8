import { expect, test } from "vitest";
import type { TimeClass } from "#shared/oee/time-model.ts";
import { inStopOrder, stopsOf, type TimelineInterval } from "./stop-list.ts";

const interval = (start: number, end: number, timeClass: TimeClass): TimelineInterval => ({
  id: `${start}`,
  start,
  end,
  timeClass,
  state: "stopped",
  cause: null,
  provenance: "measured",
  reasonId: null,
  reasonName: null,
  isOpen: false,
  wholeMs: end - start,
});
const day = [
  interval(0, 10, "apt"),
  interval(10, 12, "adet_minor"),
  interval(12, 40, "aust"),
  interval(40, 90, "adet_down"),
  interval(90, 100, "planned_down"),
  interval(100, 110, "unknown"),
];

test("stops are stoppages with an order; losses are all planned time that did not run", () => {
  expect(stopsOf(day, "stops").map(({ start }) => start)).toEqual([10, 40]);
  expect(stopsOf(day, "losses").map(({ start }) => start)).toEqual([10, 12, 40, 100]);
});

test("newest or longest first", () => {
  const stops = stopsOf(day, "losses");
  expect(inStopOrder(stops, "start").map(({ start }) => start)).toEqual([100, 40, 12, 10]);
  expect(inStopOrder(stops, "duration").map(({ start }) => start)).toEqual([40, 12, 100, 10]);
});
