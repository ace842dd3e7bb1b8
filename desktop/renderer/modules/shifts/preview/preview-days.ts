import { Temporal } from "temporal-polyfill";
import { addDays, minutesPerDay } from "#shared/shifts/local-time.ts";
import type { ShiftRow } from "#shared/shifts/shifts.contract.ts";

/** A stretch of a day by its wall clock, minutes after midnight. */
interface ClockStretch {
  readonly from: number;
  readonly to: number;
}

/** The part of a shift that lies on one date. */
export interface PreviewBar extends ClockStretch {
  readonly shift: ShiftRow;
  /** It began on the date before. */
  readonly isRest: boolean;
  /** How much longer the whole shift is than the wall clock says, ms. */
  readonly clockExtraMs: number;
  readonly breaks: readonly ClockStretch[];
}

export interface PreviewDay {
  readonly date: string;
  readonly bars: readonly PreviewBar[];
  /** The shifts that start on this date. */
  readonly shifts: readonly PreviewShift[];
  /** True length of those shifts without their breaks, ms. */
  readonly plannedMs: number;
  /** Where the clocks are changed on this date; null on all other days. */
  readonly clockChange: ClockChange | null;
}

export interface PreviewShift {
  readonly row: ShiftRow;
  /** Difference of its instants, ms. */
  readonly lengthMs: number;
  /** How much longer (or, negative, shorter) it is than the wall clock says, ms; 0 on ordinary days. */
  readonly clockExtraMs: number;
}

/** Clocks go forward: `[from, to)` does not exist. Clocks go back: `[from, to)` comes twice. */
export interface ClockChange extends ClockStretch {
  readonly kind: "skipped" | "twice";
}

/**
 * Shifts laid out by the wall clock, one row per date. A shift over midnight is cut there; its hours count on the date
 * it starts.
 *
 * @param rows shifts from the date before `fromDate` on, so that the first morning has what began the night before
 */
export function previewDays(
  rows: readonly ShiftRow[],
  zone: string,
  fromDate: string,
  days: number,
): PreviewDay[] {
  const bars = rows.flatMap((row) => barsOf(row, zone));
  return Array.from({ length: days }, (_, i) => {
    const date = addDays(fromDate, i);
    const shifts = rows
      .filter((row) => row.businessDate === date)
      .map((row) => ({
        row,
        lengthMs: row.end - row.start,
        clockExtraMs: clockExtra(row, zone),
      }));
    return {
      date,
      bars: bars.filter((bar) => bar.date === date).map(({ date: _date, ...bar }) => bar),
      shifts,
      plannedMs: shifts.reduce((sum, shift) => sum + plannedOf(shift.row), 0),
      clockChange: clockChangeOn(date, zone),
    };
  });
}

const plannedOf = (row: ShiftRow): number =>
  row.breaks.reduce((left, pause) => left - (pause.end - pause.start), row.end - row.start);

function barsOf(row: ShiftRow, zone: string): (PreviewBar & { date: string })[] {
  const first = wallClock(row.start, zone).toPlainDate();
  return stretches(row.start, row.end, zone).map((stretch) => ({
    ...stretch,
    shift: row,
    clockExtraMs: clockExtra(row, zone),
    isRest: stretch.date !== first.toString(),
    breaks: row.breaks.flatMap((pause) =>
      stretches(pause.start, pause.end, zone)
        .filter((part) => part.date === stretch.date)
        .map(({ from, to }) => ({ from, to })),
    ),
  }));
}

/** A span cut at the midnights of the plant. */
function stretches(start: number, end: number, zone: string): (ClockStretch & { date: string })[] {
  const first = wallClock(start, zone);
  const last = wallClock(end, zone);
  const parts: (ClockStretch & { date: string })[] = [];
  for (
    let date = first.toPlainDate();
    Temporal.PlainDate.compare(date, last.toPlainDate()) <= 0;
    date = date.add({ days: 1 })
  ) {
    const from = date.equals(first.toPlainDate()) ? minuteOf(first) : 0;
    const to = date.equals(last.toPlainDate()) ? minuteOf(last) : minutesPerDay;
    if (from < to) parts.push({ date: date.toString(), from, to });
  }
  return parts;
}

function clockExtra(row: ShiftRow, zone: string): number {
  const shown = wallClock(row.start, zone).until(wallClock(row.end, zone), {
    largestUnit: "hours",
  });
  return row.end - row.start - shown.total("milliseconds");
}

function clockChangeOn(date: string, zone: string): ClockChange | null {
  const midnight = Temporal.PlainDate.from(date).toZonedDateTime(zone);
  const change = midnight.getTimeZoneTransition("next");
  if (change === null || change.toPlainDate().toString() !== date) return null;
  const before = change.subtract({ milliseconds: 1 });
  const shift = (change.offsetNanoseconds - before.offsetNanoseconds) / 60e9;
  const to = minuteOf(change.toPlainDateTime());
  return shift > 0
    ? { kind: "skipped", from: to - shift, to }
    : { kind: "twice", from: to, to: to - shift };
}

/** The date on which the clocks change next; null in zones without summer time. */
export const nextClockChange = (at: number, zone: string): string | null =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition("next")
    ?.toPlainDate()
    .toString() ?? null;

const wallClock = (at: number, zone: string): Temporal.PlainDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();

const minuteOf = (wall: Temporal.PlainDateTime): number => wall.hour * 60 + wall.minute;
