import { z } from "zod";
import { figure } from "../oee/figure.ts";

/** Time of a shift as people read it, milliseconds; planned = run + setup + down + idle + unknown. */
export const shiftTime = z.object({
  /** Planned busy time: the shift without breaks and planned downtime. */
  plannedMs: z.int(),
  plannedDownMs: z.int(),
  runMs: z.int(),
  setupMs: z.int(),
  downMs: z.int(),
  /** Available without an order. */
  idleMs: z.int(),
  unknownMs: z.int(),
  /** Standstill that asks for a reason and has none: neither minor nor without an order. */
  unclassifiedMs: z.int(),
});
export type ShiftTime = z.infer<typeof shiftTime>;

/** How far a shift, or several together, came: added up first, divided once. */
export const shiftFigures = z.object({
  time: shiftTime,
  pieces: z.object({ total: z.int(), good: z.int(), reject: z.int() }),
  figures: z.object({
    availability: figure,
    effectiveness: figure,
    quality: figure,
    qualityPieces: figure,
    oee: figure,
  }),
  /** Known share of planned busy time, 0..1; null when nothing was planned. */
  coverage: z.number().nullable(),
  flags: z.array(z.string()),
  /** What was aimed at; null = no such target. */
  targets: z.object({
    pieces: z.number().nullable(),
    oee: z.number().nullable(),
    quality: z.number().nullable(),
  }),
  /** Actual ÷ target, 1 = reached; `no_plan` where nothing was aimed at. */
  attainment: z.object({ pieces: figure, oee: figure, quality: figure }),
});
export type ShiftFigures = z.infer<typeof shiftFigures>;
