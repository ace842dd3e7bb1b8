import type { Span } from "#shared/kernel/span.ts";
import type { ShiftSpan } from "#shared/oee/time-model.ts";
import { shiftsOn } from "./cycle-days.ts";
import { addDays, instantOf, minuteOfDay, minutesBetween, minutesPerDay } from "./local-time.ts";
import type { Shift, ShiftPattern } from "./shift-pattern.ts";

/** A shift on its date, expanded to instants; it gets its id where it is stored. Unique by business date and code. */
export interface ExpandedShift extends Omit<ShiftSpan, "id"> {
  /** Pieces the shift aims at; null = no target. */
  readonly target: number | null;
}

/**
 * The shifts whose business date lies in `[fromDate, toDate)`, sorted, as UTC instants in the plant's zone.
 * Their lengths are differences of instants: a night shift over the end of summer time is an hour longer. A shift or
 * break that the clocks skip altogether is left out.
 */
export function expandShifts(
  pattern: ShiftPattern,
  zone: string,
  fromDate: string,
  toDate: string,
): ExpandedShift[] {
  const shifts: ExpandedShift[] = [];
  for (let date = fromDate; date < toDate; date = addDays(date, 1))
    shifts.push(...shiftsOn(pattern, date).flatMap((shift) => expand(shift, date, zone)));
  return shifts;
}

function expand(shift: Shift, date: string, zone: string): ExpandedShift[] {
  const begin = minuteOfDay(shift.start);
  const onClock = (minute: number, minutes: number): Span => ({
    start: instantOf(date, minute, zone),
    end: instantOf(date, minute + minutes, zone),
  });
  const span = onClock(begin, minutesBetween(shift.start, shift.end));
  if (span.start >= span.end) return [];
  const breaks = shift.breaks
    .map((pause) => {
      const minute = minuteOfDay(pause.start);
      const afterMidnight = minute < begin ? minutesPerDay : 0;
      return {
        name: pause.name,
        ...onClock(minute + afterMidnight, minutesBetween(pause.start, pause.end)),
      };
    })
    .filter((pause) => pause.start < pause.end)
    .sort((a, b) => a.start - b.start);
  return [
    {
      code: shift.code,
      name: shift.name,
      businessDate: date,
      ...span,
      breaks,
      target: shift.target ?? null,
    },
  ];
}
