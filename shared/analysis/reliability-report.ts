import { z } from "zod";
import { figure } from "../oee/figure.ts";

/** Milliseconds throughout. */
export const reliabilityRow = z.object({
  /** Machine or reason; `""` = the total, or without a reason. */
  key: z.string(),
  code: z.string(),
  name: z.string(),
  /** Set-up + production time [ISO text]; for a reason that of all machines asked for. */
  operatingMs: z.int(),
  /** Failures that began in the range. */
  failures: z.int(),
  mtbfMs: figure,
  /** With 90 % confidence MTBF is at least this, also without any failure. */
  mtbfAtLeastMs: z.number(),
  /** Restorations that ended in the range, also of failures carried in from before. */
  restorations: z.int(),
  restorationMs: z.int(),
  mttrMs: figure,
  /** Still down at the end of the range: in downtime, not in MTTR. */
  openFailures: z.int(),
  downMs: z.int(),
  mttfMs: figure,
  /** Andon calls answered in the range, and their mean time to the answer (industry). Null for reasons. */
  calls: z.int().nullable(),
  mttaMs: figure.nullable(),
  inherentAvailability: figure,
});
export type ReliabilityRow = z.infer<typeof reliabilityRow>;

export const failureRow = z.object({
  machineId: z.string(),
  machineCode: z.string(),
  start: z.int(),
  /** Null = still down. */
  end: z.int().nullable(),
  /** By the clock up to its end or the last captured moment. */
  downMs: z.int(),
  reasonId: z.string().nullable(),
  reasonName: z.string().nullable(),
});
export type FailureRow = z.infer<typeof failureRow>;
