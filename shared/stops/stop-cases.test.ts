import { expect, test } from "vitest";
import { stopBursts } from "./stop-cases.ts";

const stop = (start: number, end: number, cause: string | null, isShort = true) => ({
  start,
  end,
  cause,
  state: "stopped" as const,
  isShort,
});
const starts = (bursts: readonly (readonly { start: number }[])[]) =>
  bursts.map((burst) => burst.map(({ start }) => start));

test("short stops of one signature with short runs between are one case", () => {
  const day = [
    stop(0, 5, "jam"),
    stop(10, 15, "jam"),
    stop(16, 17, "belt"),
    stop(20, 25, "jam"),
    stop(100, 105, "jam"),
    stop(110, 115, "jam"),
    stop(120, 125, "jam"),
  ];
  expect(starts(stopBursts(day, 10, 3))).toEqual([
    [0, 10, 20],
    [100, 110, 120],
  ]);
});

test("a run longer than the gap ends the burst, a gap exactly as long does not", () => {
  const day = [stop(0, 5, null), stop(15, 20, null), stop(31, 35, null)];
  expect(starts(stopBursts(day, 10, 2))).toEqual([[0, 15]]);
});

test("a stop that is not short is no part of a case, and few stops make none", () => {
  const day = [stop(0, 5, "jam"), stop(6, 60, "jam", false), stop(61, 65, "jam")];
  expect(starts(stopBursts(day, 100, 2))).toEqual([[0, 61]]);
  expect(starts(stopBursts(day, 100, 3))).toEqual([]);
});
