import { kpiCodes } from "./kpi-report.ts";
import { kpisOf } from "./kpis.ts";
import type { OeeProof } from "./oee-proof.ts";
import { recheckProof } from "./recheck-proof.ts";
import { timeElements } from "./time-elements.ts";

/** A figure as the proof says it and as its own rows give it, as JSON prints them: the same digits or not. */
export interface Recomputed {
  readonly what: string;
  readonly printed: string;
  readonly recomputed: string;
}

/** Makes everything that a proof's report says again from nothing but its intervals and counts. */
export function verifyProof(proof: OeeProof): Recomputed[] {
  const { report, balance } = proof;
  const { sums } = recheckProof(proof);
  const { figures, coverage } = kpisOf(sums, report.policy);
  const of = (what: string, printed: unknown, recomputed: unknown): Recomputed => ({
    what,
    printed: JSON.stringify(printed),
    recomputed: JSON.stringify(recomputed),
  });
  const each = (
    name: string,
    printed: Readonly<Record<string, number>>,
    recomputed: Readonly<Record<string, number>>,
  ) =>
    Object.keys({ ...printed, ...recomputed })
      .toSorted()
      .map((key) => of(`${name}.${key}`, printed[key], recomputed[key]));
  const { total, reject } = sums.pieces;
  const { pbt } = timeElements(sums.time);
  return [
    ...kpiCodes.map((code) => of(code, figureOf(report.figures[code]), figureOf(figures[code]))),
    of("coverage", report.coverage, coverage),
    ...each("time", report.time, sums.time),
    ...each("provenance", report.provenance, sums.knownBy),
    of("pieces.total", report.pieces.total, total),
    of("pieces.good", report.pieces.good, total - reject),
    of("pieces.reject", report.pieces.reject, reject),
    of("pieces.unplanned", report.pieces.unplanned, sums.unplannedPieces.total),
    of("balance.accounted", balance.accountedMs, pbt),
    of("balance.remainder", balance.remainderMs, balance.plannedMs - pbt),
  ];
}

/** A value, or the reason why there is none; in one order of keys. */
const figureOf = (figure: OeeProof["report"]["figures"]["oee"]) =>
  figure.value === null ? figure.reason : figure.value;

export const isSame = ({ printed, recomputed }: Recomputed): boolean => printed === recomputed;
