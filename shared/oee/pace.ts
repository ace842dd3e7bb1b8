import type { ClassifiedSpan } from "./classify-time.ts";
import { pieceShare } from "./book-counts.ts";
import { cycleAt } from "./ideal-cycle.ts";
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
