import { z } from "zod";

/** What a stop reason means for the time model; only `planned` takes minutes out of planned busy time. */
export const reasonCategories = [
  "planned",
  "breakdown",
  "changeover",
  "minor",
  "quality",
  "material",
  "operator",
  "external",
] as const;
export const reasonCategory = z.enum(reasonCategories);
export type ReasonCategory = z.infer<typeof reasonCategory>;
