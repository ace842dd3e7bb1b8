import type { MachineKind } from "#shared/machines/machine-kind.ts";
import type { StateRule } from "#shared/machines/state-rule.ts";

export type StateRuleType = StateRule["type"];

/** A field of a state rule. Times are typed in seconds and stored in milliseconds. */
export interface RuleField {
  readonly key: string;
  readonly kind: "tag" | "number" | "seconds";
  readonly isOptional?: boolean;
  /** What stands there before anybody types. */
  readonly usual?: number;
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

/** The fields of every state rule, in the order people fill them in. */
export const ruleFields: Readonly<Record<StateRuleType, readonly RuleField[]>> = {
  packml: [tag("state"), optionalTag("mode")],
  machine_tool: [tag("operationMode"), tag("programState"), optionalTag("isWarmUp")],
  machinery: [tag("itemState"), optionalTag("operationMode")],
  moulding: [tag("machineMode"), tag("productionStatus")],
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
