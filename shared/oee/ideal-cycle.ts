import { byText } from "./flatten.ts";
import type { IdealCycle } from "./time-model.ts";

/** The planned run time per item (PRI) used for a count: `cycleUs / cavities` microseconds per piece. */
export interface UsedCycle {
  readonly validFrom: number;
  readonly cycleUs: number;
  readonly cavities: number;
}

/**
 * Looks up the PRI of a product at an instant: the row with the latest `validFrom` not after it, with the active
 * cavities of the run where it names other ones. Null when there is none, or no product: there is no default.
 */
export function cycleAt(
  cycles: readonly IdealCycle[],
): (productId: string | null, at: number, cavities?: number | null) => UsedCycle | null {
  const byProduct = Map.groupBy(
    cycles.toSorted(
      (a, b) =>
        byText(a.productId, b.productId) ||
        a.validFrom - b.validFrom ||
        a.cycleUs - b.cycleUs ||
        a.cavities - b.cavities,
    ),
    (cycle) => cycle.productId,
  );
  return (productId, at, cavities) => {
    const cycle =
      productId === null
        ? undefined
        : byProduct.get(productId)?.findLast((row) => row.validFrom <= at);
    return cycle === undefined
      ? null
      : {
          validFrom: cycle.validFrom,
          cycleUs: cycle.cycleUs,
          cavities: cavities ?? cycle.cavities,
        };
  };
}
