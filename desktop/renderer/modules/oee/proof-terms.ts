import { pieceShare } from "#shared/oee/book-counts.ts";
import { divide, wholeNumber } from "#shared/oee/fraction.ts";
import type { KpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { ProofCount } from "#shared/oee/oee-proof.ts";
import type { OeeSums } from "#shared/oee/oee-sums.ts";
import { timeElements } from "#shared/oee/time-elements.ts";

/** The numbers that are put into the formulas. Milliseconds and pieces. */
export interface ProofTerms {
  /** APT, with minor stops where the policy counts those as lost speed. */
  readonly runMs: number;
  /** Minor stops counted into `runMs`. */
  readonly minorInRunMs: number;
  readonly plannedMs: number;
  readonly unknownMs: number;
  /** Planned busy time less unknown: what availability and OEE are divided by. */
  readonly knownMs: number;
  /** Σ ideal cycle × pieces of known busy time. */
  readonly idealTotalMs: number;
  /** Σ ideal cycle × good pieces of known busy time. */
  readonly idealGoodMs: number;
}

const usPerMs = wholeNumber(1_000);

export function proofTerms(sums: OeeSums, policy: KpiPolicy): ProofTerms {
  const { pbt, pbtKnown, unknown, apt } = timeElements(sums.time);
  const minorInRunMs = policy.minorStops === "six-big-losses" ? sums.time.adet_minor : 0;
  return {
    runMs: apt + minorInRunMs,
    minorInRunMs,
    plannedMs: pbt,
    unknownMs: unknown,
    knownMs: pbtKnown,
    idealTotalMs: divide(sums.idealTotalUs, usPerMs),
    idealGoodMs: divide(sums.idealGoodUs, usPerMs),
  };
}

/** Pieces of known busy time that were measured by one ideal cycle. */
export interface CycleGroup {
  readonly productCode: string | null;
  /** Microseconds per machine cycle and pieces per cycle; null = none was valid. */
  readonly cycleUs: number | null;
  readonly cavities: number | null;
  readonly total: number;
  readonly good: number;
  /** Ideal cycle × pieces, milliseconds; null without a cycle. */
  readonly idealTotalMs: number | null;
  readonly idealGoodMs: number | null;
}

/** The pieces of known busy time by product and ideal cycle, in order of first use. */
export function cycleGroups(counts: readonly ProofCount[]): CycleGroup[] {
  const busy = counts.filter(({ timeClass }) => pieceShare[timeClass] === "busy");
  const groups = Map.groupBy(
    busy,
    (count) => `${count.productCode} ${count.cycleUs}/${count.cavities}`,
  );
  return [...groups.values()].map((same) => {
    const { productCode, cycleUs, cavities } = same[0]!;
    const total = same.reduce((sum, count) => sum + count.total, 0);
    const good = same.reduce((sum, count) => sum + count.good, 0);
    const perPieceMs = cycleUs === null || cavities === null ? null : cycleUs / cavities / 1_000;
    return {
      productCode,
      cycleUs,
      cavities,
      total,
      good,
      idealTotalMs: perPieceMs === null ? null : perPieceMs * total,
      idealGoodMs: perPieceMs === null ? null : perPieceMs * good,
    };
  });
}
