import { z } from "zod";
import { figure } from "../oee/figure.ts";

/** Rates are pieces per minute of production time. */
export const speedRow = z.object({
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  productCode: z.string(),
  productName: z.string(),
  /** APT with this product, milliseconds. */
  aptMs: z.int(),
  pieces: z.int(),
  /** Effectiveness of the product on the machine: Σ PRI·PQ / APT; above 1 the ideal cycle wants checking. */
  effectiveness: figure,
  /** APT − Σ PRI·PQ, milliseconds; negative when the ideal was beaten, null without an ideal cycle. */
  speedLossMs: z.int().nullable(),
  /** Pieces not made in that time: APT / PRI − PQ, by the mean PRI of the pieces; null without an ideal cycle. */
  piecesLost: z.number().nullable(),
  /** By the ideal cycle, the mean over the pieces made where it changed. */
  idealRate: z.number().nullable(),
  /** Achieved in windows of production time; null when no window fits. */
  rateP10: z.number().nullable(),
  rateP50: z.number().nullable(),
  rateP90: z.number().nullable(),
  /** Minutes of a window: one, or as many as the ideal needs for ten pieces. */
  windowMinutes: z.int(),
  /** Windows read, wholly in production time of the product, and those slower than asked. */
  windows: z.int(),
  slowWindows: z.int(),
  /** Windows by rate over ideal rate in steps of a tenth: [0, 0.1), …, [1.4, 1.5), 1.5 and above. */
  distribution: z.array(z.int()),
});
export type SpeedRow = z.infer<typeof speedRow>;
