import type { Span } from "../kernel/span.ts";
import { overlaps } from "../kernel/span.ts";
import type { Answer, ReasonRule } from "./ask-rules.ts";
import type { StandingStop } from "./standing-stop.ts";

/** A class that holds now. `end` is Infinity while the stop it speaks of still stands. */
export interface HeldClass extends Span {
  readonly id: string;
  readonly reasonId: string | null;
  readonly origin: "person" | "rule";
  /** Null = a person, or a suggestion that was filed by itself. */
  readonly ruleId: string | null;
}

/** A class that a rule gives. `end` null = up to the end of the stop that still stands. */
export interface Filing {
  readonly start: number;
  readonly end: number | null;
  readonly rule: ReasonRule;
}

export interface FilingPlan {
  readonly withdrawn: readonly HeldClass[];
  readonly filed: readonly Filing[];
}

/**
 * What rules must file and take back so that every stop has the class its rules give it. The same facts and rules give
 * the same plan, and once it is carried out an empty one.
 *
 * A stop of which a person said anything is left alone. What a rule filed while it said something else, or before it
 * was switched off, is history and stays.
 *
 * @param stops of one machine, sorted, each whole
 * @param held classes of the machine that touch the stops or begin in `within`, sorted
 * @param rules active, by id
 */
export function planFilings(
  within: Span,
  stops: readonly StandingStop[],
  held: readonly HeldClass[],
  rules: ReadonlyMap<string, ReasonRule>,
  answerOf: (stop: StandingStop) => Answer,
): FilingPlan {
  const withdrawn = new Set<HeldClass>();
  const filed: Filing[] = [];
  let first = 0;
  for (const stop of stops) {
    while (first < held.length && held[first]!.end <= stop.start) first++;
    const here: HeldClass[] = [];
    for (let i = first; i < held.length && held[i]!.start < stop.end; i++)
      if (!withdrawn.has(held[i]!) && overlaps(held[i]!, stop)) here.push(held[i]!);
    if (here.some(({ origin }) => origin === "person")) continue;
    if (here.some((said) => isHistory(said, stop, rules))) continue;
    const answer = answerOf(stop);
    if (answer === "later") continue;
    if (answer !== null && here.length === 1 && saysSame(here[0]!, stop, answer.rule)) continue;
    for (const said of here) withdrawn.add(said);
    if (answer !== null)
      filed.push({ start: stop.start, end: stop.isOpen ? null : stop.end, rule: answer.rule });
  }
  for (const said of baseless(within, stops, held)) withdrawn.add(said);
  return { withdrawn: [...withdrawn], filed };
}

function isHistory(
  { ruleId }: HeldClass,
  stop: StandingStop,
  rules: ReadonlyMap<string, ReasonRule>,
): boolean {
  const rule = ruleId === null ? undefined : rules.get(ruleId);
  return rule === undefined || stop.start < rule.validFrom;
}

const saysSame = (said: HeldClass, stop: StandingStop, rule: ReasonRule): boolean =>
  said.ruleId === rule.id &&
  said.reasonId === rule.reasonId &&
  said.start === stop.start &&
  (stop.isOpen ? said.end > stop.end : said.end === stop.end);

/** What rules said of time in which the machine does not stand any more, since facts came late. */
function baseless(
  within: Span,
  stops: readonly StandingStop[],
  held: readonly HeldClass[],
): readonly HeldClass[] {
  let next = 0;
  return held.filter((said) => {
    if (said.origin !== "rule" || said.start < within.start || said.start >= within.end)
      return false;
    while (next < stops.length && stops[next]!.end <= said.start) next++;
    const stop = stops[next];
    return stop === undefined || stop.start >= said.end;
  });
}
