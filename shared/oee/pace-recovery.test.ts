import { describe, expect, it } from "vitest";
import { noPace, paceOf, type PaceInput } from "./pace.ts";
import {
  countsWhileRunning,
  cycleOf,
  intervalsFrom,
  made,
  minute,
  minutes,
  runOf,
  shiftOf,
  shiftWith,
  type Block,
} from "./example-day.ts";
import { sustainedRate } from "./sustained-rate.ts";
import { timeAndPieces } from "./time-and-pieces.ts";
import type { OeeInput } from "./time-model.ts";

/** The first half of an 8-hour shift at 12 good pieces a minute, one of 13 bad. */
const halfShift = (more: Partial<OeeInput> = {}, blocks: readonly Block[] = [[240, "running"]]) => {
  const intervals = intervalsFrom(0, blocks);
  return timeAndPieces(
    shiftWith(blocks, {
      now: minute(240),
      counts: countsWhileRunning(intervals, { from: 0, to: 240, total: 3_120, reject: 240 }),
      cycles: [cycleOf("A", 1 / 15)],
      ...more,
    }),
  );
};

const known = (input: Partial<PaceInput> = {}): PaceInput => ({
  now: minute(240),
  ...halfShift(),
  left: [minutes(240, 480)],
  shiftEnd: minute(480),
  productId: "A",
  cycles: [cycleOf("A", 1 / 15)],
  targetOee: 0.8,
  shiftTarget: 6_000,
  run: null,
  best: { perMinute: 12.5, from: minute(30), windows: 40 },
  historyDays: 14,
  ...input,
});

describe("pace with recovery", () => {
  it("tells what is needed, where it ends as it goes and at the best hour, and how many are missing", () => {
    const pace = paceOf(known());
    expect(pace).toMatchObject({
      target: { pieces: 6_000, from: "shift" },
      good: 2_880,
      leftMs: 240 * 60_000,
      needed: { value: 13 },
      current: { rate: { value: 12 }, atEnd: { value: 5_760 }, short: { value: 240 } },
      best: { rate: { value: 12.5 }, atEnd: { value: 5_880 }, short: { value: 120 } },
      history: { hours: 40, days: 14, bestFrom: minute(30) },
    });
    expect(pace.current.finish).toEqual({ value: minute(500) });
    expect(pace.best.finish.value).toBeCloseTo(minute(489.6), -1);
  });

  it("goes on counting only in planned time: breaks and planned downtime give no minute", () => {
    const pace = paceOf(
      known({ left: [minutes(270, 380), minutes(400, 480)], shiftTarget: 3_600 }),
    );
    expect(pace.leftMs).toBe(190 * 60_000);
    expect(pace.needed.value).toBeCloseTo(720 / 190, 9);
    expect(pace.current.finish).toEqual({ value: minute(330) });
    expect(pace.current.short).toEqual({ value: 0 });
  });

  it("aims at the shift's target, else at the run's with all its pieces, else at what is due", () => {
    const run = { target: 10_000, good: 7_120 };
    expect(paceOf(known({ run })).target).toEqual({ pieces: 6_000, from: "shift" });
    expect(paceOf(known({ run, shiftTarget: null }))).toMatchObject({
      target: { pieces: 10_000, from: "run" },
      good: 7_120,
      needed: { value: 12 },
    });
    // 480 min at 15 a minute and an OEE of 0.8.
    expect(paceOf(known({ shiftTarget: null })).target).toEqual({ pieces: 5_760, from: "due" });
  });

  it("has no target without a product or an ideal cycle, and says which", () => {
    const nothing = known({ ...halfShift({ runs: [] }), productId: null, shiftTarget: null });
    expect(paceOf(nothing)).toMatchObject({
      target: { pieces: null, reason: "no_product" },
      needed: { value: null, reason: "no_product" },
    });
    expect(paceOf(known({ shiftTarget: null, cycles: [] })).target).toEqual({
      pieces: null,
      reason: "no_ideal_cycle",
    });
  });

  it("needs nothing more once the target is reached", () => {
    const pace = paceOf(known({ shiftTarget: 2_000 }));
    expect(pace.needed).toEqual({ value: null, reason: "target_reached" });
    expect(pace.current).toMatchObject({
      finish: { value: null, reason: "target_reached" },
      short: { value: 0 },
    });
  });

  it("needs a rate nobody can tell when no planned time is left", () => {
    const pace = paceOf(known({ left: [] }));
    expect(pace.needed).toEqual({ value: null, reason: "no_planned_time_left" });
    expect(pace.current.short).toEqual({ value: 3_120 });
  });

  it("takes its rate from the last half-hour of planned, known time, stops included", () => {
    const blocks: Block[] = [
      [200, "running"],
      [10, "unknown"],
      [20, "stopped"],
      [10, "running"],
    ];
    const counts = [made(100, 101, 500), made(232, 233, 60)];
    const parts = halfShift({ counts, intervals: intervalsFrom(0, blocks) }, blocks);
    expect(paceOf(known(parts)).current.rate).toEqual({ value: 2 });
  });

  it("does not tell a rate from the first minutes of a shift, nor from time nobody knows", () => {
    const early = { now: minute(3), left: [minutes(3, 480)] };
    const started = known({ ...early, ...halfShift({ now: minute(3) }) });
    expect(paceOf(started).current.rate).toEqual({ value: null, reason: "too_little_history" });
    const blind = known(halfShift({ counts: [] }, [[240, "unknown"]]));
    expect(paceOf(blind).current.rate).toEqual({ value: null, reason: "no_known_time" });
  });

  it("never finishes while nothing is made", () => {
    const pace = paceOf(known(halfShift({ counts: [] }, [[240, "stopped"]])));
    expect(pace.current).toMatchObject({
      rate: { value: 0 },
      finish: { value: null, reason: "nothing_made_lately" },
      short: { value: 6_000 },
    });
  });

  it("does not forecast a finish more than a day after the shift", () => {
    const slow = known({ best: { perMinute: 0.1, from: minute(0), windows: 1 } });
    expect(paceOf(slow).best.finish).toEqual({ value: null, reason: "beyond_a_day" });
  });

  it("has no best hour where there was none", () => {
    const none = { perMinute: null, from: null, windows: 0 };
    expect(paceOf(known({ best: none })).best.rate).toEqual({
      value: null,
      reason: "too_little_history",
    });
  });

  it("tells nothing without a shift", () => {
    expect(noPace(1, "no_shift")).toMatchObject({
      target: { pieces: null, reason: "no_shift" },
      current: { short: { value: null, reason: "no_shift" } },
    });
  });
});

