import { z } from "zod";
import { figure } from "../oee/figure.ts";
import { kpiCode, kpiReport } from "../oee/kpi-report.ts";

/** KPIs of whatever was added up. Counter jumps that wait for a decision stand on the machine's own page, not here. */
export const figuresReport = z.object({
  figures: z.record(kpiCode, figure),
  /** Known share of planned busy time, 0..1; null when nothing was planned. */
  coverage: z.number().nullable(),
  flags: z.array(z.string()),
  /** Milliseconds by class. */
  time: kpiReport.shape.time,
  pieces: kpiReport.shape.pieces.omit({ suspect: true }),
  missingCycles: kpiReport.shape.missingCycles,
});
export type FiguresReport = z.infer<typeof figuresReport>;
