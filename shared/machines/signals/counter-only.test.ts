import { describe, expect, test } from "vitest";
import {
  countsOf,
  live,
  lost,
  reading,
  rulesOf,
  statesOf,
  tell,
  tick,
  ticks,
} from "./machine-story.ts";

const bad = 0x808c0000;

describe("counter only", () => {
  const press = rulesOf({
    state: { type: "counter_only", expectedCycleMs: 2_000 },
    counts: { total: { tag: "count", modulus: 65_536 } },
  });

  test("running is inferred from counts, stopped since the last count", () => {
    const told = tell(press, [
      reading("count", 65_534, 0),
      reading("count", 65_535, 2_000),
      reading("count", 0, 4_000),
      ...ticks(5_000, 11_000),
      reading("count", 1, 60_000),
    ]);
    expect(statesOf(told)).toEqual([
      [0, "running", null],
      [4_000, "stopped", null],
      [58_000, "running", null],
    ]);
  });

  test("with or without ticks the facts are the same", () => {
    const inputs = [0, 2, 4, 30, 32, 90].map((second, pieces) =>
      reading("count", pieces, second * 1_000),
    );
    const ticking = [0, 2, 4, 30, 32, 90].flatMap((second, pieces) => [
      ...(second > 4 ? ticks((second - 1) * 1_000, second * 1_000) : []),
      reading("count", pieces, second * 1_000),
    ]);
    expect(statesOf(tell(press, ticking))).toEqual(statesOf(tell(press, inputs)));
    expect(countsOf(tell(press, ticking))).toEqual(countsOf(tell(press, inputs)));
  });

  test("a count that a tick overtook takes the stop back", () => {
    const told = tell(press, [
      reading("count", 0, 0),
      reading("count", 1, 2_000),
      tick(8_600),
      reading("count", 2, 7_900),
    ]);
    expect(statesOf(told)).toEqual([
      [0, "running", null],
      [2_000, "stopped", null],
      [2_000, "running", null],
    ]);
  });

  test("after a gap nothing is known until a count or the silence limit", () => {
    const gap = [
      reading("count", 0, 0),
      reading("count", 1, 2_000),
      lost(3_000),
      live(20_000),
      reading("count", 5, 21_000),
    ];
    expect(statesOf(tell(press, gap)).at(-1)).toEqual([3_000, "unknown", "unreachable"]);
    expect(statesOf(tell(press, [...gap, reading("count", 6, 23_000)])).at(-1)).toEqual([
      21_000,
      "running",
      null,
    ]);
    expect(statesOf(tell(press, [...gap, tick(28_000)])).at(-1)).toEqual([21_000, "stopped", null]);
  });

  test("bad quality of the counter is unknown", () => {
    const told = tell(press, [
      reading("count", 0, 0),
      reading("count", 1, 2_000),
      reading("count", null, 3_000, bad),
      tick(60_000),
    ]);
    expect(statesOf(told).at(-1)).toEqual([3_000, "unknown", "bad_quality"]);
  });

  test("a silent counter of a kept subscription is a stop since the link is live", () => {
    const told = tell(press, [
      reading("count", 0, 0),
      reading("count", 1, 2_000),
      lost(3_000),
      live(10_000),
      ...ticks(11_000, 30_000),
    ]);
    expect(statesOf(told).slice(1)).toEqual([
      [3_000, "unknown", "unreachable"],
      [10_000, "stopped", null],
    ]);
  });
});
