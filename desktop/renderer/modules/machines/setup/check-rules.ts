import type { LiveValue } from "#shared/connections/connection-rows.ts";
import type { MachineState } from "#shared/machines/machine-state.ts";
import type { SignalRules } from "#shared/machines/signal-rules.ts";
import { explainByAlarm, rootAlarm } from "#shared/machines/signals/alarm.ts";
import { neededTags } from "#shared/machines/signals/needed-tags.ts";
import { readState } from "#shared/machines/signals/read-state.ts";

/** What rules make of the values as they are this second, before debounce and hold times. */
export type RuleCheck =
  | { readonly kind: "no_rule" }
  /** These tags have no value yet, or a bad one: the state would be unknown. */
  | { readonly kind: "no_value"; readonly tags: readonly string[] }
  /** The state follows from counts over time, which one look cannot show. */
  | { readonly kind: "from_counts" }
  | { readonly kind: "state"; readonly state: MachineState; readonly cause: string | null };

/** Applies rules that need not be saved yet to live values, by tag code. The same functions as in capture. */
export function checkRules(
  rules: SignalRules,
  valueOf: (tagCode: string) => LiveValue | undefined,
  now: number,
): RuleCheck {
  const rule = rules.state;
  if (rule === undefined) return { kind: "no_rule" };
  const useless = neededTags(rules).filter((code) => {
    const value = valueOf(code);
    return (
      value === undefined ||
      value.value === null ||
      value.quality === "bad" ||
      value.quality === "none"
    );
  });
  if (useless.length > 0) return { kind: "no_value", tags: useless };
  if (rule.type === "counter_only") return { kind: "from_counts" };
  const read = (code: string | undefined) =>
    code === undefined ? null : (valueOf(code)?.value ?? null);
  const { reading } = readState(rule, read, { side: null, lamps: {} });
  const alarm =
    rules.alarm === undefined
      ? null
      : rootAlarm(null, read(rules.alarm.tag), now, rules.alarm.coding);
  const { state, cause } = explainByAlarm(rules.alarm, alarm, reading);
  return { kind: "state", state, cause };
}
