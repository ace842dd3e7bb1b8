import { z } from "zod";
import { hourMs } from "#shared/kernel/instant.ts";

const dayMs = 24 * hourMs;

/** Stretches back from now, in days, as they stand in the address. */
export const spans = { day: 1, week: 7, month: 30, quarter: 90 } as const;
export type LedgerSpan = keyof typeof spans;

/** What the ledger page shows, as it stands in the address. A chosen range wins over a span. */
export const ledgerSearch = z.object({
  span: z.enum(["day", "week", "month", "quarter"]).catch("week"),
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
  connection: z.string().catch(""),
  cause: z.string().catch(""),
  /** Gaps at least this long, milliseconds. */
  minimum: z.int().min(0).catch(0),
});
export type LedgerSearch = z.infer<typeof ledgerSearch>;

/** The range shown at `now`. A span ends with the running minute, so that a second look asks the same again. */
export function ledgerRange(
  { span, from, to }: Pick<LedgerSearch, "span" | "from" | "to">,
  now: number,
): { from: number; to: number } {
  if (from !== undefined && to !== undefined && from < to) return { from, to };
  const end = Math.ceil(now / 60_000) * 60_000;
  return { from: end - spans[span] * dayMs, to: end };
}
