import { z } from "zod";
import { runSource } from "#shared/runs/run-source.ts";

/** What the page of runs shows, as it stands in the address. A chosen range wins over a span. */
export const runsSearch = z.object({
  span: z.enum(["day", "week", "month", "quarter"]).catch("week"),
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
  machine: z.string().catch(""),
  product: z.string().catch(""),
  source: runSource.or(z.literal("")).catch(""),
});
export type RunsSearch = z.infer<typeof runsSearch>;

/** What the page of changeovers shows. */
export const changeoversSearch = z.object({
  span: z.enum(["day", "week", "month", "quarter"]).catch("week"),
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
  machine: z.string().catch(""),
  kind: z.enum(["product", "order", ""]).catch("product"),
  order: z.enum(["time", "length"]).catch("time"),
});
export type ChangeoversSearch = z.infer<typeof changeoversSearch>;
