import { z } from "zod";
import { figure } from "../oee/figure.ts";
import { timeLoss } from "./analysis-filter.ts";
import { figuresReport } from "./figures-report.ts";

/**
 * From calendar time down to good time, whole milliseconds that add up:
 *
 *   calendar = notScheduled + plannedDown + pbt
 *   pbt      = setup + down + minor + external + idle + unknown + apt
 *   apt      = speed + quality + good
 *
 * `speed` may be negative: the machine beat its ideal cycle, and the cycle wants checking. `speed`, `quality` and
 * `good` are null while pieces have no ideal cycle.
 */
export const waterfall = z.object({
  calendar: z.int(),
  notScheduled: z.int(),
  plannedDown: z.int(),
  pbt: z.int(),
  setup: z.int(),
  /** Breakdowns and stops longer than the limit of minor stops. */
  down: z.int(),
  minor: z.int(),
  external: z.int(),
  /** Available without an order. */
  idle: z.int(),
  unknown: z.int(),
  apt: z.int(),
  /** APT − Σ PRI·PQ. */
  speed: z.int().nullable(),
  /** Σ PRI·(PQ − GQ). */
  quality: z.int().nullable(),
  /** Σ PRI·GQ. */
  good: z.int().nullable(),
});
export type Waterfall = z.infer<typeof waterfall>;

export const sixBigLossCodes = [
  "equipment_failure",
  "setup_and_adjustment",
  "idling_and_minor_stops",
  "reduced_speed",
  "process_defects",
  /** Rejects of a start-up are not told apart from others: always null, and part of process defects. */
  "reduced_yield",
] as const;

export const sixBigLoss = z.object({
  code: z.enum(sixBigLossCodes),
  /** The factor it lowers when minor stops count as Six Big Losses count them. */
  factor: z.enum(["availability", "effectiveness", "quality"]),
  /** Milliseconds; null = not known. */
  ms: z.int().nullable(),
  /** Of known planned busy time, 1 = all; null when nothing is known. */
  share: z.number().nullable(),
});
export type SixBigLoss = z.infer<typeof sixBigLoss>;

const factors = z.object({
  availability: figure,
  effectiveness: figure,
  quality: figure,
  oee: figure,
});

export const lossReport = z.object({
  waterfall,
  /** The same losses grouped; with `noLossOfTheMachine` and good time they are known planned busy time. */
  sixBigLosses: z.array(sixBigLoss),
  /** Without an order and external: planned time the six losses do not name. */
  noLossOfTheMachine: z.int(),
  /** Factors under both policies of minor stops; OEE is the same. */
  factors: z.object({ iso: factors, "six-big-losses": factors }),
  /** Stops that begin in the range, by class. */
  stops: z.record(timeLoss, z.int()),
  report: figuresReport,
});
export type LossReport = z.infer<typeof lossReport>;
