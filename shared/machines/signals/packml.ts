import { lookUp, type StateReading } from "./state-reading.ts";
import { codeOf, type RememberedValue } from "./signal-value.ts";

/**
 * PackML StateCurrent (ISA-TR88.00.02, OPC 30050). Starting counts as down because the machine is expected to make
 * pieces and does not. 18 and 19 are OPC super-states: only their sub-state would tell, so they tell nothing.
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

/** UnitModeCurrent that decides whatever the state: 0 Invalid, 1 Produce and own modes (4 and up) leave it to the state. */
export const packmlModes: Readonly<Record<number, StateReading>> = {
  2: { state: "maintenance", cause: "Maintenance" },
  3: { state: "setup", cause: "Manual" },
};

/** State of a PackML machine; `mode` null when the machine gives no UnitModeCurrent. */
export function packmlState(state: RememberedValue, mode: RememberedValue): StateReading {
  const unitMode = mode === null ? null : codeOf(mode);
  return (
    (unitMode === null ? undefined : packmlModes[unitMode]) ??
    lookUp(packmlStates, "StateCurrent", state)
  );
}
