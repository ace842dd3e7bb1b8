import { z } from "zod";
import { kpiPolicy } from "../oee/kpi-policy.ts";

/** What must stand beside every answer of the analysis. */
export const analysisBasis = z.object({
  range: z.object({ from: z.int(), to: z.int() }),
  /** Facts are known up to here; nothing later is counted. */
  now: z.int(),
  zone: z.string(),
  /** Machines that were added up. */
  machines: z.int(),
  /** Sums of the range still wait to be computed again: the figures may change within moments. */
  isComputing: z.boolean(),
  policy: kpiPolicy,
  /** SHA-256 (hex) of the KPI definitions behind the figures. */
  definitionHash: z.string(),
});
export type AnalysisBasis = z.infer<typeof analysisBasis>;
