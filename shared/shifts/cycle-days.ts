import { crewOn } from "./crews.ts";
import { dayNumber } from "./local-time.ts";
import type { PatternException, Shift, ShiftPattern } from "./shift-pattern.ts";

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

/** A shift as it is worked on one date. */
export interface DatedShift {
  readonly shift: Shift;
  /** Overtime before its usual start and after its usual end, minutes by the wall clock. */
  readonly earlier: number;
  readonly later: number;
  readonly isOvertime: boolean;
  /** Code of its crew; null = none. */
  readonly crew: string | null;
}

type Extension = Extract<PatternException, { kind: "extended" }>;
type DayPlan = Exclude<PatternException, Extension>;

/** The shifts that start on a date: those of the exception, else none on a holiday, else those of the cycle. */
export function shiftsOn(pattern: ShiftPattern, date: string): DatedShift[] {
  const special = pattern.exceptions.filter((one) => one.date === date);
  const plan = special.find((one): one is DayPlan => one.kind !== "extended");
  const extensions = special.filter((one): one is Extension => one.kind === "extended");
  const isHoliday = pattern.holidays.some((holiday) => holiday.date === date);
  const codes = codesUnder(plan, isHoliday ? [] : codesOfCycle(pattern, date));
  const isNamed = (code: string) =>
    plan !== undefined && plan.kind !== "closed" && plan.shifts.includes(code);
  return pattern.shifts
    .filter((shift) => codes.includes(shift.code))
    .map((shift) => {
      const longer = extensions.find((one) => one.shift === shift.code);
      const crew =
        plan !== undefined && plan.kind !== "closed" && isNamed(shift.code) ? plan.crew : undefined;
      return {
        shift,
        earlier: longer?.earlier ?? 0,
        later: longer?.later ?? 0,
        isOvertime: longer !== undefined || (plan?.kind === "overtime" && isNamed(shift.code)),
        crew: crew ?? crewOn(pattern, shift.code, date),
      };
    })
    .sort((a, b) => (a.shift.start < b.shift.start ? -1 : a.shift.start > b.shift.start ? 1 : 0));
}

function codesUnder(plan: DayPlan | undefined, usual: readonly string[]): readonly string[] {
  if (plan === undefined) return usual;
  switch (plan.kind) {
    case "closed":
      return [];
    case "extra":
    case "overtime":
      return [...usual, ...plan.shifts];
    case "replaced":
      return plan.shifts;
    default:
      return plan satisfies never;
  }
}

function codesOfCycle({ cycle }: ShiftPattern, date: string): readonly string[] {
  const days = cycleDays(cycle);
  const anchor = cycle.type === "weekly" ? firstMonday : cycle.anchor;
  const since = dayNumber(date) - dayNumber(anchor);
  return days[((since % days.length) + days.length) % days.length]!.codes;
}
