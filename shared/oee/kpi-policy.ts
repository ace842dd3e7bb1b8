import { z } from "zod";

/** Choices that change how time is classified; stored with the plant and printed beside every figure. */
export const kpiPolicy = z
  .object({
    /** Stops shorter than this are minor stops; judged on the whole stop, also when a shift edge cuts it. */
    minorStopMs: z.int().min(0).max(86_400_000).default(120_000),
    /** A run between two standstills shorter than this does not end the stop when it is judged; the run stays production. */
    minimumRunMs: z.int().min(0).max(3_600_000).default(0),
    /** Where minor stops count: ISO puts them in availability, Six Big Losses in performance. OEE is the same. */
    minorStops: z.enum(["iso", "six-big-losses"]).default("iso"),
    /** Share of known planned busy time (0..1) below which OEE says "insufficient data". */
    minimumCoverage: z.number().min(0).max(1).default(0.9),
    /** OEE the plant aims at (0..1): sets the pace shown against the pieces made. No part of any KPI's definition. */
    targetOee: z.number().min(0.01).max(1).default(0.85),
  })
  .strict();
export type KpiPolicy = z.infer<typeof kpiPolicy>;
