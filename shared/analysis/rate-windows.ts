import { minuteMs } from "../kernel/instant.ts";
import type { Span } from "../kernel/span.ts";
import type { CountFact } from "../oee/time-model.ts";

/** Pieces of a product in whole minutes of production time. */
export interface RateWindow {
  readonly start: number;
  /** Pieces per minute. */
  readonly rate: number;
}

/** A rate needs so many pieces to mean something: with fewer, one piece more or less is all there is to see. */
const piecesPerWindow = 10;
const longestWindow = 60;

/** Minutes of a window in which the ideal makes ten pieces: 1 for anything faster than six seconds. */
export const windowMinutes = (idealRate: number | null): number =>
  idealRate === null || idealRate <= 0
    ? 1
    : Math.min(longestWindow, Math.max(1, Math.ceil(piecesPerWindow / idealRate)));

/**
 * Cuts stretches of production time into windows of whole clock minutes that lie wholly inside, and counts the pieces
 * of each: what the machine did while it ran, without its starts and stops.
 *
 * @param stretches sorted, with one product
 * @param counts of that product
 */
export function rateWindows(
  stretches: readonly Span[],
  counts: readonly CountFact[],
  minutes: number,
): RateWindow[] {
  const byMinute = new Map<number, number>();
  for (const { start, total } of counts) byMinute.set(start, (byMinute.get(start) ?? 0) + total);
  const length = minutes * minuteMs;
  const windows: RateWindow[] = [];
  for (const stretch of joined(stretches)) {
    const first = Math.ceil(stretch.start / minuteMs) * minuteMs;
    for (let start = first; start + length <= stretch.end; start += length) {
      let pieces = 0;
      for (let minute = start; minute < start + length; minute += minuteMs)
        pieces += byMinute.get(minute) ?? 0;
      windows.push({ start, rate: pieces / minutes });
    }
  }
  return windows;
}

/** Touching stretches as one: an hour or an interval that ends is no interruption. */
function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const { start, end } of spans) {
    const last = whole.at(-1);
    if (last?.end === start) whole[whole.length - 1] = { start: last.start, end };
    else whole.push({ start, end });
  }
  return whole;
}

/** The value below which a share of sorted values lies, by the nearest rank; null of none. */
export const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted.length === 0
    ? null
    : sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;

/** Steps of a tenth of the ideal rate: [0, 0.1), …, [1.4, 1.5), 1.5 and above. */
export const rateSteps = 16;

/** How many windows fall into each step of their share of the ideal rate. */
export function distributionOf(shares: readonly number[]): number[] {
  const steps = Array.from({ length: rateSteps }, () => 0);
  for (const share of shares)
    steps[Math.min(rateSteps - 1, Math.max(0, Math.floor(share * 10 + 1e-9)))]! += 1;
  return steps;
}
