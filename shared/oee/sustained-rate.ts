import { lengthOf } from "#shared/kernel/span.ts";
import type { BookedCount } from "./book-counts.ts";
import { pieceShare } from "./book-counts.ts";
import type { ClassifiedSpan } from "./classify-time.ts";

/** The best hour there was. */
export interface SustainedRate {
  /** Good pieces per minute of planned time; null = there was no whole window. */
  readonly perMinute: number | null;
  /** When the best window began, UTC milliseconds. */
  readonly from: number | null;
  /** Whole windows of planned time that were looked at, not counting overlaps. */
  readonly windows: number;
}

/** Planned time of one product without a gap but its breaks, with the pieces on its own clock. */
interface Stretch {
  lengthMs: number;
  readonly made: { readonly offsetMs: number; readonly at: number; readonly good: number }[];
}

/** How pieces must be known to tell a rate: reconstructed ones are spread flat over their gap. */
const tellsRate = ({ provenance }: BookedCount): boolean =>
  provenance === "measured" || provenance === "back_read";

/**
 * The best rate a product was ever kept up at for a whole window of planned time: stops in it count, breaks and planned
 * downtime do not. Unknown time, time outside shifts and other products end a stretch; a window lies in one stretch.
 *
 * @param spans classified time, sorted
 * @param counts booked into it, sorted
 * @param windowMs length of the window, a whole number of minutes
 */
export function sustainedRate(
  spans: readonly ClassifiedSpan[],
  counts: readonly BookedCount[],
  productId: string,
  windowMs: number,
): SustainedRate {
  let best: { good: number; from: number } | null = null;
  let windows = 0;
  for (const stretch of stretchesOf(spans, counts, productId)) {
    windows += Math.floor(stretch.lengthMs / windowMs);
    const found = bestWindow(stretch, windowMs);
    if (found !== null && (best === null || found.good > best.good)) best = found;
  }
  return best === null
    ? { perMinute: null, from: null, windows }
    : { perMinute: best.good / (windowMs / 60_000), from: best.from, windows };
}

function stretchesOf(
  spans: readonly ClassifiedSpan[],
  counts: readonly BookedCount[],
  productId: string,
): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | null = null;
  let next = 0;
  for (const span of spans) {
    if (span.class === "planned_down") continue;
    const isOwn = pieceShare[span.class] === "busy" && span.productId === productId;
    if (!isOwn) {
      open = null;
      continue;
    }
    if (open === null) stretches.push((open = { lengthMs: 0, made: [] }));
    while (next < counts.length && counts[next]!.bookedAt < span.start) next++;
    for (; next < counts.length && counts[next]!.bookedAt < span.end; next++) {
      const count = counts[next]!;
      if (count.productId !== productId || !tellsRate(count)) continue;
      open.made.push({
        offsetMs: open.lengthMs + count.bookedAt - span.start,
        at: count.bookedAt,
        good: count.total - count.reject,
      });
    }
    open.lengthMs += lengthOf(span);
  }
  return stretches;
}

/** Windows begin with a count: no other start can hold more. */
function bestWindow({ lengthMs, made }: Stretch, windowMs: number) {
  let best: { good: number; from: number } | null = null;
  let good = 0;
  let end = 0;
  for (const [i, first] of made.entries()) {
    if (first.offsetMs + windowMs > lengthMs) break;
    for (; end < made.length && made[end]!.offsetMs < first.offsetMs + windowMs; end++)
      good += made[end]!.good;
    if (best === null || good > best.good) best = { good, from: first.at };
    good -= made[i]!.good;
  }
  return best;
}
