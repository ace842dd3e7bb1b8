import { z } from "zod";
import { machineState, provenance } from "../machines/machine-state.ts";
import { timeClass } from "./figure.ts";
import { kpiReport } from "./kpi-report.ts";

/** The exact seconds behind a figure. */
export const proofSpan = z.object({
  start: z.int(),
  end: z.int(),
  timeClass,
  state: machineState,
  cause: z.string().nullable(),
  reasonName: z.string().nullable(),
  provenance,
  productCode: z.string().nullable(),
  shiftName: z.string().nullable(),
  breakName: z.string().nullable(),
  /** Length of the whole stop it belongs to, also beyond the range. */
  wholeMs: z.int(),
});
export type ProofSpan = z.infer<typeof proofSpan>;

/** The exact pieces behind a figure, with the ideal cycle each was measured by. */
export const proofCount = z.object({
  start: z.int(),
  end: z.int(),
  timeClass,
  productCode: z.string().nullable(),
  total: z.int(),
  good: z.int(),
  reject: z.int(),
  provenance,
  /** Ideal cycle in microseconds and pieces per cycle; null when none was valid. */
  cycleUs: z.int().nullable(),
  cavities: z.int().nullable(),
});
export type ProofCount = z.infer<typeof proofCount>;

/** Proof of a number: everything that made it, and the same number computed again from exactly these rows. */
export const oeeProof = z.object({
  machineCode: z.string(),
  machineName: z.string(),
  report: kpiReport,
  spans: z.array(proofSpan),
  counts: z.array(proofCount),
  balance: z.object({
    /** Planned busy time of the range, from the calendar. */
    plannedMs: z.int(),
    /** APT + AUST + ADET + ADOT + unknown, from the spans. */
    accountedMs: z.int(),
    /** 0, or the proof is wrong. */
    remainderMs: z.int(),
  }),
});
export type OeeProof = z.infer<typeof oeeProof>;
