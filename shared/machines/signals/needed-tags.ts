import type { CounterRule, SignalRules } from "../signal-rules.ts";

export type CounterRole = "total" | "good" | "reject";
const counterRoles = ["total", "good", "reject"] as const satisfies readonly CounterRole[];

/** The counters of a machine with what they count. */
export function countersOf(rules: SignalRules): { role: CounterRole; rule: CounterRule }[] {
  return counterRoles.flatMap((role) => {
    const rule = rules.counts?.[role];
    return rule === undefined ? [] : [{ role, rule }];
  });
}

/** Tags without which the state is unknown: all that the state rule names, or the main counter when it is inferred. */
export function neededTags(rules: SignalRules): string[] {
  const { state, counts } = rules;
  if (state === undefined) return [];
  if (state.type === "counter_only") {
    const main = counts?.total ?? counts?.good;
    return main === undefined ? [] : [main.tag];
  }
  return Object.entries(state)
    .filter(([key]) => key !== "type")
    .flatMap(([, value]) => (typeof value === "string" ? [value] : []));
}
