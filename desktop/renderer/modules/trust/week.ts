import { Temporal } from "temporal-polyfill";

const dayMs = 86_400_000;

/** A calendar week of the plant, Monday to Monday. */
export interface Week {
  /** Local date of its Monday: `2026-11-16`. */
  readonly monday: string;
  /** ISO 8601 number. */
  readonly number: number;
  readonly range: { readonly from: number; readonly to: number };
}

/** The week that holds a local date; weeks that clocks change in are an hour shorter or longer. */
export function weekOf(date: string, zone: string): Week {
  const day = Temporal.PlainDate.from(date);
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  const startOf = (of: Temporal.PlainDate) => of.toZonedDateTime(zone).epochMilliseconds;
  return {
    monday: monday.toString(),
    number: monday.weekOfYear ?? 0,
    range: { from: startOf(monday), to: startOf(monday.add({ days: 7 })) },
  };
}

/** The week to begin with: the running one, on its first day the one before, since it says nothing yet. */
export const firstWeek = (now: number, zone: string): Week =>
  weekOf(
    Temporal.Instant.fromEpochMilliseconds(now - dayMs)
      .toZonedDateTimeISO(zone)
      .toPlainDate()
      .toString(),
    zone,
  );

/** The week so many before or after. */
export const weekBeside = ({ monday }: Week, weeks: number, zone: string): Week =>
  weekOf(Temporal.PlainDate.from(monday).add({ weeks }).toString(), zone);
