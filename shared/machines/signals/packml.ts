import type { KnownState } from "../state-rule.ts";
import { stateNumber } from "./node-number.ts";
import { unlisted, type StateReading } from "./state-reading.ts";
import { codeOf, isOn, type RememberedValue } from "./signal-value.ts";

/**
 * PackML StateCurrent (ISA-TR88.00.02, OPC 30050). Starting counts as down because the machine is expected to make
 * pieces and does not. 18 and 19 are OPC super-states: only their sub-state would tell, so they tell nothing alone.
 */
export const packmlStates: Readonly<Record<number, StateReading>> = {
  1: { state: "down", cause: "Clearing" },
  2: { state: "stopped", cause: "Stopped" },
  3: { state: "down", cause: "Starting" },
  4: { state: "idle", cause: "Idle" },
  5: { state: "external", cause: "Suspended" },
  6: { state: "running", cause: "Execute" },
  7: { state: "stopped", cause: "Stopping" },
  8: { state: "down", cause: "Aborting" },
  9: { state: "down", cause: "Aborted" },
  10: { state: "down", cause: "Holding" },
  11: { state: "down", cause: "Held" },
  12: { state: "down", cause: "Unholding" },
  13: { state: "external", cause: "Suspending" },
  14: { state: "external", cause: "Unsuspending" },
  15: { state: "idle", cause: "Resetting" },
  16: { state: "running", cause: "Completing" },
  17: { state: "idle", cause: "Complete" },
  18: { state: "unknown", cause: "Running" },
  19: { state: "unknown", cause: "Cleared" },
};

/** States of the three nested machines of OPC 30050 (nodeset 1.01) by the identifier that CurrentState/Id holds. */
const stateNodes: Readonly<Record<number, number>> = {
  // BaseStateMachine: Aborting, Aborted, Cleared
  61: 8,
  62: 9,
  5001: 19,
  // MachineState, inside Cleared: Clearing, Stopped, Stopping, Running
  55: 1,
  53: 2,
  54: 7,
  75: 18,
  // ExecuteState, inside Running
  27: 15,
  28: 4,
  29: 3,
  30: 13,
  31: 5,
  32: 14,
  33: 10,
  34: 11,
  35: 12,
  36: 6,
  37: 16,
  38: 17,
};

/** Servers number the two super-states both ways round: either one means that the machine below it decides. */
const isSuperState = (code: number): boolean => code === 18 || code === 19;

/** UnitModeCurrent that decides whatever the state: 0 Invalid and 1 Produce leave it to the state. */
export const packmlModes: Readonly<Record<number, StateReading>> = {
  2: { state: "maintenance", cause: "Maintenance" },
  3: { state: "setup", cause: "Manual" },
};

/** Signals of a PackML machine; null = the machine has no such tag. */
export interface PackmlSignals {
  /** StateCurrent, or the CurrentState of BaseStateMachine, MachineState and ExecuteState from the outside in. */
  readonly states: readonly RememberedValue[];
  readonly mode: RememberedValue;
  readonly starved: RememberedValue;
  readonly blocked: RememberedValue;
}

function byStates(states: readonly RememberedValue[]): StateReading {
  const [outer = null, ...inner] = states;
  const code = stateNumber(stateNodes, outer);
  const reading = code === null ? undefined : packmlStates[code];
  if (code === null || reading === undefined) return unlisted("StateCurrent", outer);
  const next = inner.filter((value) => value !== null);
  return isSuperState(code) && next.length > 0 ? byStates(next) : reading;
}

/** State of a PackML machine. `ownModes`: what the maker's unit modes from 4 on mean. */
export function packmlState(
  signals: PackmlSignals,
  ownModes: Readonly<Record<string, KnownState>> = {},
): StateReading {
  const { states, mode, starved, blocked } = signals;
  const unitMode = mode === null ? null : codeOf(mode);
  const fixed = unitMode === null ? undefined : packmlModes[unitMode];
  if (fixed !== undefined) return fixed;
  const own = unitMode === null ? undefined : ownModes[unitMode];
  if (own !== undefined) return { state: own, cause: `UnitMode ${unitMode}` };
  const reading = byStates(states);
  if (reading.state !== "external") return reading;
  if (isOn(starved)) return { state: "external", cause: "Starved" };
  return isOn(blocked) ? { state: "external", cause: "Blocked" } : reading;
}
