import type { KpiPolicy } from "./kpi-policy.ts";
import type { OeeSums } from "./oee-sums.ts";
import type { TimeElements } from "./time-elements.ts";

/** What a reader must know beside the figures. */
export const kpiFlags = [
  /** Coverage is below the policy's minimum. */
  "insufficient_data",
  /** The span has not ended, or a stop taken as minor is still open. */
  "preliminary",
  /** Known busy time, but no piece. */
  "no_output",
  /** Effectiveness is above 1: the ideal cycle is too long. The value is kept. */
  "check_ideal_cycle",
  /** Pieces without production time: the state signal is wrong or late. */
  "counts_without_run_time",
  /** Pieces were made outside shifts or in planned downtime; they are in no KPI. */
  "unplanned_output",
  /** Pieces were made in unknown time; they are in the piece ratios, not in OEE. */
  "output_in_unknown_time",
  /** More rejects than pieces: a counter is wrong, or rejects were booked later than their pieces. */
  "rejects_exceed_output",
] as const;
export type KpiFlag = (typeof kpiFlags)[number];

/** Everything a flag may depend on. */
export interface FlagFacts {
  readonly sums: OeeSums;
  readonly elements: TimeElements;
  readonly coverage: number | null;
  readonly effectiveness: number | null;
  readonly policy: KpiPolicy;
}

/** The flags that are raised, in the order of the list. */
export const flagsOf = (facts: FlagFacts): KpiFlag[] =>
  kpiFlags.filter((flag) => isRaised(flag, facts));

function isRaised(
  flag: KpiFlag,
  { sums, elements, coverage, effectiveness, policy }: FlagFacts,
): boolean {
  const output = sums.pieces.total - sums.unknownPieces.total;
  switch (flag) {
    case "insufficient_data":
      return coverage !== null && coverage < policy.minimumCoverage;
    case "preliminary":
      return sums.preliminary;
    case "no_output":
      return elements.pbtKnown > 0 && output === 0;
    case "check_ideal_cycle":
      return effectiveness !== null && effectiveness > 1;
    case "counts_without_run_time":
      return elements.apt === 0 && output > 0;
    case "unplanned_output":
      return sums.unplannedPieces.total > 0;
    case "output_in_unknown_time":
      return sums.unknownPieces.total > 0;
    case "rejects_exceed_output":
      return sums.pieces.reject > sums.pieces.total;
    default:
      return flag satisfies never;
  }
}
