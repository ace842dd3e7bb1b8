import { z } from "zod";
import { provenance } from "../machines/machine-state.ts";
import { figure, timeClass } from "./figure.ts";
import { kpiPolicy } from "./kpi-policy.ts";

/** The ratios and rates computed from machine data; formulas and sources stand in kpis.ts. */
export const kpiCodes = [
  "availability",
  "effectiveness",
  "quality",
  "qualityPieces",
  "oee",
  "nee",
  "allocationEfficiency",
  "utilisationEfficiency",
  "technicalEfficiency",
  "setupRate",
  "scrapRatio",
  "reworkRatio",
  "teep",
  "ooe",
  "throughputPerHour",
] as const;
export const kpiCode = z.enum(kpiCodes);
export type KpiCode = z.infer<typeof kpiCode>;

/** KPIs of one machine or a roll-up over a range, with all that must stand beside them. */
export const kpiReport = z.object({
  range: z.object({ from: z.int(), to: z.int() }),
  /** Facts are known up to here; a range that is still running ends here. */
  now: z.int(),
  figures: z.record(kpiCode, figure),
  /** Known share of planned busy time, 0..1; null when nothing was planned. */
  coverage: z.number().nullable(),
  flags: z.array(z.string()),
  /** Milliseconds by class; they add up to the range. */
  time: z.record(timeClass, z.int()),
  /** Milliseconds by how they are known. */
  provenance: z.record(z.union([provenance, z.literal("unknown")]), z.int()),
  pieces: z.object({
    total: z.int(),
    good: z.int(),
    reject: z.int(),
    /** Made outside planned busy time; in no figure. */
    unplanned: z.int(),
    /** Counter jumps that wait for a decision; in no figure. */
    suspect: z.int(),
  }),
  /** Products made without a valid ideal cycle: the task for the planner. */
  missingCycles: z.array(z.object({ productCode: z.string().nullable(), pieces: z.int() })),
  policy: kpiPolicy,
  /** SHA-256 (hex) of the canonical KPI definition (see kpi-definition.ts). */
  definitionHash: z.string(),
});
export type KpiReport = z.infer<typeof kpiReport>;
