import { clip, lengthOf, type Span } from "../kernel/span.ts";
import type { BookedCount } from "../oee/book-counts.ts";
import type { ClassifiedSpan } from "../oee/classify-time.ts";

/** Below this share of the ideal rate a machine is not back to rate. */
export const atRate = 0.9;

/**
 * The standard time of the pieces of a window over its production time: 1 = as fast as the ideal cycle. Null while the
 * machine did not run in it, made pieces without an ideal cycle, or ran too short a time to tell.
 */
export function rateWithin(
  window: Span,
  spans: readonly ClassifiedSpan[],
  counts: readonly BookedCount[],
): number | null {
  const ranMs = spans
    .filter((span) => span.class === "apt")
    .reduce((sum, span) => {
      const part = clip(span, window);
      return sum + (part ? lengthOf(part) : 0);
    }, 0);
  if (ranMs < lengthOf(window) / 3) return null;
  let standardUs = 0;
  for (const count of counts) {
    if (count.bookedAt < window.start || count.bookedAt >= window.end) continue;
    if (count.total > 0 && count.ideal === null) return null;
    if (count.ideal !== null)
      standardUs += (count.total * count.ideal.cycleUs) / count.ideal.cavities;
  }
  return standardUs / (ranMs * 1_000);
}
