import { cycleDays, shiftsOn, type DatedShift } from "./cycle-days.ts";
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
  const issues = [...codeIssues(pattern), ...dateIssues(pattern), ...crewIssues(pattern)];
  return issues.length > 0 ? issues : [...cycleOverlaps(pattern), ...exceptionIssues(pattern)];
}

function codeIssues(pattern: ShiftPattern): PatternIssue[] {
  const known = pattern.shifts.map((shift) => shift.code);
  const lists = [
    ...cycleDays(pattern.cycle),
    ...pattern.exceptions.map((one, i) => ({
      path: ["exceptions", i, "shifts"],
      codes: one.kind === "closed" || one.kind === "extended" ? [] : one.shifts,
    })),
    ...pattern.exceptions.flatMap((one, i) =>
      one.kind === "extended" ? [{ path: ["exceptions", i], codes: [one.shift] }] : [],
    ),
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

/** A date is named once among the holidays, and once among the exceptions but for one `extended` per shift. */
const dateIssues = (pattern: ShiftPattern): PatternIssue[] => [
  ...twiceIn("holidays", pattern.holidays, (one) => one.date),
  ...twiceIn("exceptions", pattern.exceptions, (one) =>
    one.kind === "extended" ? `${one.date} ${one.shift}` : one.date,
  ),
];

function twiceIn<T extends { readonly date: string }>(
  list: "holidays" | "exceptions",
  items: readonly T[],
  keyOf: (item: T) => string,
): PatternIssue[] {
  return repeated(items.map(keyOf)).map((i) => ({
    path: [list, i, "date"],
    message: `${items[i]!.date} is there twice`,
  }));
}

/** Crews are unique and known, and the rotation names known shifts. */
function crewIssues({
  crews = [],
  crewRotation,
  shifts,
  exceptions,
}: ShiftPattern): PatternIssue[] {
  const known = crews.map((crew) => crew.code);
  const unknown = (path: (string | number)[], code: string | undefined): PatternIssue[] =>
    code === undefined || known.includes(code)
      ? []
      : [{ path, message: `the pattern has no crew "${code}"` }];
  const names = crews.map((crew) => crew.name.toLowerCase());
  return [
    ...repeated(known).map((i) => ({
      path: ["crews", i, "code"],
      message: `crew "${known[i]}" is there twice`,
    })),
    ...repeated(names).map((i) => ({
      path: ["crews", i, "name"],
      message: `crew "${crews[i]!.name}" is there twice`,
    })),
    ...(crewRotation?.steps ?? []).flatMap((step, i) =>
      Object.entries(step).flatMap(([shift, crew]) => {
        const path = ["crewRotation", "steps", i, shift];
        return [
          ...unknown(path, crew),
          ...(shifts.some((one) => one.code === shift)
            ? []
            : [{ path, message: `the pattern has no shift "${shift}"` }]),
        ];
      }),
    ),
    ...exceptions.flatMap((one, i) =>
      "crew" in one ? unknown(["exceptions", i, "crew"], one.crew) : [],
    ),
  ];
}

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

function placeDated({ shift, earlier, later }: DatedShift, day: number, path: (string | number)[]) {
  const usual = place(shift, day, path);
  return { ...usual, start: usual.start - earlier, end: usual.end + later };
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
    const path = ["exceptions", i, exception.kind === "extended" ? "shift" : "shifts"];
    const today = shiftsOn(pattern, exception.date);
    if (exception.kind === "extended") {
      if (exception.earlier + exception.later === 0)
        return [
          { path: ["exceptions", i, "later"], message: "must be longer than the usual shift" },
        ];
      if (!today.some(({ shift }) => shift.code === exception.shift))
        return [{ path, message: `shift "${exception.shift}" is not there on this date` }];
    }
    if (exception.kind === "extra" || exception.kind === "overtime") {
      const usual = shiftsOn({ ...pattern, exceptions: [] }, exception.date);
      const twice = usual.find(({ shift }) => exception.shifts.includes(shift.code));
      if (twice !== undefined)
        return [{ path, message: `shift "${twice.shift.code}" is there on this date anyway` }];
    }
    const placed = [
      ...shiftsOn(pattern, addDays(exception.date, -1)).map((one) => placeDated(one, -1, path)),
      ...today.map((one) => placeDated(one, 0, path)),
      ...shiftsOn(pattern, addDays(exception.date, 1)).map((one) => placeDated(one, 1, path)),
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
