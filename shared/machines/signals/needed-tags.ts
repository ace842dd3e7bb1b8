import type { TagValue } from "../sample.ts";
import type { CounterRule, SignalRules } from "../signal-rules.ts";
import { stateTags } from "../state-rule.ts";
import { energyCounter, energyReading } from "./energy-counter.ts";
import { countOf } from "./signal-value.ts";

const countRoles = ["total", "good", "reject", "testSamples", "check"] as const;
export type CounterRole = (typeof countRoles)[number] | "energy";

/** The counters of a machine with what they count. */
export function countersOf(rules: SignalRules): { role: CounterRole; rule: CounterRule }[] {
  const counts = countRoles.flatMap((role) => {
    const rule = rules.counts?.[role];
    return rule === undefined ? [] : [{ role, rule }];
  });
  return rules.energy === undefined
    ? counts
    : [...counts, { role: "energy", rule: energyCounter(rules.energy) }];
}

/** What a reading of a counter shows: counts, or milliwatt-hours of an energy meter; null when it is no count. */
export const counterReading = (
  rules: SignalRules,
  role: CounterRole,
  value: TagValue,
): bigint | null =>
  role === "energy" && rules.energy !== undefined
    ? energyReading(rules.energy, value)
    : countOf(value);

/** Tags without which the state is unknown: all that the state rule names, or the main counter when it is inferred. */
export function neededTags(rules: SignalRules): string[] {
  const { state, counts } = rules;
  if (state === undefined) return [];
  if (state.type !== "counter_only") return stateTags(state);
  const main = counts?.total ?? counts?.good;
  return main === undefined ? [] : [main.tag];
}
