import { z } from "zod";
import { reasonCategory } from "#shared/stops/reason-category.ts";

/** What the stops page shows, as it stands in the address. A chosen range wins over a span. */
export const stopsSearch = z.object({
  span: z.enum(["day", "week", "month"]).catch("day"),
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
  view: z.enum(["list", "cases"]).catch("list"),
  machine: z.string().catch(""),
  category: z.union([reasonCategory, z.literal("")]).catch(""),
  shift: z.string().catch(""),
  open: z.boolean().catch(false),
  minor: z.boolean().catch(false),
  /** Longest run inside a case, seconds. */
  gap: z.int().min(0).max(86_400).catch(300),
});
export type StopsSearch = z.infer<typeof stopsSearch>;
