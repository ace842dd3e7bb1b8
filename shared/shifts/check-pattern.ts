import { cycleDays, shiftsOn } from "./cycle-days.ts";
import { addDays, minuteOfDay, minutesBetween, minutesPerDay } from "./local-time.ts";
import type { Shift, ShiftPattern } from "./shift-pattern.ts";

/** A rule broken somewhere in a pattern, with the path of the value to change. */
export interface PatternIssue {
  readonly path: (string | number)[];
  readonly message: string;
}

/** Breaks lie inside their shift and do not overlap. */
export function breakIssues(shift: Shift): PatternIssue[] {
  const length = minutesBetween(shift.start, shift.end);
  const placed = shift.breaks.map((pause, i) => {
    const start =
      (minuteOfDay(pause.start) - minuteOfDay(shift.start) + minutesPerDay) % minutesPerDay;
    return {
      path: ["breaks", i],
      name: pause.name,
      start,
      end: start + minutesBetween(pause.start, pause.end),
    };
  });
  const outside = placed.filter((pause) => pause.end > length);
  return [
    ...outside.map(({ path, name }) => ({
      path,
      message: `break "${name}" is not inside the shift`,
    })),
    ...overlaps(placed).map(([pause, before]) => ({
      path: pause.path,
      message: `break "${pause.name}" overlaps break "${before.name}"`,
    })),
  ];
}

/** Codes are unique and known, dates are named once, and no two shifts overlap, also over midnight and the cycle's end. */
export function patternIssues(pattern: ShiftPattern): PatternIssue[] {
  const issues = [...codeIssues(pattern), ...dateIssues(pattern)];
  return issues.length > 0 ? issues : [...cycleOverlaps(pattern), ...exceptionIssues(pattern)];
}

function codeIssues(pattern: ShiftPattern): PatternIssue[] {
  const known = pattern.shifts.map((shift) => shift.code);
  const lists = [
    ...cycleDays(pattern.cycle),
    ...pattern.exceptions.map((one, i) => ({
      path: ["exceptions", i, "shifts"],
      codes: one.kind === "closed" ? [] : one.shifts,
    })),
  ];
  return [
    ...repeated(known).map((i) => ({
      path: ["shifts", i, "code"],
      message: `shift "${known[i]}" is there twice`,
    })),
    ...lists.flatMap(({ path, codes }) => [
      ...codes.flatMap((code, i) =>
        known.includes(code)
          ? []
          : [{ path: [...path, i], message: `the pattern has no shift "${code}"` }],
      ),
      ...repeated(codes).map((i) => ({
        path: [...path, i],
        message: `shift "${codes[i]}" is there twice`,
      })),
    ]),
  ];
}

const dateIssues = (pattern: ShiftPattern): PatternIssue[] =>
  (["holidays", "exceptions"] as const).flatMap((list) => {
    const dates = pattern[list].map((one) => one.date);
    return repeated(dates).map((i) => ({
      path: [list, i, "date"],
      message: `${dates[i]} is there twice`,
    }));
  });

/** A shift with its minutes since some first midnight. */
interface PlacedShift {
  readonly path: (string | number)[];
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function place(shift: Shift, day: number, path: (string | number)[]): PlacedShift {
  const start = day * minutesPerDay + minuteOfDay(shift.start);
  return { path, name: shift.name, start, end: start + minutesBetween(shift.start, shift.end) };
}

function cycleOverlaps(pattern: ShiftPattern): PatternIssue[] {
  const days = cycleDays(pattern.cycle);
  const placed = days.flatMap(({ path, codes }, day) =>
    codes.map((code, i) =>
      place(
        pattern.shifts.find((shift) => shift.code === code)!,
        day,
        [...path, i],
      ),
    ),
  );
  // The cycle repeats, so its last night may run into its first morning.
  const length = days.length * minutesPerDay;
  const first = placed.toSorted((a, b) => a.start - b.start)[0];
  const again =
    first === undefined ? [] : [{ ...first, start: first.start + length, end: first.end + length }];
  return overlaps([...placed, ...again]).map(issueOf);
}

/** The shifts of an exception against the usual ones and against those of the dates before and after. */
function exceptionIssues(pattern: ShiftPattern): PatternIssue[] {
  return pattern.exceptions.flatMap((exception, i) => {
    const path = ["exceptions", i, "shifts"];
    const today = shiftsOn(pattern, exception.date);
    const usual =
      exception.kind === "extra" ? shiftsOn({ ...pattern, exceptions: [] }, exception.date) : [];
    const twice = usual.filter(
      (shift) => exception.kind === "extra" && exception.shifts.includes(shift.code),
    );
    if (twice.length > 0)
      return [{ path, message: `shift "${twice[0]!.code}" is there on this date anyway` }];
    const placed = [
      ...shiftsOn(pattern, addDays(exception.date, -1)).map((shift) => place(shift, -1, path)),
      ...today.map((shift) => place(shift, 0, path)),
      ...shiftsOn(pattern, addDays(exception.date, 1)).map((shift) => place(shift, 1, path)),
    ];
    return overlaps(placed).slice(0, 1).map(issueOf);
  });
}

const issueOf = ([later, earlier]: [PlacedShift, PlacedShift]): PatternIssue => ({
  path: later.path,
  message: `shift "${later.name}" overlaps shift "${earlier.name}"`,
});

/** Pairs of neighbours that overlap, the later first. Where any two overlap, two neighbours do. */
function overlaps<T extends { readonly start: number; readonly end: number }>(
  items: readonly T[],
): [T, T][] {
  const sorted = items.toSorted((a, b) => a.start - b.start);
  return sorted
    .slice(1)
    .flatMap((item, i): [T, T][] => (item.start < sorted[i]!.end ? [[item, sorted[i]!]] : []));
}

const repeated = (values: readonly string[]): number[] =>
  values.flatMap((value, i) => (values.indexOf(value) < i ? [i] : []));
