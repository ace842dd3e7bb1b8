import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { query } from "../kernel/operation.ts";
import { kpiReport } from "./kpi-report.ts";
import { oeeProof } from "./oee-proof.ts";

const ofMachine = z.object({ machineId: idOf<"machine">(), range });

/** One clock hour cut by shift edges: pieces against what the plant aims at. */
export const hourRow = z.object({
  start: z.int(),
  end: z.int(),
  /** Local hour as people read it; the doubled autumn hour is 02A and 02B. */
  label: z.string(),
  total: z.int(),
  good: z.int(),
  reject: z.int(),
  /** Good pieces at the target OEE over the planned time so far; null when no ideal cycle is known. */
  due: z.number().nullable(),
});
export type HourRow = z.infer<typeof hourRow>;

export const oeeContract = {
  /** Every KPI of the machine over the range, with sums, flags and the definition they were made under. */
  machine: query("oee:read", { heavy: true }).input(ofMachine).output(kpiReport),
  /** The very intervals and pieces that made the figures; recomputes to the same digits. */
  proof: query("oee:read", { heavy: true }).input(ofMachine).output(oeeProof),
  hours: query("oee:read", { heavy: true })
    .input(ofMachine)
    .output(z.object({ rows: z.array(hourRow) })),
  /** Roll-up over machines by sums of numerators and denominators, never by averaging. */
  plant: query("oee:read", { heavy: true }).input(z.object({ range })).output(kpiReport),
};
