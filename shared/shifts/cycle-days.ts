import { dayNumber } from "./local-time.ts";
import type { Shift, ShiftPattern } from "./shift-pattern.ts";

/** The day plans of a cycle from its first day on, each with its path in the pattern. */
export interface CycleDay {
  readonly path: readonly (string | number)[];
  readonly codes: readonly string[];
}

const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** A weekly cycle is one of seven days that is anchored to a Monday. */
export const firstMonday = "1970-01-05";

export function cycleDays(cycle: ShiftPattern["cycle"]): CycleDay[] {
  switch (cycle.type) {
    case "weekly":
      return weekdays.map((day) => ({ path: ["cycle", day], codes: cycle[day] }));
    case "rotating":
      return cycle.days.map((codes, i) => ({ path: ["cycle", "days", i], codes }));
    default:
      return cycle satisfies never;
  }
}

/** The shifts that start on a date: those of the exception, else none on a holiday, else those of the cycle. */
export function shiftsOn(pattern: ShiftPattern, date: string): Shift[] {
  const codes = codesOn(pattern, date);
  return pattern.shifts
    .filter((shift) => codes.includes(shift.code))
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

function codesOn(pattern: ShiftPattern, date: string): readonly string[] {
  const isHoliday = pattern.holidays.some((holiday) => holiday.date === date);
  const usual = isHoliday ? [] : codesOfCycle(pattern, date);
  const exception = pattern.exceptions.find((one) => one.date === date);
  if (exception === undefined) return usual;
  switch (exception.kind) {
    case "closed":
      return [];
    case "extra":
      return [...usual, ...exception.shifts];
    case "replaced":
      return exception.shifts;
    default:
      return exception satisfies never;
  }
}

function codesOfCycle({ cycle }: ShiftPattern, date: string): readonly string[] {
  const days = cycleDays(cycle);
  const anchor = cycle.type === "weekly" ? firstMonday : cycle.anchor;
  const since = dayNumber(date) - dayNumber(anchor);
  return days[((since % days.length) + days.length) % days.length]!.codes;
}
