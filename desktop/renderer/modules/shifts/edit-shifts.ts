import type { PatternValues } from "./pattern-values.ts";

type Plans = readonly (readonly string[])[];
type Step = PatternValues["crewSteps"][number];

/** Changes a shift's code wherever it is planned: the week, the rotating days, the exceptions, the crews. Null = it goes. */
function inEveryPlan(values: PatternValues, before: string, after: string | null): PatternValues {
  const changed = (codes: readonly string[]) =>
    codes.flatMap((one) => (one === before ? (after ?? []) : one));
  const inPlans = (plans: Plans): Plans => plans.map(changed);
  const inStep = (step: Step): Step =>
    Object.fromEntries(
      Object.entries(step).flatMap(([shift, crew]) => {
        const code = shift === before ? after : shift;
        return code === null ? [] : [[code, crew]];
      }),
    );
  return {
    ...values,
    week: inPlans(values.week),
    days: inPlans(values.days),
    crewSteps: values.crewSteps.map(inStep),
    exceptions: values.exceptions.map((one) => ({
      ...one,
      shifts: changed(one.shifts),
      shift: one.shift === before ? (after ?? "") : one.shift,
    })),
  };
}

/** Gives a shift another code and follows it wherever the shift is planned. */
export function renameShift(values: PatternValues, index: number, code: string): PatternValues {
  const before = values.shifts[index]?.code;
  const shifts = values.shifts.map((one, i) => (i === index ? { ...one, code } : one));
  const isShared = values.shifts.some((one, i) => i !== index && one.code === before);
  if (before === undefined || isShared) return { ...values, shifts };
  return inEveryPlan({ ...values, shifts }, before, code);
}

/** Takes a shift away, also from wherever it was planned. */
export function removeShift(values: PatternValues, index: number): PatternValues {
  const gone = values.shifts[index]?.code;
  const shifts = values.shifts.filter((_one, i) => i !== index);
  if (gone === undefined || shifts.some((one) => one.code === gone)) return { ...values, shifts };
  return inEveryPlan({ ...values, shifts }, gone, null);
}

/** A shift on a day, or not any more. The order in a day is that of the shifts. */
export function toggleShift(
  plans: Plans,
  day: number,
  code: string,
  order: readonly string[],
): Plans {
  return plans.map((codes, i) => {
    if (i !== day) return codes;
    const next = codes.includes(code) ? codes.filter((one) => one !== code) : [...codes, code];
    return next.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  });
}

/** A rotating cycle of another length: new days are free, days beyond the end go. */
export const withCycleLength = (days: Plans, length: number): Plans =>
  Array.from({ length }, (_, day) => days[day] ?? []);
