import { contains, lengthOf, type Span } from "#shared/kernel/span.ts";
import type { ClassifiedSpan } from "./classify-time.ts";
import type { Figure } from "./figure.ts";
import { noFigure, ratio } from "./ratio.ts";
import type { WholeStop } from "./whole-stop.ts";

/**
 * Mean times after ISO 22400-2 and, marked so, industry use. All in milliseconds, with the sums and numbers of cases
 * they come from: a mean of one failure is not a mean of fifty.
 */

/** One failure from the down state to restored; `end` null while the machine is still down. */
export interface Failure {
  readonly start: number;
  readonly end: number | null;
  /** When somebody answered the call; null = not yet, absent = not recorded. */
  readonly acknowledgedAt?: number | null;
}

export interface Reliability {
  /** Set-up + production time, no delay time [ISO text]. */
  readonly operatingMs: number;
  /** Failures that began in the period. */
  readonly failures: number;
  /** Operating time / failures; without failures there is none, only a bound. */
  readonly mtbfMs: Figure;
  /** With 90 % confidence MTBF is at least this: 0 failures in 400 h say 173.7 h, never 0 or infinity. */
  readonly mtbfAtLeastMs: number;
  /** Restorations that ended in the period, also of failures carried in from before it. */
  readonly restorations: number;
  readonly restorationMs: number;
  readonly mttrMs: Figure;
  /** Still down at the period's end: counted in downtime, left out of MTTR. */
  readonly openFailures: number;
  /** Time down inside the period by the clock, open and carried failures included. */
  readonly downMs: number;
  /** Restoration to next failure, by the clock, over the pairs seen in the period. */
  readonly mttfMs: Figure;
  /** Acknowledged − detected over the calls answered in the period (industry). */
  readonly mttaMs: Figure;
  /** MTBF / (MTBF + MTTR) (industry). */
  readonly inherentAvailability: Figure;
}

/** Reliability of a machine over a period. `failures` are those that touch it, in any order, none overlapping. */
export function reliabilityOf(
  period: Span,
  operatingMs: number,
  failures: readonly Failure[],
): Reliability {
  const sorted = failures.toSorted((a, b) => a.start - b.start);
  const begun = sorted.filter((failure) => contains(period, failure.start));
  const restored = sorted.filter(isRestored).filter((failure) => endedIn(period, failure.end));
  const restorationMs = restored.reduce((sum, failure) => sum + lengthOf(failure), 0);
  const untilNext = sorted.slice(1).flatMap((next, i) => {
    const restoredAt = sorted[i]!.end;
    return restoredAt !== null && contains(period, next.start) ? [next.start - restoredAt] : [];
  });
  const answers = sorted.flatMap(({ start, acknowledgedAt }) =>
    typeof acknowledgedAt === "number" && endedIn(period, acknowledgedAt)
      ? [acknowledgedAt - start]
      : [],
  );
  const mtbfMs = ratio(operatingMs, begun.length, "no_cases");
  const mttrMs = ratio(restorationMs, restored.length, "no_cases");
  return {
    operatingMs,
    failures: begun.length,
    mtbfMs,
    mtbfAtLeastMs: mtbfLowerBound(operatingMs, begun.length),
    restorations: restored.length,
    restorationMs,
    mttrMs,
    openFailures: sorted.filter(
      (failure) => failure.start < period.end && (failure.end ?? Infinity) > period.end,
    ).length,
    downMs: sorted.reduce((sum, failure) => sum + timeDown(failure, period), 0),
    mttfMs: meanOf(untilNext),
    mttaMs: meanOf(answers),
    inherentAvailability: inherentAvailability(mtbfMs, mttrMs),
  };
}

/** The failures in classified time: whole stops that are breakdowns, each once. */
export function failuresIn(spans: readonly ClassifiedSpan[]): Failure[] {
  const stops = new Map<number, WholeStop>();
  for (const { stop } of spans) if (stop?.breakdown) stops.set(stop.start, stop);
  return [...stops.values()].map((stop) => ({
    start: stop.start,
    end: stop.open ? null : stop.end,
  }));
}

/**
 * One-sided lower 90 % bound of MTBF after `operatingMs` with so many failures, for a constant failure rate observed
 * over a fixed time: T / μ, where n failures or fewer have a chance of 10 % at mean μ. Without failures μ = ln 10.
 */
export function mtbfLowerBound(operatingMs: number, failures: number): number {
  let [low, high] = [0, failures + 10 * Math.sqrt(failures + 1)];
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (chanceOfAtMost(failures, middle) > 0.1) low = middle;
    else high = middle;
  }
  return operatingMs / high;
}

/** Poisson: the chance of `count` events or fewer when `mean` are expected. Logarithms, so that large means do not vanish. */
function chanceOfAtMost(count: number, mean: number): number {
  if (mean === 0) return 1;
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= count; k++) {
    logTerm += Math.log(mean / k);
    sum += Math.exp(logTerm);
  }
  return sum;
}

const isRestored = (failure: Failure): failure is Failure & Span => failure.end !== null;

/** An end belongs to the period whose last instant it closes: `(start, end]`, so that it is counted exactly once. */
const endedIn = (period: Span, end: number): boolean => end > period.start && end <= period.end;

const timeDown = (failure: Failure, period: Span): number =>
  Math.max(
    0,
    Math.min(failure.end ?? period.end, period.end) - Math.max(failure.start, period.start),
  );

const meanOf = (lengths: readonly number[]): Figure =>
  ratio(
    lengths.reduce((sum, length) => sum + length, 0),
    lengths.length,
    "no_cases",
  );

function inherentAvailability(mtbf: Figure, mttr: Figure): Figure {
  if (mtbf.value === null) return mtbf;
  if (mttr.value === null) return mttr;
  return mtbf.value + mttr.value === 0
    ? noFigure("no_cases")
    : { value: mtbf.value / (mtbf.value + mttr.value) };
}
