import type { PatternValues } from "./pattern-values.ts";

/** Changes a crew's code wherever it works. Empty = nobody does. */
function inEveryStep(values: PatternValues, before: string, after: string): PatternValues {
  const changed = (crew: string) => (crew === before ? after : crew);
  return {
    ...values,
    crewSteps: values.crewSteps.map((step) =>
      Object.fromEntries(Object.entries(step).map(([shift, crew]) => [shift, changed(crew)])),
    ),
    exceptions: values.exceptions.map((one) => ({ ...one, crew: changed(one.crew) })),
  };
}

/** Gives a crew another code and follows it wherever it works. */
export function renameCrew(values: PatternValues, index: number, code: string): PatternValues {
  const before = values.crews[index]?.code;
  const crews = values.crews.map((one, i) => (i === index ? { ...one, code } : one));
  if (
    before === undefined ||
    before === "" ||
    values.crews.some((one, i) => i !== index && one.code === before)
  )
    return { ...values, crews };
  return inEveryStep({ ...values, crews }, before, code);
}

/** Takes a crew away, also from wherever it worked. */
export function removeCrew(values: PatternValues, index: number): PatternValues {
  const gone = values.crews[index]?.code;
  const crews = values.crews.filter((_one, i) => i !== index);
  if (gone === undefined || crews.some((one) => one.code === gone)) return { ...values, crews };
  return inEveryStep({ ...values, crews }, gone, "");
}

/** The crew of a shift in one step. Empty = none. */
export const withCrew = (
  steps: PatternValues["crewSteps"],
  index: number,
  shift: string,
  crew: string,
): PatternValues["crewSteps"] =>
  steps.map((step, i) => (i === index ? { ...step, [shift]: crew } : step));

/** More steps begin empty, those beyond the end go. */
export const withStepCount = (
  steps: PatternValues["crewSteps"],
  count: number,
): PatternValues["crewSteps"] => Array.from({ length: count }, (_, i) => steps[i] ?? {});

/** Every crew works each shift in turn, one week each: whoever had the first shift has the second next. */
export function weekByWeek({ shifts, crews }: PatternValues): PatternValues["crewSteps"] {
  return crews.map((_crew, step) =>
    Object.fromEntries(
      shifts.flatMap((shift, i) => {
        const crew = crews[(((i - step) % crews.length) + crews.length) % crews.length];
        return shift.code === "" || crew === undefined || i >= crews.length
          ? []
          : [[shift.code, crew.code]];
      }),
    ),
  );
}
