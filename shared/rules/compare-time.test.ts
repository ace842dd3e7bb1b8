import { expect, test } from "vitest";
import { emptyDay, intervalsFrom, minute, minutes, runOf, shiftOf } from "../oee/example-day.ts";
import { classifyTime } from "../oee/classify-time.ts";
import { changedStops, changedTime, Moves } from "./compare-time.ts";

const minuteMs = 60_000;
const day = {
  ...emptyDay,
  span: minutes(0, 60),
  now: minute(60),
  intervals: intervalsFrom(0, [
    [10, "running"],
    [4, "stopped"],
    [26, "running"],
    [20, "stopped"],
  ]),
  shifts: [shiftOf(0, 60)],
  runs: [runOf(0, 60, "A")],
};
const withLimit = (limit: number) =>
  classifyTime({ ...day, policy: { ...day.policy, minorStopMs: limit * minuteMs } });

test("a change of a limit moves the minutes of the stops it concerns and of no other", () => {
  const changed = changedTime(withLimit(2), withLimit(5));
  expect(
    changed.map(({ start, end, before, after }) => [start, end, before.class, after.class]),
  ).toEqual([[minute(10), minute(14), "adet_down", "adet_minor"]]);
  const stops = changedStops(changed, [minutes(10, 14), minutes(40, 60)]);
  expect(stops).toMatchObject([{ ...minutes(10, 14), changedMs: 4 * minuteMs }]);
  const moves = new Moves();
  moves.add(changed, stops);
  expect(moves.classes()).toEqual([{ from: "adet_down", to: "adet_minor", ms: 4 * minuteMs }]);
  expect(moves.reasons()).toEqual([]);
});

test("the same time differs in nothing", () => {
  expect(changedTime(withLimit(2), withLimit(2))).toEqual([]);
});
