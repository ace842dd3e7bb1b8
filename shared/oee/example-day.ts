import { minuteMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { MachineState } from "#shared/machines/machine-state.ts";
import type { ReasonCategory } from "#shared/stops/reason-category.ts";
import type {
  CountFact,
  IdealCycle,
  OeeInput,
  RunSpan,
  ShiftSpan,
  StateInterval,
} from "./time-model.ts";

/** Builders of a machine's day in minutes after midnight, for examples and tests. */

/** Monday 2026-06-15, 00:00 UTC. */
export const midnight = Date.UTC(2026, 5, 15);

export const minute = (minutes: number): number => midnight + minutes * minuteMs;

export const minutes = (start: number, end: number): Span => ({
  start: minute(start),
  end: minute(end),
});

/** Minutes in a state, and perhaps the reason a person gave. Reasons are named by their category. */
export type Block = readonly [length: number, state: MachineState, reason?: ReasonCategory];

/** Intervals one after the other from a minute of the day on. */
export function intervalsFrom(start: number, blocks: readonly Block[]): StateInterval[] {
  let at = start;
  return blocks.map(([length, state, reason], i) => {
    const span = minutes(at, at + length);
    at += length;
    return {
      id: `interval-${start}-${i}`,
      ...span,
      state,
      cause: null,
      reasonId: reason ?? null,
      provenance: "measured",
    };
  });
}

/** The reasons the blocks name. */
export const reasonsByCategory: ReadonlyMap<string, ReasonCategory> = new Map(
  (
    [
      "planned",
      "breakdown",
      "changeover",
      "minor",
      "quality",
      "material",
      "operator",
      "external",
    ] as const
  ).map((category) => [category, category]),
);

export const shiftOf = (start: number, end: number, breaks: readonly Span[] = []): ShiftSpan => ({
  id: `shift-${start}`,
  code: "E",
  name: "Early",
  businessDate: "2026-06-15",
  ...minutes(start, end),
  breaks: breaks.map((pause) => ({ name: "Break", ...pause })),
});

export const runOf = (
  start: number,
  end: number | null,
  productId: string | null = "A",
): RunSpan => ({
  id: `run-${start}`,
  start: minute(start),
  end: end === null ? null : minute(end),
  productId,
  orderNo: "O-1",
});

/** Ideal cycle in minutes for so many cavities, valid from a minute of the day. */
export const cycleOf = (
  productId: string,
  idealMinutes: number,
  validFrom = 0,
  cavities = 1,
): IdealCycle => ({
  productId,
  validFrom: minute(validFrom),
  cycleUs: idealMinutes * 60_000_000,
  cavities,
});

/** Pieces spread evenly, in whole pieces, over the minutes the machine ran between two minutes of the day. */
export function countsWhileRunning(
  intervals: readonly StateInterval[],
  made: {
    from: number;
    to: number;
    productId?: string | null;
    total: number;
    reject?: number;
    rework?: number;
  },
): CountFact[] {
  const { from, to, productId = "A", total, reject = 0, rework } = made;
  const running = Array.from({ length: to - from }, (_, i) =>
    minutes(from + i, from + i + 1),
  ).filter((span) =>
    intervals.some(
      (interval) =>
        interval.state === "running" && interval.start <= span.start && span.end <= interval.end!,
    ),
  );
  const share = (pieces: number, i: number) =>
    Math.floor((pieces * (i + 1)) / running.length) - Math.floor((pieces * i) / running.length);
  return running.map((span, i) => ({
    ...span,
    productId,
    total: share(total, i),
    reject: share(reject, i),
    ...(rework === undefined ? {} : { rework: share(rework, i) }),
    provenance: "measured",
  }));
}

/** A day with nothing in it: no shift, no reading, no order; minor stops end below 3 minutes. */
export const emptyDay: OeeInput = {
  span: minutes(0, 1_440),
  now: minute(1_440),
  intervals: [],
  shifts: [],
  runs: [],
  counts: [],
  cycles: [],
  reasonCategories: reasonsByCategory,
  policy: {
    minorStopMs: 3 * minuteMs,
    minimumRunMs: 0,
    minorStops: "iso",
    minimumCoverage: 0.9,
    targetOee: 0.85,
  },
};

/** An 8-hour shift from midnight on with one open order, doing what the blocks say. */
export const shiftWith = (blocks: readonly Block[], more: Partial<OeeInput> = {}): OeeInput => ({
  ...emptyDay,
  span: minutes(0, 480),
  intervals: intervalsFrom(0, blocks),
  shifts: [shiftOf(0, 480)],
  runs: [runOf(0, 480)],
  cycles: [cycleOf("A", 0.5)],
  ...more,
});

/** Pieces counted between two minutes of the day. */
export const made = (
  start: number,
  end: number,
  total: number,
  reject = 0,
  productId: string | null = "A",
): CountFact => ({
  ...minutes(start, end),
  productId,
  total,
  reject,
  provenance: "measured",
});

const tenTimes = <T>(items: readonly T[]): T[] => Array.from({ length: 10 }, () => items).flat();

/**
 * Golden vector V1: calendar 1440 min, POT 480, planned down 30, set-up 40, ten minor stops 20, breakdown 35, idle 15,
 * production 340; PRI 0.5 min, PQ 600, of them 12 scrap and 18 to rework.
 */
export function goldenDay(): OeeInput {
  const intervals = intervalsFrom(360, [
    [40, "setup"],
    ...tenTimes<Block>([
      [10, "running"],
      [2, "stopped"],
    ]),
    [30, "idle"],
    [100, "running"],
    [35, "down"],
    [140, "running"],
    [15, "idle"],
  ]);
  return {
    ...emptyDay,
    intervals,
    shifts: [shiftOf(360, 840, [minutes(520, 550)])],
    runs: [runOf(360, 840)],
    counts: countsWhileRunning(intervals, {
      from: 360,
      to: 840,
      total: 600,
      reject: 30,
      rework: 18,
    }),
    cycles: [cycleOf("A", 0.5)],
  };
}
