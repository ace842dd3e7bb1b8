import { lengthOf, type Span } from "#shared/kernel/span.ts";
import { pieceShare, type BookedCount } from "./book-counts.ts";
import type { ClassifiedSpan } from "./classify-time.ts";
import { cycleAt } from "./ideal-cycle.ts";
import type { Pace, PaceFigure, PaceForecast, PaceGap, PaceTarget } from "./pace-report.ts";
import type { SustainedRate } from "./sustained-rate.ts";
import type { IdealCycle } from "./time-model.ts";

/**
 * Good pieces due at a target OEE: since OEE = Σ PRI·GQ / PBT, planned busy time of a product divided by its PRI, times
 * the target. Unknown time is planned time too. Time for which no product or no ideal cycle is known asks for nothing.
 *
 * @param spans classified time of the range, e.g. of the shift so far
 * @param targetOee 0..1
 * @returns pieces, not rounded; null when no part of the planned time has an ideal cycle
 */
export function piecesDue(
  spans: readonly ClassifiedSpan[],
  cycles: readonly IdealCycle[],
  targetOee: number,
): number | null {
  const idealAt = cycleAt(cycles);
  const changes = [...new Set(cycles.map((cycle) => cycle.validFrom))].sort((a, b) => a - b);
  let due: number | null = null;
  for (const span of spans) {
    if (span.productId === null || pieceShare[span.class] === "unplanned") continue;
    const edges = changes.filter((at) => at > span.start && at < span.end);
    for (const [i, start] of [span.start, ...edges].entries()) {
      const ideal = idealAt(span.productId, start, span.cavities);
      if (ideal === null) continue;
      const lengthUs = ((edges[i] ?? span.end) - start) * 1_000;
      due = (due ?? 0) + (targetOee * lengthUs * ideal.cavities) / ideal.cycleUs;
    }
  }
  return due;
}

/** A running shift of a machine as its pace is told from. */
export interface PaceInput {
  readonly now: number;
  /** Classified time of the shift up to now. */
  readonly spans: readonly ClassifiedSpan[];
  /** Pieces of the shift up to now, booked. */
  readonly counts: readonly BookedCount[];
  /** Planned time of the shift that is still to come, sorted: without breaks and planned downtime. */
  readonly left: readonly Span[];
  readonly shiftEnd: number;
  /** What is made now; null = no product is set. */
  readonly productId: string | null;
  readonly cycles: readonly IdealCycle[];
  /** 0..1, the shift's or the plant's. */
  readonly targetOee: number;
  /** Good pieces this machine's shift aims at; null = not said. */
  readonly shiftTarget: number | null;
  /** The run's own target and the good pieces it has so far, also those of earlier shifts; null = not said. */
  readonly run: { readonly target: number; readonly good: number } | null;
  /** The best hour of this product on this machine, looked for in so many days. */
  readonly best: SustainedRate;
  readonly historyDays: number;
}

/** The rate now is that of so much planned time, and of at least this much. */
const currentMs = 30 * 60_000;
const leastCurrentMs = 5 * 60_000;

/** How far beyond the shift a finish is told. */
const horizonMs = 86_400_000;

const known = (value: number): PaceFigure => ({ value });
const unknown = (reason: PaceGap): PaceFigure => ({ value: null, reason });

/** Where the running shift stands, what rate it needs, and where it ends at the rate of now and at the best one. */
export function paceOf(input: PaceInput): Pace {
  const { now, left, best } = input;
  const target = targetOf(input);
  const good = target.from === "run" ? input.run!.good : goodOf(input.counts);
  const leftMs = left.reduce((sum, span) => sum + lengthOf(span), 0);
  const told: PaceTarget =
    target.from === null
      ? { pieces: null, reason: target.reason }
      : { pieces: target.pieces, from: target.from };
  const bestRate =
    best.perMinute !== null
      ? known(best.perMinute)
      : unknown(input.productId === null ? "no_product" : "too_little_history");
  const forecast = (rate: PaceFigure) => forecastAt(rate, { input, told, good, leftMs });
  return {
    now,
    target: told,
    good,
    leftMs,
    needed: neededRate(told, good, leftMs),
    current: forecast(currentRate(input)),
    best: forecast(bestRate),
    history: { hours: best.windows, days: input.historyDays, bestFrom: best.from },
  };
}

/** Of a machine of which nothing can be told, all for the same reason. */
export function noPace(now: number, reason: PaceGap): Pace {
  const none = { value: null, reason };
  const forecast = { rate: none, finish: none, atEnd: none, short: none };
  return {
    now,
    target: { pieces: null, reason },
    good: 0,
    leftMs: 0,
    needed: none,
    current: forecast,
    best: forecast,
    history: { hours: 0, days: 0, bestFrom: null },
  };
}

