import type { Span } from "#shared/kernel/span.ts";
import type { ShiftSpan } from "#shared/oee/time-model.ts";
import { crewName } from "./crews.ts";
import { shiftsOn, type DatedShift } from "./cycle-days.ts";
import { addDays, instantOf, minuteOfDay, minutesBetween, minutesPerDay } from "./local-time.ts";
import type { ShiftPattern } from "./shift-pattern.ts";
import type { ShiftTargets } from "./shift-targets.ts";

/** A shift on its date, expanded to instants; it gets its id where it is stored. Unique by business date and code. */
export interface ExpandedShift extends Omit<ShiftSpan, "id"> {
  readonly targets: ShiftTargets;
  /** Name of its crew; null = none. */
  readonly crew: string | null;
  /** Added or lengthened by an exception. */
  readonly isOvertime: boolean;
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
    shifts.push(...shiftsOn(pattern, date).flatMap((dated) => expand(pattern, dated, date, zone)));
  return shifts;
}

function expand(
  pattern: ShiftPattern,
  { shift, earlier, later, crew, isOvertime }: DatedShift,
  date: string,
  zone: string,
): ExpandedShift[] {
  const begin = minuteOfDay(shift.start);
  const onClock = (minute: number, minutes: number): Span => ({
    start: instantOf(date, minute, zone),
    end: instantOf(date, minute + minutes, zone),
  });
  const span = onClock(begin - earlier, earlier + minutesBetween(shift.start, shift.end) + later);
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
      targets: {
        pieces: shift.target ?? null,
        per: shift.targetPer ?? "shift",
        oee: shift.targetOee ?? null,
        quality: shift.targetQuality ?? null,
      },
      crew: crew === null ? null : crewName(pattern, crew),
      isOvertime,
    },
  ];
}
