import { z } from "zod";
import { figure } from "../oee/figure.ts";

export const heatMapCell = z.object({
  /** 1 = Monday … 7 = Sunday, or a local date. */
  column: z.string(),
  /** Hour of the plant's clock, 0..23; the hour that comes twice in autumn is one cell. */
  hour: z.int(),
  oee: figure,
  coverage: z.number().nullable(),
  pbtMs: z.int(),
  /** Known planned busy time that made no good piece; null while pieces have no ideal cycle. */
  lostMs: z.int().nullable(),
  /** Breakdowns and stops longer than the limit of minor stops that have no reason. */
  unclassifiedMs: z.int(),
  stops: z.int(),
});
export type HeatMapCell = z.infer<typeof heatMapCell>;
