import type { z } from "zod";
import type { shiftPattern } from "#shared/shifts/shift-pattern.ts";
import {
  addDays,
  dateOf,
  dayNumber,
  instantOf,
  minuteOfDay,
  minutesBetween,
} from "#shared/shifts/local-time.ts";
import { demoZone } from "./anchor.ts";
import type { Profile } from "./profile.ts";

export type DemoShiftPattern = z.input<typeof shiftPattern> & { cycle: { type: "weekly" } };

/** A stretch in which people work at the machine, rest, look after it, or are not there. Instants in UTC milliseconds. */
export interface CalendarSlot {
  readonly start: number;
  readonly end: number;
  readonly kind: "work" | "break" | "maintenance" | "off";
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

/** 1970-01-01 was a Thursday. */
const weekdayOf = (date: string): number => (((dayNumber(date) + 3) % 7) + 7) % 7;

/**
 * The working times from an instant on, without gaps and without an end.
 * Read from the pattern by the demo itself, so that the truth does not rest on the code it is meant to check.
 */
export function* calendarSlots(
  pattern: DemoShiftPattern,
  maintenance: Profile["maintenance"],
  from: number,
): Generator<CalendarSlot, never> {
  let cursor = from;
  for (let date = addDays(dateOf(from, demoZone), -1); ; date = addDays(date, 1)) {
    for (const slot of slotsOfDay(pattern, maintenance, date)) {
      if (slot.end <= cursor) continue;
      if (slot.start > cursor) yield { start: cursor, end: slot.start, kind: "off" };
      yield { ...slot, start: Math.max(slot.start, cursor) };
      cursor = slot.end;
    }
  }
}

function slotsOfDay(
  pattern: DemoShiftPattern,
  maintenance: Profile["maintenance"],
  date: string,
): CalendarSlot[] {
  const codes = pattern.cycle[weekdays[weekdayOf(date)]!] ?? [];
  return pattern.shifts
    .filter((shift) => codes.includes(shift.code))
    .toSorted((a, b) => minuteOfDay(a.start) - minuteOfDay(b.start))
    .flatMap((shift) => {
      const span = spanAt(date, shift.start, shift.end);
      const breaks = (shift.breaks ?? []).map((rest) => ({
        ...spanAt(
          isBefore(rest.start, shift.start) ? addDays(date, 1) : date,
          rest.start,
          rest.end,
        ),
        kind: "break" as const,
      }));
      return withoutGaps(span, [...breaks, ...upkeepOf(maintenance, date)]);
    });
}

const isBefore = (a: string, b: string): boolean => minuteOfDay(a) < minuteOfDay(b);

function spanAt(date: string, start: string, end: string): { start: number; end: number } {
  const first = minuteOfDay(start);
  return {
    start: instantOf(date, first, demoZone),
    end: instantOf(date, first + minutesBetween(start, end), demoZone),
  };
}

function upkeepOf(maintenance: Profile["maintenance"], date: string): CalendarSlot[] {
  if (maintenance === undefined || weekdayOf(date) !== maintenance.weekday) return [];
  const minute = minuteOfDay(maintenance.start);
  return [
    {
      start: instantOf(date, minute, demoZone),
      end: instantOf(date, minute + maintenance.minutes, demoZone),
      kind: "maintenance",
    },
  ];
}

/** The shift cut up by what interrupts it. */
function withoutGaps(
  shift: { start: number; end: number },
  interruptions: CalendarSlot[],
): CalendarSlot[] {
  const slots: CalendarSlot[] = [];
  let cursor = shift.start;
  for (const pause of interruptions.toSorted((a, b) => a.start - b.start)) {
    const start = Math.max(pause.start, cursor);
    const end = Math.min(pause.end, shift.end);
    if (start >= end) continue;
    if (start > cursor) slots.push({ start: cursor, end: start, kind: "work" });
    slots.push({ start, end, kind: pause.kind });
    cursor = end;
  }
  if (cursor < shift.end) slots.push({ start: cursor, end: shift.end, kind: "work" });
  return slots;
}
