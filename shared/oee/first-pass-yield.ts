import type { Figure } from "./figure.ts";
import { ratio } from "./ratio.ts";

/** First pass yield GP / IP (ISO 22400-2): units good without rework over units inspected. Needs unit identity. */
export const firstPassYield = (goodAtFirst: number, inspected: number): Figure =>
  ratio(goodAtFirst, inspected, "no_cases");

/** FPY (counts): (PQ − SQ − RQ) / PQ, for parts without serial numbers. Always labelled so; not the ISO figure. */
export const firstPassYieldFromCounts = (produced: number, scrap: number, rework: number): Figure =>
  ratio(produced - scrap - rework, produced, "no_output");

/** Rolled throughput yield (industry): Π FPY over the steps of a routing; unknown as soon as one step is. */
export function rolledThroughputYield(steps: readonly Figure[]): Figure {
  let product = 1;
  for (const step of steps) {
    if (step.value === null) return step;
    product *= step.value;
  }
  return { value: product };
}