describe("the best sustained rate", () => {
  const hour = 60 * 60_000;
  const rateOf = (blocks: readonly Block[], more: Partial<OeeInput> = {}) => {
    const { spans, counts } = timeAndPieces(shiftWith(blocks, more));
    return sustainedRate(spans, counts, "A", hour);
  };

  it("is that of the best whole hour, wherever it begins, with its stops", () => {
    const counts = [made(10, 11, 60, 30), made(50, 51, 600), made(100, 101, 300, 60)];
    expect(rateOf([[480, "running"]], { counts })).toEqual({
      perMinute: (600 + 240) / 60,
      from: minute(50),
      windows: 8,
    });
  });

  it("bridges a break, but neither unknown time nor another product", () => {
    const counts = [made(50, 51, 600), made(100, 101, 300)];
    const shifts = [shiftOf(0, 480, [minutes(60, 90)])];
    expect(rateOf([[480, "running"]], { counts, shifts }).perMinute).toBe(15);
    expect(
      rateOf(
        [
          [60, "running"],
          [5, "unknown"],
          [415, "running"],
        ],
        { counts },
      ),
    ).toMatchObject({ perMinute: 5, windows: 1 + 6 });
    const runs = [runOf(0, 60), runOf(60, 80, "B"), runOf(80, 480)];
    expect(rateOf([[480, "running"]], { counts, runs }).perMinute).toBe(5);
  });

  it("does not count pieces that were reconstructed", () => {
    const counts = [
      { ...made(50, 51, 600), provenance: "reconstructed" as const },
      made(100, 101, 300),
    ];
    expect(rateOf([[480, "running"]], { counts }).perMinute).toBe(5);
  });

  it("is not known where no whole hour was worked", () => {
    expect(rateOf([[59, "running"]], { counts: [made(10, 11, 60)] })).toEqual({
      perMinute: null,
      from: null,
      windows: 0,
    });
  });
});
