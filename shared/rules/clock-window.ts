import { Temporal } from "temporal-polyfill";
import { minuteOfDay } from "../shifts/local-time.ts";

/** A window of the plant's clock; an end at or before the start lies on the next day. */
export interface ClockWindow {
  readonly from: string;
  readonly to: string;
  /** Days on which windows begin, 1 = Monday; absent = every day. */
  readonly weekdays?: readonly number[] | undefined;
}

/**
 * Whether an instant lies in a window by the wall clock. So 02:30 of the night in which it comes twice is inside
 * 22:00–06:00 both times, and a window over midnight belongs to the day on which it began.
 */
export function isInWindow({ from, to, weekdays }: ClockWindow, at: number, zone: string): boolean {
  const clock = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const minute = clock.hour * 60 + clock.minute;
  const begin = minuteOfDay(from);
  const end = minuteOfDay(to);
  const isOverMidnight = end <= begin;
  const isInside = isOverMidnight
    ? minute >= begin || minute < end
    : minute >= begin && minute < end;
  if (!isInside) return false;
  if (weekdays === undefined) return true;
  const beganYesterday = isOverMidnight && minute < begin;
  const day = beganYesterday ? clock.toPlainDate().subtract({ days: 1 }) : clock;
  return weekdays.includes(day.dayOfWeek);
}
