import { z } from "zod";
import { namedReason } from "../stops/stop-row.ts";

/** What is known of a stop when somebody is asked for its reason. */
export const suggestionFeatures = [
  "signature",
  "cause",
  "machine",
  "product",
  "duration",
  "changeover",
  "previous",
] as const;
export type SuggestionFeature = (typeof suggestionFeatures)[number];

/** "7 of 9 stops with 'Label jam' on this machine". */
const evidence = z.object({
  feature: z.enum(suggestionFeatures),
  /** The value in words of the machine or the set-up: an alarm text, a product code, a bucket. */
  value: z.string(),
  /** Earlier stops with this value that got this reason. */
  hits: z.int(),
  /** Earlier stops with this value that got any. */
  of: z.int(),
});
export type Evidence = z.infer<typeof evidence>;

export const suggestion = z.object({
  reason: namedReason,
  /** 0..1: how often suggestions this sure were right in this plant's own history. */
  confidence: z.number(),
  /** What speaks for it, the strongest first. */
  evidence: z.array(evidence),
});
export type Suggestion = z.infer<typeof suggestion>;
