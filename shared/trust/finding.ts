import { z } from "zod";

/** What the honesty audit looks for; each can be taken back, or only pointed at. */
export const findingKinds = [
  "slow_ideal_cycle",
  "worked_break",
  "planned_after_the_fact",
  "changeover_as_planned",
  "planned_downtime_after_the_fact",
  "above_one",
  "unknown_share",
  "unclassified_share",
  "suspect_pieces",
] as const;
export const findingKind = z.enum(findingKinds);
export type FindingKind = z.infer<typeof findingKind>;

/** One stretch, product or shift that makes a finding. */
export const evidence = z.object({
  start: z.int(),
  end: z.int(),
  /** A break's, reason's, product's or shift's name. */
  name: z.string(),
  /** Milliseconds; null where the finding is not of time. */
  ms: z.int().nullable(),
  pieces: z.int().nullable(),
  /** Who said it and when; null = nobody. */
  by: z.string().nullable(),
  recordedAt: z.int().nullable(),
  /** Microseconds per piece as entered and as demonstrated; null where it is of no product. */
  idealUs: z.number().nullable(),
  bestUs: z.number().nullable(),
  /** A ratio that exceeds 1; null where it is of none. */
  ratio: z.number().nullable(),
});
export type Evidence = z.infer<typeof evidence>;

export const finding = z.object({
  kind: findingKind,
  /** Milliseconds it speaks of. */
  ms: z.int(),
  pieces: z.int(),
  /** Share of planned busy time, 0..1; null where it is of none. */
  share: z.number().nullable(),
  /** OEE with this finding alone undone; null where undoing it changes nothing or cannot be done. */
  oee: z.number().nullable(),
  evidence: z.array(evidence),
  /** There is more evidence than was sent. */
  more: z.int(),
});
export type Finding = z.infer<typeof finding>;
