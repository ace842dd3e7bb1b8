import { lookUp, unlisted, type StateReading } from "./state-reading.ts";
import { codeOf, isOn, type RememberedValue } from "./signal-value.ts";

/** OPC 40501-1 Production/ActiveProgram/State: decides while the machine is in an automatic or other mode. */
export const programStates: Readonly<Record<number, StateReading>> = {
  0: { state: "idle", cause: "Initializing" },
  1: { state: "running", cause: "Running" },
  2: { state: "idle", cause: "Ended" },
  3: { state: "down", cause: "Interrupted" },
  4: { state: "down", cause: "Aborted" },
};

/**
 * OPC 40501-1 Monitoring/MachineTool/OperationMode; `program` = the program state decides. A feed override below 100 %
 * is slow, hence a matter of effectiveness, and does not show here.
 */
export const operationModes: Readonly<Record<number, StateReading | "program">> = {
  0: { state: "setup", cause: "Manual" },
  1: "program",
  2: { state: "setup", cause: "Setup" },
  3: "program",
  4: { state: "planned", cause: "Service" },
  5: "program",
};

/** OPC 40501-1 MaintenanceMode: what kind of service it is. A repair is a breakdown, all else was planned. */
export const maintenanceModes: Readonly<Record<number, StateReading>> = {
  0: { state: "planned", cause: "Service" },
  1: { state: "planned", cause: "Inspection" },
  2: { state: "down", cause: "Repair" },
  3: { state: "planned", cause: "Upgrade" },
  4: { state: "planned", cause: "Service: other" },
};

const serviceMode = 4;

/**
 * State of a machine tool; null = the machine has no such tag. Warm-up is start-up work: setup. The maintenance mode
 * counts only in operation mode Service: outside of it it tells what the last service was.
 */
export function machineToolState(
  operationMode: RememberedValue,
  programState: RememberedValue,
  warmUp: RememberedValue,
  maintenanceMode: RememberedValue = null,
): StateReading {
  const mode = codeOf(operationMode);
  const byMode = mode === null ? undefined : operationModes[mode];
  if (byMode === undefined) return unlisted("OperationMode", operationMode);
  if (mode === serviceMode && maintenanceMode !== null)
    return lookUp(maintenanceModes, "MaintenanceMode", maintenanceMode);
  if (byMode !== "program") return byMode;
  if (isOn(warmUp)) return { state: "setup", cause: "WarmUp" };
  return lookUp(programStates, "ActiveProgram", programState);
}
