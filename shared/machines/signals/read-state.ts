import type { StateRule } from "../signal-rules.ts";
import { machineToolState } from "./machine-tool.ts";
import { machineryState } from "./machinery.ts";
import { mouldingState } from "./moulding.ts";
import { packmlState } from "./packml.ts";
import { runningBitState } from "./running-bit.ts";
import type { RememberedValue } from "./signal-value.ts";
import type { StateReading } from "./state-reading.ts";
import { thresholdState, type ThresholdSide } from "./threshold.ts";

/** Reads the current value of a tag; null for a tag the rule does not have. */
export type ReadTag = (tagCode: string | undefined) => RememberedValue;

/** Rules that read a state from tags; counter_only has none and infers it from counts and time. */
export type ReadableRule = Exclude<StateRule, { type: "counter_only" }>;

/** The state that the tags say now, by the machine's rule. `side` is the memory of the threshold rule. */
export function readState(
  rule: ReadableRule,
  tag: ReadTag,
  side: ThresholdSide | null,
): { reading: StateReading; side: ThresholdSide | null } {
  switch (rule.type) {
    case "packml":
      return { reading: packmlState(tag(rule.state), tag(rule.mode)), side };
    case "machine_tool":
      return {
        reading: machineToolState(
          tag(rule.operationMode),
          tag(rule.programState),
          tag(rule.isWarmUp),
        ),
        side,
      };
    case "machinery":
      return { reading: machineryState(tag(rule.itemState), tag(rule.operationMode)), side };
    case "running_bit":
      return {
        reading: runningBitState(tag(rule.running), tag(rule.fault), tag(rule.setup)),
        side,
      };
    case "moulding":
      return { reading: mouldingState(tag(rule.machineMode), tag(rule.productionStatus)), side };
    case "threshold":
      return thresholdState(rule, tag(rule.value), tag(rule.fault), side);
    default:
      return rule satisfies never;
  }
}

/** How long a change of state must hold before it counts, in milliseconds. */
export function holdMsOf(rule: StateRule | undefined): number {
  if (rule?.type === "running_bit") return rule.debounceMs;
  return rule?.type === "threshold" ? rule.holdMs : 0;
}
