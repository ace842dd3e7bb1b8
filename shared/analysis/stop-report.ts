import { z } from "zod";
import { timeLoss } from "./analysis-filter.ts";

/** A stretch of lost time of one machine with one reason, whatever shift, hour or order cuts it. */
export const analysedStop = z.object({
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  /** First and last instant of its shares that fit the filter. */
  start: z.int(),
  end: z.int(),
  /** Lasts at the last captured moment. */
  isOpen: z.boolean(),
  /** Its time that fits the filter; may be less than `end − start`, for breaks and unscheduled time are left out. */
  ms: z.int(),
  /** Begins in the range: counts as one stop there. */
  begins: z.boolean(),
  /** Of the whole standstill by the clock, also beyond the range. */
  wholeMs: z.int(),
  /** The class of most of its time. */
  loss: timeLoss,
  cause: z.string().nullable(),
  reasonId: z.string().nullable(),
  reasonName: z.string().nullable(),
  category: z.string().nullable(),
  productCode: z.string().nullable(),
  shiftName: z.string().nullable(),
});
export type AnalysedStop = z.infer<typeof analysedStop>;
