import { z } from "zod";
import { lossFilter } from "./analysis-filter.ts";

export const paretoGroup = z.enum([
  "reason",
  "category",
  "loss",
  "machine",
  "product",
  "shift",
  "crew",
]);
export type ParetoGroup = z.infer<typeof paretoGroup>;

export const paretoRow = z.object({
  /** Id of the reason or machine, code of category, loss, product or shift, name of the crew; `""` = none. */
  key: z.string(),
  /** Code of the reason or machine where it has one, else the key. */
  code: z.string(),
  /** Name for people; `""` where the screen has words for the code. */
  name: z.string(),
  /** Colour of the reason as people set it; null = that of its category. */
  colour: z.string().nullable(),
  /** Category of the reason; null for other groups, and without a reason. */
  category: z.string().nullable(),
  ms: z.int(),
  /** Stops that begin in the range. */
  stops: z.int(),
  /** Of what is ranked, 0..1. */
  share: z.number(),
  /** Its share and those of all rows before it; the last row has 1. */
  cumulative: z.number(),
  /** Mean milliseconds per stop; null when none begins in the range. */
  meanMs: z.number().nullable(),
  /** Hash of what its figures mean: of the machine, else of the whole answer. */
  definitionHash: z.string(),
  /** What narrows the filter to this row. */
  drill: lossFilter.omit({ range: true }),
});
export type ParetoRow = z.infer<typeof paretoRow>;
