import { contains, type Span } from "../kernel/span.ts";
import type { ClassifiedSpan } from "../oee/classify-time.ts";
import type { Figure } from "../oee/figure.ts";
import { noFigure, ratio } from "../oee/ratio.ts";
import {
  mtbfLowerBound,
  reliabilityOf,
  type Failure,
  type Reliability,
} from "../oee/reliability.ts";

/** What one machine did in the period. */
export interface MachineFailures {
  /** Set-up + production time, milliseconds. */
  readonly operatingMs: number;
  readonly failures: readonly Failure[];
}

/** A call for help, answered or not. */
export interface AnsweredAfter {
  readonly openedAt: number;
  readonly acknowledgedAt: number | null;
}

export type ReliabilityOfMany = Omit<Reliability, "mttaMs">;

/** Sums over machines, then divided once: as everywhere, means are never averaged. A machine's own is the case of one. */
export function reliabilityOfMany(
  period: Span,
  machines: readonly MachineFailures[],
): ReliabilityOfMany {
  const parts = machines.map(({ operatingMs, failures }) =>
    reliabilityOf(period, operatingMs, failures),
  );
  const sum = (of: (part: Reliability) => number) =>
    parts.reduce((total, part) => total + of(part), 0);
  const untilNext = machines.flatMap(({ failures }) => timesToNext(period, failures));
  const operatingMs = sum((part) => part.operatingMs);
  const failures = sum((part) => part.failures);
  const restorations = sum((part) => part.restorations);
  const restorationMs = sum((part) => part.restorationMs);
  const mtbfMs = ratio(operatingMs, failures, "no_cases");
  const mttrMs = ratio(restorationMs, restorations, "no_cases");
  return {
    operatingMs,
    failures,
    mtbfMs,
    mtbfAtLeastMs: mtbfLowerBound(operatingMs, failures),
    restorations,
    restorationMs,
    mttrMs,
    openFailures: sum((part) => part.openFailures),
    downMs: sum((part) => part.downMs),
    mttfMs: ratio(
      untilNext.reduce((total, ms) => total + ms, 0),
      untilNext.length,
      "no_cases",
    ),
    inherentAvailability: inherent(mtbfMs, mttrMs),
  };
}

/** Restoration to next failure, by the clock, of the pairs whose later failure begins in the period. */
function timesToNext(period: Span, failures: readonly Failure[]): number[] {
  const sorted = failures.toSorted((a, b) => a.start - b.start);
  return sorted.slice(1).flatMap((next, i) => {
    const restoredAt = sorted[i]!.end;
    return restoredAt !== null && contains(period, next.start) ? [next.start - restoredAt] : [];
  });
}

function inherent(mtbf: Figure, mttr: Figure): Figure {
  if (mtbf.value === null) return mtbf;
  if (mttr.value === null) return mttr;
  const both = mtbf.value + mttr.value;
  return both === 0 ? noFigure("no_cases") : { value: mtbf.value / both };
}

/** Mean time to the answer over the calls answered in the period: each counts once, where its answer falls. */
export function meanTimeToAnswer(
  period: Span,
  calls: readonly AnsweredAfter[],
): { readonly calls: number; readonly mttaMs: Figure } {
  const answered = calls.flatMap(({ openedAt, acknowledgedAt }) =>
    acknowledgedAt !== null && acknowledgedAt > period.start && acknowledgedAt <= period.end
      ? [acknowledgedAt - openedAt]
      : [],
  );
  const total = answered.reduce((sum, ms) => sum + ms, 0);
  return { calls: answered.length, mttaMs: ratio(total, answered.length, "no_cases") };
}

/** The reason of most of each failure's time seen, by the failure's start; null = without a reason. */
export function reasonsOfFailures(
  spans: readonly ClassifiedSpan[],
): ReadonlyMap<number, string | null> {
  const times = new Map<number, Map<string | null, number>>();
  for (const { start, end, stop, reasonId } of spans) {
    if (!stop?.breakdown) continue;
    const byReason = times.get(stop.start) ?? new Map<string | null, number>();
    byReason.set(reasonId, (byReason.get(reasonId) ?? 0) + end - start);
    times.set(stop.start, byReason);
  }
  return new Map(
    [...times].map(([start, byReason]) => [
      start,
      [...byReason].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0],
    ]),
  );
}
