import { z } from "zod";
import { machineState } from "../machines/machine-state.ts";
import { figure, timeClass } from "../oee/figure.ts";
import { kpiReport } from "../oee/kpi-report.ts";
import { reasonCategory } from "../stops/reason-category.ts";

/** A machine at the end of the shift. */
export const handoverMachine = z.object({
  machineId: z.string(),
  code: z.string(),
  name: z.string(),
  state: machineState,
  cause: z.string().nullable(),
  reasonName: z.string().nullable(),
  since: z.int(),
  productCode: z.string().nullable(),
  orderNo: z.string().nullable(),
  oee: figure,
  coverage: z.number().nullable(),
  total: z.int(),
  good: z.int(),
  reject: z.int(),
  /** Standstill without a reason, minor stops left out. Milliseconds. */
  unclassifiedMs: z.int(),
  unclassifiedStops: z.int(),
  /**
   * Pieces of the last minutes against what the ideal cycle would have given in the same running time, 1 = at rate;
   * null while it does not run or no ideal cycle is known.
   */
  rate: z.number().nullable(),
  /** Counter jumps that wait for a decision. */
  suspectPieces: z.int(),
});
export type HandoverMachine = z.infer<typeof handoverMachine>;

export const handoverLoss = z.object({
  /** Null = no reason was given; then the class says what it was. */
  reasonName: z.string().nullable(),
  timeClass,
  category: reasonCategory.nullable(),
  ms: z.int(),
  stops: z.int(),
  machineCodes: z.array(z.string()),
});
export type HandoverLoss = z.infer<typeof handoverLoss>;

export const handoverStop = z.object({
  machineId: z.string(),
  machineCode: z.string(),
  start: z.int(),
  state: machineState,
  cause: z.string().nullable(),
  reasonName: z.string().nullable(),
});
export type HandoverStop = z.infer<typeof handoverStop>;

export const handoverCall = z.object({
  machineCode: z.string(),
  kind: z.string(),
  openedAt: z.int(),
  note: z.string(),
  isAcknowledged: z.boolean(),
});

export const handoverShift = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  patternName: z.string(),
  businessDate: z.string(),
  start: z.int(),
  end: z.int(),
  crew: z.string().nullable(),
});
export type HandoverShift = z.infer<typeof handoverShift>;

/** What the shift leaves to the next one, drawn from its own facts; nothing in it is typed. */
export const handoverFacts = z.object({
  shift: handoverShift,
  /** When the facts were put together. */
  draftedAt: z.int(),
  /** All machines of the shift, by sums. */
  report: kpiReport,
  machines: z.array(handoverMachine),
  /** The largest losses of planned time, at most eight. */
  losses: z.array(handoverLoss),
  /** Stops that last on into the next shift. */
  openStops: z.array(handoverStop),
  openCalls: z.array(handoverCall),
  unclassifiedMs: z.int(),
  unclassifiedStops: z.int(),
});
export type HandoverFacts = z.infer<typeof handoverFacts>;
