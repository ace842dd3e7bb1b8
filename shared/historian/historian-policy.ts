import { z } from "zod";

const keepDays = z.int().min(1).max(36_500);

/**
 * How long raw samples are kept, by class of tag, and how much disk they may take. States, pieces and gaps of machines are
 * facts and kept for ever; this is about the readings behind them.
 */
export const historianPolicy = z
  .object({
    keepDays: z
      .object({
        state: keepDays.default(365),
        counter: keepDays.default(90),
        analog: keepDays.default(30),
        text: keepDays.default(365),
        alarm: keepDays.default(365),
      })
      .strict()
      .prefault({}),
    /**
     * Most megabytes (10⁶) on disk. Beyond it the oldest raw analog and counter samples become one-minute summaries, then
     * the oldest go; each leaves a record of what is missing.
     */
    quotaMegabytes: z.int().min(50).max(100_000_000).default(20_000),
  })
  .strict();
export type HistorianPolicy = z.infer<typeof historianPolicy>;
