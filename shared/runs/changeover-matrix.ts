import { z } from "zod";

/** What is learned of a length: planned milliseconds, from `n` changeovers that have it. */
export const learnedTime = z
  .object({
    n: z.int(),
    medianMs: z.number(),
    bestMs: z.int(),
    /** Nine of ten were no longer (nearest rank). */
    p90Ms: z.int(),
    lastMs: z.int(),
  })
  .nullable();
export type LearnedTime = z.infer<typeof learnedTime>;

/** What changing a machine from one product to another took. A scheduler asks for `whole.medianMs`. */
export const matrixCell = z.object({
  machineId: z.string(),
  machineCode: z.string(),
  /** Null = an order without a product. */
  fromCode: z.string().nullable(),
  toCode: z.string().nullable(),
  /** Changeovers seen, also those of which not everything is known. */
  n: z.int(),
  lastAt: z.int(),
  whole: learnedTime,
  phases: z.object({
    runOut: learnedTime,
    setUp: learnedTime,
    firstPieces: learnedTime,
    rampUp: learnedTime,
  }),
  /** The changeover that took the least planned time; null = none is known from end to end. */
  bestId: z.string().nullable(),
});
export type MatrixCell = z.infer<typeof matrixCell>;
