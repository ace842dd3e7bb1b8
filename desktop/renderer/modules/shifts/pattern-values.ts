import { firstMonday } from "#shared/shifts/cycle-days.ts";
import { addDays, dayNumber } from "#shared/shifts/local-time.ts";
import { shiftPattern, type ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import type { TargetScope } from "#shared/shifts/shift-targets.ts";

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

export interface BreakValues {
  readonly name: string;
  readonly start: string;
  readonly end: string;
}

export interface ShiftValues {
  readonly code: string;
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly breaks: readonly BreakValues[];
  /** Pieces; empty = no target. */
  readonly target: number | string;
  readonly targetPer: TargetScope;
  /** Percent; empty = no target. */
  readonly targetOee: number | string;
  readonly targetQuality: number | string;
}

/** A shift nobody has filled in yet, but for its start. */
export const newShift = (start: string): ShiftValues => ({
  code: "",
  name: "",
  start,
  end: "",
  breaks: [],
  target: "",
  targetPer: "shift",
  targetOee: "",
  targetQuality: "",
});

export type ExceptionKind = ShiftPattern["exceptions"][number]["kind"];

/** A shift pattern as its form holds it: both kinds of cycle filled, empty text for what is absent. */
export interface PatternValues {
  /** Of the pattern itself; fixed once it is stored. */
  readonly code: string;
  readonly name: string;
  readonly shifts: readonly ShiftValues[];
  readonly cycleType: ShiftPattern["cycle"]["type"];
  /** Codes of the shifts of Monday to Sunday. */
  readonly week: readonly (readonly string[])[];
  /** First day of the rotating cycle, `YYYY-MM-DD`. */
  readonly anchor: string;
  /** Codes of the shifts of each day of the rotating cycle. */
  readonly days: readonly (readonly string[])[];
  readonly crews: readonly { readonly code: string; readonly name: string }[];
  /** First day of the first step of the crews' rotation. */
  readonly crewAnchor: string;
  readonly daysPerStep: number;
  /** Crew code by shift code. */
  readonly crewSteps: readonly Readonly<Record<string, string>>[];
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  readonly exceptions: readonly ExceptionValues[];
}

export interface ExceptionValues {
  readonly kind: ExceptionKind;
  readonly date: string;
  readonly shifts: readonly string[];
  /** Empty = as the rotation says. */
  readonly crew: string;
  /** The shift that is lengthened. */
  readonly shift: string;
  /** Minutes. */
  readonly earlier: number | string;
  readonly later: number | string;
  readonly name: string;
}

export const newException = (date: string): ExceptionValues => ({
  kind: "extra",
  date,
  shifts: [],
  crew: "",
  shift: "",
  earlier: "",
  later: "",
  name: "",
});

/** A stored pattern as form values; the kind of cycle it has not starts with the same seven days, or with none. */
export function patternValues(code: string, pattern: ShiftPattern, today: string): PatternValues {
  const { cycle } = pattern;
  const week = weekdays.map((day) => (cycle.type === "weekly" ? cycle[day] : []));
  return {
    code,
    name: pattern.name,
    shifts: pattern.shifts.map(({ target, targetPer, targetOee, targetQuality, ...shift }) => ({
      ...shift,
      target: target ?? "",
      targetPer: targetPer ?? "shift",
      targetOee: percentOf(targetOee),
      targetQuality: percentOf(targetQuality),
    })),
    cycleType: cycle.type,
    week,
    anchor: cycle.type === "rotating" ? cycle.anchor : today,
    days: cycle.type === "rotating" ? cycle.days : week,
    crews: pattern.crews ?? [],
    crewAnchor: pattern.crewRotation?.anchor ?? mondayOf(today),
    daysPerStep: pattern.crewRotation?.daysPerStep ?? 7,
    crewSteps: pattern.crewRotation?.steps ?? [{}],
    holidays: pattern.holidays,
    exceptions: pattern.exceptions.map((one) => ({
      ...newException(one.date),
      kind: one.kind,
      name: one.name ?? "",
      ...(one.kind === "closed"
        ? {}
        : one.kind === "extended"
          ? { shift: one.shift, earlier: one.earlier || "", later: one.later || "" }
          : { shifts: one.shifts, crew: one.crew ?? "" }),
    })),
  };
}

/** To four decimals of a percent, so that 0.07 is 7 and not 7.000000000000001. */
const percentOf = (share: number | undefined): number | string =>
  share === undefined ? "" : Math.round(share * 1e6) / 1e4;

const shareOf = (percent: number | string): number => Math.round(Number(percent) * 1e4) / 1e6;

/** The Monday on or before a date. */
const mondayOf = (date: string): string =>
  addDays(date, -((((dayNumber(date) - dayNumber(firstMonday)) % 7) + 7) % 7));

/** Two shifts from Monday to Friday, to begin with. */
export function newPattern(
  today: string,
  words: { readonly early: string; readonly late: string; readonly pause: string },
): PatternValues {
  const shift = (code: string, name: string, start: string, end: string, pause: string) => ({
    ...newShift(start),
    code,
    name,
    end,
    breaks: [{ name: words.pause, start: pause, end: pause.replace(":00", ":30") }],
  });
  const week = weekdays.map((_day, i) => (i < 5 ? ["E", "L"] : []));
  return {
    code: "",
    name: "",
    shifts: [
      shift("E", words.early, "06:00", "14:00", "10:00"),
      shift("L", words.late, "14:00", "22:00", "18:00"),
    ],
    cycleType: "weekly",
    week,
    anchor: today,
    days: week,
    crews: [],
    crewAnchor: mondayOf(today),
    daysPerStep: 7,
    crewSteps: [{}],
    holidays: [],
    exceptions: [],
  };
}

export type PatternReading =
  | { readonly ok: true; readonly pattern: ShiftPattern }
  /** The first broken rule of each field, by the form's field. */
  | { readonly ok: false; readonly issues: Readonly<Record<string, string>> };

/** The form checked by the very schema the engine checks with; each broken rule at the field that caused it. */
export function readPattern(values: PatternValues): PatternReading {
  const parsed = shiftPattern.safeParse(patternOf(values));
  if (parsed.success) return { ok: true, pattern: parsed.data };
  const found = parsed.error.issues.map(({ path, message }) => ({
    field: formField(path.map(String).join(".")),
    message,
  }));
  // A wrong code is wrong again on every day that plans it: said once, where it is typed.
  const hasWrongCode = found.some(({ field }) => /^shifts\.\d+\.code$/.test(field));
  const issues: Record<string, string> = {};
  for (const { field, message } of found)
    if (!(hasWrongCode && /^(week|days)\.|^exceptions\.\d+\.shifts$/.test(field)))
      issues[field] ??= message;
  return { ok: false, issues };
}

function patternOf(values: PatternValues): unknown {
  return {
    name: values.name,
    shifts: values.shifts.map(({ target, targetPer, targetOee, targetQuality, ...shift }) => ({
      ...shift,
      ...(target === "" ? {} : { target }),
      ...(target === "" || targetPer === "shift" ? {} : { targetPer }),
      ...(targetOee === "" ? {} : { targetOee: shareOf(targetOee) }),
      ...(targetQuality === "" ? {} : { targetQuality: shareOf(targetQuality) }),
    })),
    cycle:
      values.cycleType === "weekly"
        ? {
            type: "weekly",
            ...Object.fromEntries(weekdays.map((day, i) => [day, values.week[i] ?? []])),
          }
        : { type: "rotating", anchor: values.anchor, days: values.days },
    ...crewsOf(values),
    holidays: values.holidays,
    exceptions: values.exceptions.map(exceptionOf),
  };
}

function crewsOf({ crews, crewAnchor, daysPerStep, crewSteps }: PatternValues): object {
  if (crews.length === 0) return {};
  const steps = crewSteps.map((step) =>
    Object.fromEntries(Object.entries(step).filter(([, crew]) => crew !== "")),
  );
  const isAssigned = steps.some((step) => Object.keys(step).length > 0);
  return {
    crews,
    ...(isAssigned ? { crewRotation: { anchor: crewAnchor, daysPerStep, steps } } : {}),
  };
}

function exceptionOf(values: ExceptionValues): unknown {
  const { kind, date, shifts, crew, shift, name } = values;
  const head = { kind, date, ...(name.trim() === "" ? {} : { name }) };
  switch (kind) {
    case "closed":
      return head;
    case "extended":
      return {
        ...head,
        shift,
        earlier: Number(values.earlier || 0),
        later: Number(values.later || 0),
      };
    case "extra":
    case "replaced":
    case "overtime":
      return { ...head, shifts, ...(crew === "" ? {} : { crew }) };
    default:
      return kind satisfies never;
  }
}

/** The form's field for a path of the pattern, also as the engine writes it: `pattern.cycle.tuesday.0` → `week.1`. */
export function formField(path: string): string {
  const [head, second, third, ...rest] = path.replace(/^pattern\./, "").split(".");
  if (head === "cycle") {
    if (second === "days") return third === undefined ? "days" : `days.${third}`;
    const day = weekdays.findIndex((weekday) => weekday === second);
    return day === -1 ? (second ?? "cycleType") : `week.${day}`;
  }
  if (head === "crewRotation") {
    if (second === "steps") return third === undefined ? "crewSteps" : `crewSteps.${third}`;
    return second === "anchor" ? "crewAnchor" : (second ?? "crewSteps");
  }
  if (head === "exceptions" && third === "shifts") return `exceptions.${second}.shifts`;
  return [head, second, third, ...rest].filter((key) => key !== undefined).join(".");
}
