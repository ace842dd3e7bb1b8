import type { StateRule } from "../state-rule.ts";
import { machineToolState } from "./machine-tool.ts";
import { machineryState } from "./machinery.ts";
import { mouldingState } from "./moulding.ts";
import { packmlState } from "./packml.ts";
import { powerLevel, powerState } from "./power.ts";
import { runningBitState } from "./running-bit.ts";
import type { RememberedValue } from "./signal-value.ts";
import type { StateReading } from "./state-reading.ts";
import { stackLightState, type Lamps } from "./stack-light.ts";
import { stateWordState } from "./state-word.ts";
import { thresholdState } from "./threshold.ts";

/** Reads the current value of a tag; null for a tag the rule does not have. */
export type ReadTag = (tagCode: string | undefined) => RememberedValue;

/** Rules that read a state from tags; counter_only has none and infers it from counts and time. */
export type ReadableRule = Exclude<StateRule, { type: "counter_only" }>;

/** What a rule remembers of its last reading: the side of a threshold or level of power that was left last. */
export const signalSides = ["running", "stopped", "off", "standby"] as const;
export type SignalSide = (typeof signalSides)[number];

/** What earlier readings left behind that the present values alone do not tell. */
export interface ReadMemory {
  readonly side: SignalSide | null;
  /** How the lamps of a stack light behave; none = all as their tags say. */
  readonly lamps: Lamps;
}

/** The state that the tags say now, by the machine's rule, and the side to remember. */
export function readState(
  rule: ReadableRule,
  tag: ReadTag,
  memory: ReadMemory,
): { reading: StateReading; side: SignalSide | null } {
  const { side } = memory;
  switch (rule.type) {
    case "packml":
      return {
        reading: packmlState(
          {
            states: [tag(rule.state), tag(rule.machineState), tag(rule.executeState)],
            mode: tag(rule.mode),
            starved: tag(rule.starved),
            blocked: tag(rule.blocked),
          },
          rule.ownModes,
        ),
        side,
      };
    case "machine_tool":
      return {
        reading: machineToolState(
          tag(rule.operationMode),
          tag(rule.programState),
          tag(rule.isWarmUp),
          tag(rule.maintenanceMode),
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
      return {
        reading: mouldingState(
          tag(rule.machineMode),
          tag(rule.productionStatus),
          tag(rule.jobStatus),
        ),
        side,
      };
    case "threshold":
      return thresholdState(
        rule,
        tag(rule.value),
        tag(rule.fault),
        side === "running" || side === "stopped" ? side : null,
      );
    case "power":
      return powerState(rule, tag(rule.value), tag(rule.fault), powerLevel(side));
    case "state_word":
      return { reading: stateWordState(rule, tag(rule.word)), side };
    case "stack_light":
      return { reading: stackLightState(rule, tag, memory.lamps), side };
    default:
      return rule satisfies never;
  }
}

/** How long a change of state must hold before it counts, in milliseconds. */
export function holdMsOf(rule: StateRule | undefined): number {
  switch (rule?.type) {
    case "running_bit":
    case "state_word":
      return rule.debounceMs;
    case "threshold":
    case "power":
      return rule.holdMs;
    // A lamp that begins to blink looks lit at first.
    case "stack_light":
      return rule.blinkMs;
    default:
      return 0;
  }
}
