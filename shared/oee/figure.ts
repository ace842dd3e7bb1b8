import { z } from "zod";
import { timeClasses } from "./time-model.ts";

export const timeClass = z.enum(timeClasses);

/** Why a figure has no value; shown in words instead of a number, never as 0. */
export const figureGaps = [
  "not_scheduled",
  "no_known_time",
  "no_run_time",
  "no_output",
  "no_ideal_cycle",
  "no_order",
  "no_setup_or_run",
  "not_recorded",
  "no_plan",
  "no_cases",
] as const;

/** A KPI: a ratio (1 = 100 %) or the reason why there is none. */
export const figure = z.union([
  z.object({ value: z.number() }),
  z.object({ value: z.null(), reason: z.enum(figureGaps) }),
]);
export type Figure = z.infer<typeof figure>;
