import { describe, expect, it } from "vitest";
import { classifyTime } from "../oee/classify-time.ts";
import {
  intervalsFrom,
  minute,
  minutes,
  reasonsByCategory,
  runOf,
  shiftOf,
} from "../oee/example-day.ts";
import { kpiPolicy } from "../oee/kpi-policy.ts";
import { lossesOfShift } from "./losses-of-shift.ts";
import { rateWithin } from "./rate-now.ts";

const minuteMs = 60_000;

/** A shift of 60 minutes: a jam without a reason, one with, a minor stop, a changeover, and a stop over a break. */
const spans = classifyTime({
  span: minutes(0, 60),
  now: minute(60),
  intervals: intervalsFrom(0, [
    [10, "running"],
    [5, "down"],
    [5, "running"],
    [4, "down", "material"],
    [6, "running"],
    [1, "stopped"],
    [9, "running"],
    [5, "setup"],
    [5, "running"],
    [10, "down"],
  ]),
  shifts: [shiftOf(0, 60, [minutes(52, 56)])],
  runs: [runOf(0, null)],
  counts: [],
  cycles: [],
  reasonCategories: reasonsByCategory,
  policy: kpiPolicy.parse({}),
});

describe("losses of a shift", () => {
  it("add up by reason, else by class, largest first; a stop over a break is one stop", () => {
    const losses = lossesOfShift([{ code: "A", spans }], 8);
    expect(
      losses.map(({ reasonId, timeClass, ms, stops }) => [
        reasonId,
        timeClass,
        ms / minuteMs,
        stops,
      ]),
    ).toEqual([
      [null, "adet_down", 11, 2],
      [null, "aust", 5, 1],
      ["material", "adet_down", 4, 1],
      [null, "adet_minor", 1, 1],
    ]);
  });

  it("name the machines, and only as many losses as asked for", () => {
    const losses = lossesOfShift(
      [
        { code: "A", spans },
        { code: "B", spans },
      ],
      1,
    );
    expect(losses).toMatchObject([{ ms: 22 * minuteMs, stops: 4, machineCodes: ["A", "B"] }]);
  });
});

describe("the rate at the end", () => {
  const count = (total: number, at: number) => ({
    ...minutes(at, at + 1),
    bookedAt: minute(at),
    class: "apt" as const,
    shiftId: null,
    runId: null,
    productId: "A",
    total,
    reject: 0,
    rework: null,
    provenance: "measured" as const,
    ideal: { cycleUs: 30_000_000, cavities: 1, validFrom: 0 },
  });

  it("is the standard time of the pieces over the time the machine ran", () => {
    expect(rateWithin(minutes(0, 10), spans, [count(10, 2), count(8, 5)] as never)).toBeCloseTo(
      0.9,
      9,
    );
  });

  it("is not known while it hardly ran, or without an ideal cycle", () => {
    expect(rateWithin(minutes(10, 16), spans, [])).toBeNull();
    const unknown = { ...count(3, 4), ideal: null };
    expect(rateWithin(minutes(0, 10), spans, [unknown] as never)).toBeNull();
  });
});
