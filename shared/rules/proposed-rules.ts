import type { ReasonRule } from "./ask-rules.ts";
import type { ProposedRule } from "./preview-change.ts";

/** A rule as it is stored. */
export interface StoredRule extends ReasonRule {
  readonly isActive: boolean;
}

/** A set of rules to be tried on the past. */
export interface TriedRules {
  /** In the order in which they are asked. */
  readonly asked: readonly ReasonRule[];
  /** Rules whose filings are made again; what others filed is history and stays. */
  readonly filing: ReadonlyMap<string, ReasonRule>;
}

const isSame = (proposed: ProposedRule, stored: StoredRule): boolean =>
  proposed.isActive === stored.isActive &&
  proposed.reasonId === stored.reasonId &&
  JSON.stringify(proposed.condition) === JSON.stringify(stored.condition);

/** The id under which a rule is tried that has none yet. */
const newId = (place: number): string => `new-${place}`;

/**
 * A proposed set against the stored one. What would change is tried as if it had always been so; what stays holds from
 * when it has held, so that the difference is that of the change and of nothing else.
 */
export function tryRules(
  proposed: readonly ProposedRule[],
  stored: readonly StoredRule[],
): TriedRules {
  const byId = new Map(stored.map((rule) => [rule.id, rule]));
  const asked: ReasonRule[] = [];
  const filing = new Map<string, ReasonRule>();
  for (const [place, rule] of proposed.entries()) {
    const known = rule.id === null ? undefined : byId.get(rule.id);
    const isChanged = known === undefined || !isSame(rule, known);
    const tried: ReasonRule = {
      id: rule.id ?? newId(place),
      name: rule.name,
      condition: rule.condition,
      reasonId: rule.reasonId,
      validFrom: isChanged ? -Infinity : known.validFrom,
    };
    if (rule.isActive) asked.push(tried);
    if (rule.isActive || isChanged) filing.set(tried.id, tried);
  }
  const kept = new Set(proposed.map(({ id }) => id));
  for (const rule of stored)
    if (rule.isActive && !kept.has(rule.id as never))
      filing.set(rule.id, { ...rule, validFrom: -Infinity });
  return { asked, filing };
}
