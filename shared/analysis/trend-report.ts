import { z } from "zod";
import { figuresReport } from "./figures-report.ts";

/** Weeks begin on Monday. A shift belongs to the business date of its start. */
export const bucketSizes = ["hour", "shift", "day", "week", "month"] as const;
export const bucketSize = z.enum(bucketSizes);
export type BucketSize = z.infer<typeof bucketSize>;

export const trendBucket = figuresReport.extend({
  /** Cut at the edges of the range. */
  start: z.int(),
  end: z.int(),
  /** `2026-10-25 02A`, `2026-10-25 NIGHT`, `2026-10-25`, `2026-W43`, `2026-10`. */
  label: z.string(),
  /** Name of the shift; null for other buckets. */
  shiftName: z.string().nullable(),
  /** Milliseconds; with coverage what tells how much a bucket weighs. */
  pbtMs: z.int(),
  /** OEE aimed at: of the shifts in the bucket, weighed by their planned busy time; else the plant's. */
  targetOee: z.number(),
  definitionHash: z.string(),
  /** The definition differs from that of the bucket before. */
  isBreak: z.boolean(),
});
export type TrendBucket = z.infer<typeof trendBucket>;
