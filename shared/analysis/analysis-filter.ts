import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { reasonCategory } from "../stops/reason-category.ts";

const longestRangeMs = 11 * 366 * 86_400_000;

/** What was looked at; every question of the analysis takes it. An absent list = all. */
export const analysisFilter = z.object({
  range: range.refine(({ from, to }) => to - from <= longestRangeMs, {
    error: "must be at most 11 years",
    path: ["to"],
  }),
  /** Absent = every active machine. */
  machineIds: z.array(idOf<"machine">()).max(1_000).optional(),
  /** Codes of products; `""` = time and pieces without a product. */
  productCodes: z.array(z.string().max(200)).max(1_000).optional(),
  /** Codes of shifts; `""` = outside shifts, or planned round the clock. */
  shiftCodes: z.array(z.string().max(200)).max(100).optional(),
  /** Name of a crew; `""` = shifts that name none. */
  crew: z.string().max(200).optional(),
});
export type AnalysisFilter = z.infer<typeof analysisFilter>;

/** Losses of time that a machine's own time tells, as `oee/time-model.ts` classifies it. */
export const timeLosses = [
  "aust",
  "adet_down",
  "adet_minor",
  "adet_external",
  "adot",
  "unknown",
  "planned_down",
] as const;
export const timeLoss = z.enum(timeLosses);
export type TimeLoss = z.infer<typeof timeLoss>;

/** What a Pareto ranks unless asked otherwise: standstill in planned time, set-up included. */
export const stopLosses: readonly TimeLoss[] = [
  "aust",
  "adet_down",
  "adet_minor",
  "adet_external",
  "adot",
];

/** The filter of a Pareto, narrowed by each drill. */
export const lossFilter = analysisFilter.extend({
  losses: z.array(timeLoss).min(1).optional(),
  /** Ids of reasons; `""` = nobody and nothing gave one. */
  reasonIds: z.array(z.string().max(100)).max(1_000).optional(),
  /** Categories of reasons; `""` = without a reason. */
  categories: z
    .array(z.union([reasonCategory, z.literal("")]))
    .max(20)
    .optional(),
});
export type LossFilter = z.infer<typeof lossFilter>;
