import type { IdealCycleRow } from "#shared/products/products.contract.ts";

export type CycleStanding = "now" | "past" | "future";

/** A dated cycle with the end of its validity and how it stands now. */
export interface DatedCycle extends IdealCycleRow {
  /** Valid until the next cycle of the same product and machine; null = for good. */
  readonly validUntil: number | null;
  readonly standing: CycleStanding;
}

/** The cycles of each product on each machine, newest first, with what is in force at `now`. */
export function cycleHistory(
  rows: readonly IdealCycleRow[],
  now: number,
): readonly (readonly DatedCycle[])[] {
  const groups = Map.groupBy(rows, (row) => `${row.productId} ${row.machineId}`);
  return [...groups.values()].map((group) => {
    const newestFirst = group.toSorted((a, b) => b.validFrom - a.validFrom);
    const current = newestFirst.find((row) => row.validFrom <= now);
    return newestFirst.map((row, index) => ({
      ...row,
      validUntil: newestFirst[index - 1]?.validFrom ?? null,
      standing: row === current ? "now" : row.validFrom > now ? "future" : "past",
    }));
  });
}
