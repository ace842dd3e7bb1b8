import { z } from "zod";

const minutes = (least: number) => z.int().min(least).max(1_440);
/** Whole or half percent points. */
const percent = z.number().min(1).max(200);

/** What an alert rule looks for on a machine (`link_lost`: on a machine's connection). */
export const alertCondition = z.discriminatedUnion("kind", [
  /** It has stood, for whatever reason, for longer than this. */
  z.object({ kind: z.literal("stop_longer"), minutes: minutes(1) }),
  /** OEE of the running shift is below this, once so many minutes of it are over and known well enough. */
  z.object({
    kind: z.literal("oee_below"),
    percent,
    afterMinutes: minutes(5),
    /** Share of the shift's time that must be known. */
    minimumCoverage: z.number().min(0).max(100),
  }),
  /** While it runs it makes less than this share of the ideal rate, over so many minutes. */
  z.object({ kind: z.literal("rate_below"), percent, minutes: minutes(5) }),
  /** Its connection has told nothing for longer than this; one alert per connection. */
  z.object({ kind: z.literal("link_lost"), minutes: minutes(1) }),
  /** Stops of the running shift without a reason add up to more than this. */
  z.object({ kind: z.literal("unclassified_above"), minutes: minutes(1) }),
  /** A counter told something that cannot be true: a jump, or sums that disagree. */
  z.object({ kind: z.literal("counts_suspect") }),
]);
export type AlertCondition = z.infer<typeof alertCondition>;
export type AlertConditionKind = AlertCondition["kind"];

export const alertConditionKinds = [
  "stop_longer",
  "oee_below",
  "rate_below",
  "link_lost",
  "unclassified_above",
  "counts_suspect",
] as const satisfies readonly AlertConditionKind[];
