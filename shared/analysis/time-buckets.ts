import { Temporal } from "temporal-polyfill";
import type { Span } from "../kernel/span.ts";
import { hourRows } from "../shifts/hour-labels.ts";

/** A stretch of the plant's calendar with the name people know it by. */
export interface TimeBucket extends Span {
  readonly label: string;
}

const dateAt = (at: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();

const startOf = (date: Temporal.PlainDate, zone: string): number =>
  date.toZonedDateTime(zone).startOfDay().epochMilliseconds;

/** The local day an instant lies in: 23 or 25 hours long when the clocks change. */
export function dayAt(at: number, zone: string): Span {
  const date = dateAt(at, zone);
  return { start: startOf(date, zone), end: startOf(date.add({ days: 1 }), zone) };
}

interface Calendar {
  readonly first: (date: Temporal.PlainDate) => Temporal.PlainDate;
  readonly next: (date: Temporal.PlainDate) => Temporal.PlainDate;
  readonly label: (date: Temporal.PlainDate) => string;
}

const twoDigits = (value: number | undefined): string => String(value ?? 0).padStart(2, "0");

/** Weeks are those of ISO 8601: from Monday. */
const calendars: Readonly<Record<"day" | "week" | "month", Calendar>> = {
  day: {
    first: (date) => date,
    next: (date) => date.add({ days: 1 }),
    label: (date) => date.toString(),
  },
  week: {
    first: (date) => date.subtract({ days: date.dayOfWeek - 1 }),
    next: (date) => date.add({ weeks: 1 }),
    label: (date) => `${date.yearOfWeek}-W${twoDigits(date.weekOfYear)}`,
  },
  month: {
    first: (date) => date.with({ day: 1 }),
    next: (date) => date.add({ months: 1 }),
    label: (date) => date.toString().slice(0, 7),
  },
};

/** Cuts a span at the edges of the plant's hours, days, weeks or months: gapless, the first and last cut by the span. */
export function timeBuckets(
  span: Span,
  per: "hour" | "day" | "week" | "month",
  zone: string,
): TimeBucket[] {
  if (per === "hour") {
    return hourRows(span, zone).map(({ start, end, label }) => ({
      start,
      end,
      label: `${dateAt(start, zone).toString()} ${label}`,
    }));
  }
  const { first, next, label } = calendars[per];
  const buckets: TimeBucket[] = [];
  for (
    let date = first(dateAt(span.start, zone));
    startOf(date, zone) < span.end;
    date = next(date)
  ) {
    buckets.push({
      start: Math.max(startOf(date, zone), span.start),
      end: Math.min(startOf(next(date), zone), span.end),
      label: label(date),
    });
  }
  return buckets;
}

/** Which cell of a heat map an instant lies in: hour of the plant's clock, and weekday (1 = Monday) or date. */
export function cellAt(
  at: number,
  by: "weekday" | "day",
  zone: string,
): { readonly column: string; readonly hour: number } {
  const clock = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const column = by === "weekday" ? String(clock.dayOfWeek) : clock.toPlainDate().toString();
  return { column, hour: clock.hour };
}
