import { z } from "zod";

/** Why a part of a pace cannot be told. */
export const paceGaps = [
  "no_shift",
  "no_product",
  "no_ideal_cycle",
  "target_reached",
  "no_planned_time_left",
  "no_known_time",
  "nothing_made_lately",
  "too_little_history",
  "beyond_a_day",
] as const;
export type PaceGap = (typeof paceGaps)[number];

/** A number, or the reason why there is none. */
export const paceFigure = z.union([
  z.object({ value: z.number() }),
  z.object({ value: z.null(), reason: z.enum(paceGaps) }),
]);
export type PaceFigure = z.infer<typeof paceFigure>;

/** Where a machine gets to at some rate if the shift goes on. */
export const paceForecast = z.object({
  /** Good pieces per minute of planned time. */
  rate: paceFigure,
  /** When the target is reached, UTC milliseconds: after the end of the shift it means overtime without a pause. */
  finish: paceFigure,
  /** Good pieces at the end of the shift, whole pieces. */
  atEnd: paceFigure,
  /** Pieces missing to the target at the end of the shift; 0 when it is reached. */
  short: paceFigure,
});
export type PaceForecast = z.infer<typeof paceForecast>;

/** What is aimed at, by the first of shift, run and target OEE that says so. */
export const paceTarget = z.union([
  z.object({ pieces: z.number(), from: z.enum(["shift", "run", "due"]) }),
  z.object({ pieces: z.null(), reason: z.enum(paceGaps) }),
]);
export type PaceTarget = z.infer<typeof paceTarget>;

/** A running shift of a machine against its target: what is needed, what was ever kept up, where it ends. */
export const pace = z.object({
  now: z.int(),
  target: paceTarget,
  /** Good pieces so far, of the shift, or of the run where the run's target counts. */
  good: z.int(),
  /** Planned time left in the shift, without breaks and planned downtime. */
  leftMs: z.int(),
  /** Good pieces per minute for the rest of the planned time. */
  needed: paceFigure,
  /** At the rate of the last half-hour of planned time. */
  current: paceForecast,
  /** At the best hour of planned time with this product on this machine. */
  best: paceForecast,
  /** What `best` was looked for in: whole hours of planned time in so many days, and when the best hour began. */
  history: z.object({
    hours: z.int(),
    days: z.int(),
    bestFrom: z.int().nullable(),
  }),
});
export type Pace = z.infer<typeof pace>;
