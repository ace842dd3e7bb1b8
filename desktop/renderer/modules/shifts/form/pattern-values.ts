import type { ShiftPattern } from "#shared/shifts/shift-pattern.ts";

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;
export type Weekday = (typeof weekdays)[number];

export interface BreakValues {
  readonly key: string;
  name: string;
  start: string;
  end: string;
}

export interface ShiftValues {
  /** Names the shift inside the form, so that day plans follow when its code is changed. */
  readonly key: string;
  code: string;
  name: string;
  start: string;
  end: string;
  breaks: BreakValues[];
  /** Pieces; empty = no target. */
  target: number | string;
}

export interface HolidayValues {
  readonly key: string;
  date: string;
  name: string;
}

export interface ExceptionValues {
  readonly key: string;
  kind: "closed" | "extra" | "replaced";
  date: string;
  name: string;
  /** Keys of shifts. */
  shifts: string[];
}

/** A shift pattern as its form holds it. Day plans are lists of shift keys. */
export interface PatternValues {
  /** The code of the pattern itself; fixed once it is stored. */
  code: string;
  name: string;
  shifts: ShiftValues[];
  cycleType: "weekly" | "rotating";
  /** Monday to Sunday. */
  weekly: string[][];
  anchor: string;
  rotating: string[][];
  holidays: HolidayValues[];
  exceptions: ExceptionValues[];
}

/**
 * A stored pattern as form values. Both kinds of cycle are filled, so that switching between them starts with
 * something: the other kind gets the same seven days, or none.
 *
 * @param today date a rotating cycle would begin on if the pattern has none yet
 */
export function patternValues(code: string, pattern: ShiftPattern, today: string): PatternValues {
  const { cycle } = pattern;
  const keyOf = new Map(pattern.shifts.map((shift, i) => [shift.code, `s${i}`]));
  const keys = (codes: readonly string[]) =>
    codes.map((one) => keyOf.get(one)).filter((key) => key !== undefined);
  const weekly = weekdays.map((day) => (cycle.type === "weekly" ? keys(cycle[day]) : []));
  return {
    code,
    name: pattern.name,
    shifts: pattern.shifts.map((shift, i) => ({
      key: `s${i}`,
      code: shift.code,
      name: shift.name,
      start: shift.start,
      end: shift.end,
      breaks: shift.breaks.map((pause, j) => ({ key: `s${i}b${j}`, ...pause })),
      target: shift.target ?? "",
    })),
    cycleType: cycle.type,
    weekly,
    anchor: cycle.type === "rotating" ? cycle.anchor : today,
    rotating: cycle.type === "rotating" ? cycle.days.map(keys) : weekly,
    holidays: pattern.holidays.map((holiday, i) => ({ key: `h${i}`, ...holiday })),
    exceptions: pattern.exceptions.map((one, i) => ({
      key: `e${i}`,
      kind: one.kind,
      date: one.date,
      name: one.name ?? "",
      shifts: one.kind === "closed" ? [] : keys(one.shifts),
    })),
  };
}

/**
 * What the form says, in the shape of `shiftPattern` but unchecked. Day plans name codes in the order of the shifts;
 * a shift that was removed is gone from every plan.
 */
export function patternOfValues(values: PatternValues): unknown {
  const codes = (keys: readonly string[]) => plannedShifts(values, keys).map((shift) => shift.code);
  return {
    name: values.name,
    shifts: values.shifts.map((shift) => ({
      code: shift.code,
      name: shift.name,
      start: shift.start,
      end: shift.end,
      breaks: shift.breaks.map(({ name, start, end }) => ({ name, start, end })),
      ...(shift.target === "" ? {} : { target: shift.target }),
    })),
    cycle:
      values.cycleType === "weekly"
        ? {
            type: "weekly",
            ...Object.fromEntries(weekdays.map((day, i) => [day, codes(values.weekly[i]!)])),
          }
        : { type: "rotating", anchor: values.anchor, days: values.rotating.map(codes) },
    holidays: values.holidays.map(({ date, name }) => ({ date, name })),
    exceptions: values.exceptions.map((one) => ({
      kind: one.kind,
      date: one.date,
      ...(one.kind === "closed" ? {} : { shifts: codes(one.shifts) }),
      ...(one.name.trim() === "" ? {} : { name: one.name }),
    })),
  };
}

/** The shifts a plan names, in the order of the pattern. */
export const plannedShifts = (
  values: Pick<PatternValues, "shifts">,
  keys: readonly string[],
): ShiftValues[] => values.shifts.filter((shift) => keys.includes(shift.key));

/** A plan with one shift switched on or off. */
export const toggled = (keys: readonly string[], key: string): string[] =>
  keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key];

/** A cycle of another length: cut at its end, or lengthened with days without shifts. */
export const cycleOfLength = (days: readonly string[][], length: number): string[][] =>
  Array.from({ length }, (_, day) => days[day] ?? []);

/** A shift that begins where the last one ends, for the button that adds one. */
export function nextShift(shifts: readonly ShiftValues[], key: string): ShiftValues {
  const last = shifts.at(-1);
  return { key, code: "", name: "", start: last?.end ?? "", end: "", breaks: [], target: "" };
}
