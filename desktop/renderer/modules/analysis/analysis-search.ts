import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** Ranges people ask for by name; they move on with time. */
export const analysisSpans = [
  "shift",
  "today",
  "yesterday",
  "week",
  "last7",
  "last30",
  "month",
  "lastMonth",
  "custom",
] as const;
export type AnalysisSpan = (typeof analysisSpans)[number];

const list = z.array(z.string().max(200)).max(200).catch([]);

/** What every page of the analysis looks at, as it stands in the address. */
export const analysisSearch = z.object({
  span: z.enum(analysisSpans).catch("last7"),
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
  /** Ids of machines. */
  machines: list,
  /** Codes of products. */
  products: list,
  /** Codes of shifts. */
  shifts: list,
});
export type AnalysisSearch = z.infer<typeof analysisSearch>;

/** What the pages share; a page's own choices stay behind when one goes to another. */
export const sharedSearch = (search: AnalysisSearch): Partial<AnalysisSearch> => {
  const { span, from, to, machines, products, shifts } = search;
  return {
    span,
    ...(span === "custom" && { from, to }),
    ...(machines.length > 0 && { machines }),
    ...(products.length > 0 && { products }),
    ...(shifts.length > 0 && { shifts }),
  };
};

export interface AnalysisRange {
  readonly from: number;
  readonly to: number;
}

interface Moment {
  readonly now: number;
  readonly zone: string;
  /** The shift that runs now; null between shifts. */
  readonly shift: { readonly start: number; readonly end: number } | null;
}

/** A range that still runs ends at the next full minutes, so that a second look within them asks the same again. */
const quantumMs = 300_000;

/**
 * The range a name means at a moment, on the plant's calendar: days from midnight to midnight, weeks from Monday.
 * `shift` without a running shift is today.
 */
export function analysisRange(
  search: Pick<AnalysisSearch, "span" | "from" | "to">,
  { now, zone, shift }: Moment,
): AnalysisRange {
  const running = Math.ceil((now + 1) / quantumMs) * quantumMs;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).startOfDay();
  const at = (date: Temporal.ZonedDateTime) => date.startOfDay().epochMilliseconds;
  const month = today.with({ day: 1 });
  const since = (date: Temporal.ZonedDateTime): AnalysisRange => ({ from: at(date), to: running });
  switch (search.span) {
    case "custom":
      return search.from !== undefined && search.to !== undefined && search.from < search.to
        ? { from: search.from, to: search.to }
        : since(today.subtract({ days: 6 }));
    case "shift":
      return shift === null
        ? since(today)
        : { from: shift.start, to: Math.min(shift.end, running) };
    case "today":
      return since(today);
    case "yesterday":
      return { from: at(today.subtract({ days: 1 })), to: at(today) };
    case "week":
      return since(today.subtract({ days: today.dayOfWeek - 1 }));
    case "last7":
      return since(today.subtract({ days: 6 }));
    case "last30":
      return since(today.subtract({ days: 29 }));
    case "month":
      return since(month);
    case "lastMonth":
      return { from: at(month.subtract({ months: 1 })), to: at(month) };
    default:
      return search.span satisfies never;
  }
}
