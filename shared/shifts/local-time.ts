import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/** A wall-clock time of the plant, `HH:MM`. */
export const localTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time of day such as 06:00 or 22:30" });

/** A calendar date of the plant, `YYYY-MM-DD`. */
export const localDate = z.iso.date({ error: "must be a date such as 2026-03-28" });

export const minutesPerDay = 1_440;

/** Minutes after local midnight. */
export function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** Length of a stretch of wall-clock time in minutes; an end at or before the start lies on the next day. */
export const minutesBetween = (start: string, end: string): number =>
  ((minuteOfDay(end) - minuteOfDay(start) + minutesPerDay - 1) % minutesPerDay) + 1;

/** Days since 1970-01-01, so that dates can be counted. */
export const dayNumber = (date: string): number =>
  Temporal.PlainDate.from("1970-01-01").until(date, { largestUnit: "days" }).days;

export const addDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** The local date of an instant. */
export const dateOf = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();

/**
 * The instant of a wall-clock time, UTC milliseconds. A time that the clocks skip moves to the next valid instant
 * (02:30 in a spring night is the 03:00 that follows); one that comes twice is its first occurrence.
 *
 * @param minute minutes after midnight of `date`, may exceed one day or lie before it
 */
export function instantOf(date: string, minute: number, zone: string): number {
  const wall = Temporal.PlainDate.from(
    addDays(date, Math.floor(minute / minutesPerDay)),
  ).toPlainDateTime({
    hour: Math.floor((((minute % minutesPerDay) + minutesPerDay) % minutesPerDay) / 60),
    minute: ((minute % 60) + 60) % 60,
  });
  const first = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (first.toPlainDateTime().equals(wall)) return first.epochMilliseconds;
  // Inside a gap "earlier" reads the time with the later offset, which lies before the transition.
  return (first.getTimeZoneTransition("next") ?? first).epochMilliseconds;
}
