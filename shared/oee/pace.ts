// Pace: good pieces due = target OEE × planned busy time ÷ planned run time per item (PRI = ideal cycle ÷ cavities).
import { lengthOf } from "../kernel/span.ts";
import { cycleAt } from "./ideal-cycle.ts";
import type { ClassifiedSpan } from "./classify-time.ts";
import type { IdealCycle } from "./time-model.ts";

const usPerMs = 1_000;

/**
 * Good pieces due in the given time at the plant's target OEE, not rounded. Each stretch is measured by the ideal cycle
 * of the product then set, valid at its start; time without a product asks for nothing.
 * @returns null when a product has no ideal cycle, or when no product was set at all
 */
export function piecesDue(
  spans: readonly ClassifiedSpan[],
  cycles: readonly IdealCycle[],
  targetOee: number,
): number | null {
  const cycleOf = cycleAt(cycles);
  let due = 0;
  let hasProduct = false;
  for (const span of spans) {
    if (span.productId === null) continue;
    if (span.class === "not_scheduled" || span.class === "planned_down") continue;
    const cycle = cycleOf(span.productId, span.start);
    if (cycle === null) return null;
    hasProduct = true;
    due += ((lengthOf(span) * usPerMs) / cycle.cycleUs) * cycle.cavities * targetOee;
  }
  return hasProduct ? due : null;
}
