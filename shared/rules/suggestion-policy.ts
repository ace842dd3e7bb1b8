import { z } from "zod";

/** What suggestions may do by themselves. */
export const suggestionPolicy = z
  .object({
    /** Confidence (0..1) from which a suggestion is filed without asking; null = never. */
    autoFileAbove: z.number().min(0.5).max(1).nullable().default(null),
  })
  .strict();
export type SuggestionPolicy = z.infer<typeof suggestionPolicy>;
