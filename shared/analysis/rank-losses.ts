import { byText } from "../oee/flatten.ts";

/** What a group of losses adds up to. */
export interface GroupedLoss {
  readonly key: string;
  readonly ms: number;
  readonly stops: number;
}

export interface RankedLoss extends GroupedLoss {
  /** Of the whole that is ranked, 0..1. */
  readonly share: number;
  /** Its share and those of all rows before it; 1 in the last row. */
  readonly cumulative: number;
  /** Null when no stop begins in it. */
  readonly meanMs: number | null;
}

/** A Pareto: the greatest first, each with its share and the running sum. Sums are added, shares never. */
export function rankLosses(groups: readonly GroupedLoss[], by: "ms" | "stops"): RankedLoss[] {
  const sorted = groups
    .filter(({ ms, stops }) => ms > 0 || stops > 0)
    .toSorted((a, b) => b[by] - a[by] || b.ms - a.ms || byText(a.key, b.key));
  const whole = sorted.reduce((sum, group) => sum + group[by], 0);
  let reached = 0;
  return sorted.map((group) => {
    reached += group[by];
    return {
      ...group,
      share: whole === 0 ? 0 : group[by] / whole,
      cumulative: whole === 0 ? 0 : reached / whole,
      meanMs: group.stops === 0 ? null : group.ms / group.stops,
    };
  });
}
