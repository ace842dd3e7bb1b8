import type { BookedCount } from "./book-counts.ts";
import type { ClassifiedSpan } from "./classify-time.ts";
import { kpiCodes, type KpiCode } from "./kpi-report.ts";
import { kpisOf } from "./kpis.ts";
import type { OeeProof, ProofCount, ProofSpan } from "./oee-proof.ts";
import { sumUp, type OeeSums } from "./oee-sums.ts";

export interface ProofCheck {
  readonly sums: OeeSums;
  /** Figures that come out differently from the proof's own rows; empty, or the proof is wrong. */
  readonly differing: readonly KpiCode[];
}

/** Computes every figure once more, here, from nothing but the proof's intervals and counts. */
export function recheckProof(proof: OeeProof): ProofCheck {
  const sums = sumUp({
    spans: proof.spans.map(spanOf),
    counts: proof.counts.map(countOf),
    preliminary: proof.report.flags.includes("preliminary"),
  });
  const { figures } = kpisOf(sums, proof.report.policy);
  return {
    sums,
    differing: kpiCodes.filter((code) => figures[code].value !== proof.report.figures[code].value),
  };
}

/** What sums are made of; who and why play no part in them. */
const spanOf = (span: ProofSpan): ClassifiedSpan => ({
  start: span.start,
  end: span.end,
  class: span.timeClass,
  intervalId: null,
  state: span.state,
  cause: span.cause,
  reasonId: null,
  provenance: span.provenance,
  runId: null,
  productId: span.productCode,
  orderNo: null,
  shiftId: null,
  breakName: span.breakName,
  stop: null,
});

const countOf = (count: ProofCount): BookedCount => ({
  start: count.start,
  end: count.end,
  bookedAt: count.start,
  class: count.timeClass,
  shiftId: null,
  runId: null,
  productId: count.productCode,
  total: count.total,
  reject: count.reject,
  rework: null,
  provenance: count.provenance,
  ideal:
    count.cycleUs === null || count.cavities === null
      ? null
      : { validFrom: count.start, cycleUs: count.cycleUs, cavities: count.cavities },
});
