import { shiftPattern, type ShiftPattern } from "#shared/shifts/shift-pattern.ts";

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
}

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
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
  readonly exceptions: readonly {
    readonly kind: ExceptionKind;
    readonly date: string;
    readonly shifts: readonly string[];
    readonly name: string;
  }[];
}

/** A stored pattern as form values; the kind of cycle it has not starts with the same seven days, or with none. */
export function patternValues(code: string, pattern: ShiftPattern, today: string): PatternValues {
  const { cycle } = pattern;
  const week = weekdays.map((day) => (cycle.type === "weekly" ? cycle[day] : []));
  return {
    code,
    name: pattern.name,
    shifts: pattern.shifts.map((shift) => ({ ...shift, target: shift.target ?? "" })),
    cycleType: cycle.type,
    week,
    anchor: cycle.type === "rotating" ? cycle.anchor : today,
    days: cycle.type === "rotating" ? cycle.days : week,
    holidays: pattern.holidays,
    exceptions: pattern.exceptions.map((one) => ({
      kind: one.kind,
      date: one.date,
      shifts: one.kind === "closed" ? [] : one.shifts,
      name: one.name ?? "",
    })),
  };
}

/** Two shifts from Monday to Friday, to begin with. */
export function newPattern(
  today: string,
  words: { readonly early: string; readonly late: string; readonly pause: string },
): PatternValues {
  const shift = (code: string, name: string, start: string, end: string, pause: string) => ({
    code,
    name,
    start,
    end,
    breaks: [{ name: words.pause, start: pause, end: pause.replace(":00", ":30") }],
    target: "",
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
    shifts: values.shifts.map(({ target, ...shift }) =>
      target === "" ? shift : { ...shift, target },
    ),
    cycle:
      values.cycleType === "weekly"
        ? {
            type: "weekly",
            ...Object.fromEntries(weekdays.map((day, i) => [day, values.week[i] ?? []])),
          }
        : { type: "rotating", anchor: values.anchor, days: values.days },
    holidays: values.holidays,
    exceptions: values.exceptions.map(({ kind, date, shifts, name }) => ({
      kind,
      date,
      ...(kind === "closed" ? {} : { shifts }),
      ...(name.trim() === "" ? {} : { name }),
    })),
  };
}

/** The form's field for a path of the pattern, also as the engine writes it: `pattern.cycle.tuesday.0` → `week.1`. */
export function formField(path: string): string {
  const [head, second, third, ...rest] = path.replace(/^pattern\./, "").split(".");
  if (head === "cycle") {
    if (second === "days") return third === undefined ? "days" : `days.${third}`;
    const day = weekdays.findIndex((weekday) => weekday === second);
    return day === -1 ? (second ?? "cycleType") : `week.${day}`;
  }
  if (head === "exceptions" && third === "shifts") return `exceptions.${second}.shifts`;
  return [head, second, third, ...rest].filter((key) => key !== undefined).join(".");
}
