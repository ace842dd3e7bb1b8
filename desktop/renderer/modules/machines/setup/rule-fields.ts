import type { MachineKind } from "#shared/machines/machine-kind.ts";
import type { KnownState, StateRule } from "#shared/machines/state-rule.ts";

export type StateRuleType = StateRule["type"];

/** A field of a state rule. Times are typed in seconds and stored in milliseconds; `state` is one of the known states. */
export interface RuleField {
  readonly key: string;
  readonly kind: "tag" | "number" | "seconds" | "state";
  readonly isOptional?: boolean;
  /** What stands there before anybody types. */
  readonly usual?: number | string;
}

const tag = (key: string): RuleField => ({ key, kind: "tag" });
const optionalTag = (key: string): RuleField => ({ key, kind: "tag", isOptional: true });
const number = (key: string, usual?: number): RuleField => ({
  key,
  kind: "number",
  ...(usual === undefined ? {} : { usual }),
});
const seconds = (key: string, usual?: number): RuleField => ({
  ...number(key, usual),
  kind: "seconds",
});

const state = (key: string, usual: KnownState): RuleField => ({ key, kind: "state", usual });

/** The fields of every state rule, in the order people fill them in. Lists (bits of a word, lamps, own unit modes) have fields of their own. */
export const ruleFields: Readonly<Record<StateRuleType, readonly RuleField[]>> = {
  packml: [
    tag("state"),
    optionalTag("mode"),
    optionalTag("machineState"),
    optionalTag("executeState"),
    optionalTag("starved"),
    optionalTag("blocked"),
  ],
  machine_tool: [
    tag("operationMode"),
    tag("programState"),
    optionalTag("isWarmUp"),
    optionalTag("maintenanceMode"),
  ],
  machinery: [tag("itemState"), optionalTag("operationMode")],
  moulding: [tag("machineMode"), tag("productionStatus"), optionalTag("jobStatus")],
  running_bit: [
    tag("running"),
    optionalTag("fault"),
    optionalTag("setup"),
    seconds("debounceMs", 1),
  ],
  threshold: [
    tag("value"),
    number("runningAbove"),
    number("stoppedBelow"),
    seconds("holdMs", 0),
    optionalTag("fault"),
  ],
  power: [
    tag("value"),
    optionalTag("fault"),
    number("idleAbove"),
    number("runningAbove"),
    number("hysteresisPercent", 10),
    seconds("holdMs", 5),
    state("offState", "stopped"),
    state("idleState", "stopped"),
  ],
  state_word: [tag("word"), seconds("debounceMs", 1), state("otherwise", "stopped")],
  stack_light: [seconds("blinkMs", 1.5), state("dark", "stopped")],
  counter_only: [seconds("expectedCycleMs"), number("factor", 3), seconds("minimumMs", 5)],
};

export const stateRuleTypes = Object.keys(ruleFields) as readonly StateRuleType[];

/** The rule that machines of a kind usually go by. */
export const usualRule: Readonly<Record<MachineKind, StateRuleType>> = {
  filling: "packml",
  packing: "packml",
  machine_tool: "machine_tool",
  moulding: "moulding",
  press: "running_bit",
  assembly: "running_bit",
  welding: "running_bit",
  testing: "running_bit",
  other: "running_bit",
};
