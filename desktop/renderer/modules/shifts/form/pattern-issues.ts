import { shiftPattern, type ShiftPattern } from "#shared/shifts/shift-pattern.ts";
import { patternOfValues, weekdays, type PatternValues } from "./pattern-values.ts";

/** A broken rule: its words in English, or the key of words of this module when a row or a date is missing. */
export interface FieldIssue {
  readonly rule: string;
  /** Key below `shifts:issues`; absent = the rule's own words say enough. */
  readonly key?: "atLeastOneShift" | "dateTwice" | "target" | "tooLong";
  /** Between fields that are each right by themselves: shown at once, not first when the field is left. */
  readonly isBetweenFields: boolean;
}

export type PatternReading =
  | { readonly ok: true; readonly pattern: ShiftPattern }
  | { readonly ok: false; readonly issues: ReadonlyMap<string, FieldIssue> };

/** The form checked by the very schema the engine checks with; issues by the field that caused them. */
export function readPattern(values: PatternValues): PatternReading {
  const parsed = shiftPattern.safeParse(patternOfValues(values));
  if (parsed.success) return { ok: true, pattern: parsed.data };
  const all = parsed.error.issues.map((issue) => ({
    field: fieldOfPath(issue.path),
    path: issue.path,
    issue,
  }));
  // A wrong code is wrong again on every day that plans it: said once, where it is typed.
  const hasWrongCode = all.some(({ field }) => /^shifts\.\d+\.code$/.test(field));
  const issues = new Map<string, FieldIssue>();
  for (const { field, path, issue } of all) {
    if (hasWrongCode && isPlan(path)) continue;
    if (issues.has(field)) continue;
    issues.set(field, {
      rule: issue.message,
      isBetweenFields: issue.code === "custom",
      ...keyOf(field, issue),
    });
  }
  return { ok: false, issues };
}

const isPlan = (path: readonly PropertyKey[]): boolean =>
  path[0] === "cycle" || (path[0] === "exceptions" && path[2] === "shifts" && path.length > 3);

function keyOf(
  field: string,
  issue: { readonly code?: string | undefined; readonly origin?: unknown },
): Pick<FieldIssue, "key"> {
  if (issue.code === "custom" && field.endsWith(".date")) return { key: "dateTwice" };
  if (field.endsWith(".target")) return { key: "target" };
  if (issue.code === "too_small" && issue.origin === "array") return { key: "atLeastOneShift" };
  if (issue.code === "too_big") return { key: "tooLong" };
  return {};
}

/** The form's field for a path of the pattern, `cycle.tuesday.0` → `weekly.1`. */
export function fieldOfPath(path: readonly PropertyKey[]): string {
  const [head, second, third, fourth] = path;
  if (head === "cycle") {
    if (second === "days") return third === undefined ? "rotating" : `rotating.${String(third)}`;
    const day = weekdays.findIndex((weekday) => weekday === second);
    return day === -1 ? String(second) : `weekly.${day}`;
  }
  if (head === "shifts" && third === "breaks" && path.length === 4)
    return `shifts.${String(second)}.breaks.${String(fourth)}.start`;
  if (head === "exceptions" && third === "shifts") return `exceptions.${String(second)}.shifts`;
  return path.map(String).join(".");
}

/** The form's field for a path as the engine writes it: `pattern.cycle.monday.0`. */
export const fieldOfEnginePath = (path: string): string => {
  const keys = path.split(".");
  return fieldOfPath(keys[0] === "pattern" ? keys.slice(1) : keys);
};