type Aim =
  | { readonly from: "shift" | "run" | "due"; readonly pieces: number }
  | { readonly from: null; readonly reason: PaceGap };

/** The shift's own target, else the run's, else what is due at the target OEE over all planned time of the shift. */
function targetOf({ shiftTarget, run, ...input }: PaceInput): Aim {
  if (shiftTarget !== null) return { from: "shift", pieces: shiftTarget };
  if (run !== null) return { from: "run", pieces: run.target };
  const soFar = piecesDue(input.spans, input.cycles, input.targetOee);
  const toCome = piecesToCome(input);
  if (soFar === null && toCome === null)
    return { from: null, reason: input.productId === null ? "no_product" : "no_ideal_cycle" };
  return { from: "due", pieces: Math.round((soFar ?? 0) + (toCome ?? 0)) };
}

/** What the product of now makes at the target OEE in the planned time to come. */
function piecesToCome({
  left,
  productId,
  cycles,
  targetOee,
}: Pick<PaceInput, "left" | "productId" | "cycles" | "targetOee">): number | null {
  if (productId === null) return null;
  const idealAt = cycleAt(cycles);
  let due: number | null = null;
  for (const span of left) {
    const ideal = idealAt(productId, span.start);
    if (ideal === null) continue;
    due = (due ?? 0) + (targetOee * lengthOf(span) * 1_000 * ideal.cavities) / ideal.cycleUs;
  }
  return due;
}

const goodOf = (counts: readonly BookedCount[]): number =>
  counts.reduce(
    (sum, count) =>
      pieceShare[count.class] === "unplanned" ? sum : sum + count.total - count.reject,
    0,
  );

function neededRate(target: PaceTarget, good: number, leftMs: number): PaceFigure {
  if (target.pieces === null) return unknown(target.reason);
  if (good >= target.pieces) return unknown("target_reached");
  if (leftMs === 0) return unknown("no_planned_time_left");
  return known((target.pieces - good) / (leftMs / 60_000));
}

/** Good pieces per minute of the last half-hour of planned time that is known. */
function currentRate({ spans, counts }: PaceInput): PaceFigure {
  let knownMs = 0;
  let from = Infinity;
  for (const span of spans.toReversed()) {
    if (pieceShare[span.class] !== "busy") continue;
    from = Math.max(span.start, span.end - (currentMs - knownMs));
    knownMs += span.end - from;
    if (knownMs >= currentMs) break;
  }
  if (knownMs === 0) return unknown("no_known_time");
  if (knownMs < leastCurrentMs) return unknown("too_little_history");
  const lately = counts.filter(
    (count) => count.bookedAt >= from && pieceShare[count.class] === "busy",
  );
  return known(goodOf(lately) / (knownMs / 60_000));
}

interface PaceSoFar {
  readonly input: PaceInput;
  readonly told: PaceTarget;
  readonly good: number;
  readonly leftMs: number;
}

function forecastAt(rate: PaceFigure, { input, told, good, leftMs }: PaceSoFar): PaceForecast {
  if (rate.value === null) {
    const none = unknown(rate.reason);
    return { rate, finish: none, atEnd: none, short: none };
  }
  const atEnd = Math.floor(good + rate.value * (leftMs / 60_000) + 1e-9);
  return {
    rate,
    finish: finishAt(rate.value, input, told, good),
    atEnd: known(atEnd),
    short: told.pieces === null ? unknown(told.reason) : known(Math.max(0, told.pieces - atEnd)),
  };
}

/** When the target is reached: in the planned time left, else in overtime that follows the shift without a pause. */
function finishAt(
  perMinute: number,
  { left, shiftEnd, now }: PaceInput,
  target: PaceTarget,
  good: number,
): PaceFigure {
  if (target.pieces === null) return unknown(target.reason);
  if (good >= target.pieces) return unknown("target_reached");
  if (perMinute <= 0) return unknown("nothing_made_lately");
  let needMs = ((target.pieces - good) / perMinute) * 60_000;
  for (const span of left) {
    if (needMs <= lengthOf(span)) return known(Math.ceil(span.start + needMs));
    needMs -= lengthOf(span);
  }
  const finish = Math.ceil(Math.max(now, shiftEnd) + needMs);
  return finish > shiftEnd + horizonMs ? unknown("beyond_a_day") : known(finish);
}
