import { isInWindow } from "./clock-window.ts";
import type { RuleClause, RuleCondition, TagClause } from "./rule-condition.ts";
import { unexplainedStates } from "./rule-condition.ts";
import type { StandingStop } from "./standing-stop.ts";
import { tagFits, type TagReadings } from "./tag-reading.ts";
import { textPattern } from "./text-pattern.ts";

/** IF its condition fits a stop THEN the stop has this reason. */
export interface ReasonRule {
  readonly id: string;
  readonly name: string;
  readonly condition: RuleCondition;
  readonly reasonId: string;
  /** Stops that begin at or after it. */
  readonly validFrom: number;
}

/** `later`: the stop still stands, and how long it lasts will decide. */
type Verdict = "yes" | "no" | "later";

/** The rule that has the stop; `later` = a rule asked before any that fits cannot tell yet; null = none fits. */
export type Answer = { readonly rule: ReasonRule } | "later" | null;

/** A rule made ready to be asked many times. */
interface ReadyRule {
  readonly rule: ReasonRule;
  readonly machines: ReadonlySet<string> | null;
  readonly checks: readonly ((stop: StandingStop) => Verdict)[];
  readonly tags: readonly TagClause[];
}

/**
 * Asks rules about stops. One pass from the first rule to the last, and the first that fits has the stop. What rules
 * write is no part of what they look at, so no rule can set off another one or itself.
 */
export class RuleBook {
  readonly #rules: readonly ReadyRule[];

  /**
   * @param rules active ones, in the order in which they are asked
   * @param zone the plant's
   */
  constructor(rules: readonly ReasonRule[], zone: string) {
    this.#rules = rules.map((rule) => readied(rule, zone));
  }

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /** Tags whose readings decide about the stop; the others need not be looked up. */
  tagsFor(stop: StandingStop): readonly string[] {
    const tags = new Set<string>();
    for (const ready of this.#rules) {
      const verdict = verdictWithoutTags(ready, stop);
      if (verdict === "no") continue;
      for (const { tag } of ready.tags) tags.add(tag);
      if (ready.tags.length === 0) break;
    }
    return [...tags];
  }

  /** @param readings of the tags that `tagsFor` named */
  ask(stop: StandingStop, readings: TagReadings): Answer {
    for (const ready of this.#rules) {
      const verdict = verdictWithoutTags(ready, stop);
      if (verdict === "no") continue;
      if (!ready.tags.every((clause) => tagFits(clause, readings.get(clause.tag)))) continue;
      return verdict === "later" ? "later" : { rule: ready.rule };
    }
    return null;
  }
}

function readied(rule: ReasonRule, zone: string): ReadyRule {
  const { machineIds, all } = rule.condition;
  const speaksOfStates = all.some(({ type }) => type === "state");
  const clauses: readonly RuleClause[] = speaksOfStates
    ? all
    : [{ type: "state", states: [...unexplainedStates] }, ...all];
  return {
    rule,
    machines: machineIds === null ? null : new Set(machineIds),
    checks: clauses.flatMap((clause) => checkOf(clause, zone) ?? []),
    tags: clauses.filter((clause) => clause.type === "tag"),
  };
}

function verdictWithoutTags({ rule, machines, checks }: ReadyRule, stop: StandingStop): Verdict {
  if (stop.start < rule.validFrom) return "no";
  if (machines !== null && !machines.has(stop.machineId)) return "no";
  let verdict: Verdict = "yes";
  for (const check of checks) {
    const said = check(stop);
    if (said === "no") return "no";
    if (said === "later") verdict = "later";
  }
  return verdict;
}

const yesOrNo = (fits: boolean): Verdict => (fits ? "yes" : "no");

/** Null for a clause on a tag: it is asked last, because its readings must be looked up. */
function checkOf(clause: RuleClause, zone: string): ((stop: StandingStop) => Verdict) | null {
  switch (clause.type) {
    case "state":
      return ({ states }) => yesOrNo(states.some((state) => clause.states.includes(state)));
    case "cause": {
      const fits = textCheck(clause.how, clause.text);
      return ({ causes }) => yesOrNo(causes.some((cause) => fits(cause)));
    }
    case "clock":
      return ({ start }) => yesOrNo(isInWindow(clause, start, zone));
    case "duration":
      return (stop) => lastsAsLong(clause.atLeastMs ?? 0, clause.atMostMs ?? Infinity, stop);
    case "product":
      return ({ productId }) =>
        yesOrNo(productId !== null && clause.productIds.some((id) => id === productId));
    case "tag":
      return null;
    default:
      return clause satisfies never;
  }
}

function textCheck(
  how: "equals" | "contains" | "matches",
  text: string,
): (cause: string) => boolean {
  const wanted = text.trim().toLowerCase();
  switch (how) {
    case "equals":
      return (cause) => cause.trim().toLowerCase() === wanted;
    case "contains":
      return (cause) => cause.toLowerCase().includes(wanted);
    case "matches":
      return textPattern(text);
    default:
      return how satisfies never;
  }
}

/** A stop that still stands can only grow: too short may become long enough, and short enough is not sure yet. */
function lastsAsLong(atLeastMs: number, atMostMs: number, stop: StandingStop): Verdict {
  const elapsedMs = stop.end - stop.start;
  if (elapsedMs > atMostMs) return "no";
  if (elapsedMs < atLeastMs) return stop.isOpen ? "later" : "no";
  return stop.isOpen && atMostMs !== Infinity ? "later" : "yes";
}
