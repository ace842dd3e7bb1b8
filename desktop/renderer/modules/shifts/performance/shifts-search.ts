import { z } from "zod";

const dayMs = 86_400_000;

/** Stretches back from now, in days, as they stand in the address. */
export const shiftSpans = { week: 7, fortnight: 14, month: 31, quarter: 92 } as const;
export type ShiftSpanName = keyof typeof shiftSpans;

export const shiftViews = ["days", "list", "compare"] as const;
export type ShiftView = (typeof shiftViews)[number];

/** What the page of shifts shows, as it stands in the address. A chosen range wins over a span. */
export const shiftsSearch = z.object({
  view: z.enum(shiftViews).catch("days"),
  span: z.enum(["week", "fortnight", "month", "quarter"]).catch("week"),
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
  pattern: z.string().catch(""),
  shift: z.string().catch(""),
  machine: z.string().catch(""),
  crew: z.string().catch(""),
  per: z.enum(["shift", "machine"]).catch("shift"),
});
export type ShiftsSearch = z.infer<typeof shiftsSearch>;

/** The range shown at `now`. A span ends with the running minute, so that a second look asks the same again. */
export function shiftsRange(
  { span, from, to }: Pick<ShiftsSearch, "span" | "from" | "to">,
  now: number,
): { from: number; to: number } {
  if (
    from !== undefined &&
    to !== undefined &&
    from < to &&
    to - from <= shiftSpans.quarter * dayMs
  )
    return { from, to };
  const end = Math.ceil(now / 60_000) * 60_000;
  return { from: end - shiftSpans[span] * dayMs, to: end };
}

/** What is asked of the engine for it. */
export const shiftsAsked = (search: ShiftsSearch, now: number) => ({
  range: shiftsRange(search, now),
  machineIds: search.machine === "" ? [] : [search.machine as never],
  patternIds: search.pattern === "" ? [] : [search.pattern as never],
  shiftCodes: search.shift === "" ? [] : [search.shift],
  crews: search.crew === "" ? [] : [search.crew],
});
