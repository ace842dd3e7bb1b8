import { stateNumber } from "./node-number.ts";
import { unlisted, type StateReading } from "./state-reading.ts";
import type { RememberedValue } from "./signal-value.ts";

/** OPC 40001-1 MachineryItemState: its Number, or the NodeId that CurrentState/Id holds. */
const itemStates = ["NotAvailable", "OutOfService", "NotExecuting", "Executing"] as const;
const itemStateNodes: Readonly<Record<number, number>> = { 5005: 0, 5004: 1, 5007: 2, 5006: 3 };

/** OPC 40001-1 MachineryOperationMode, likewise. */
const operationModes = ["None", "Maintenance", "Setup", "Processing"] as const;
const operationModeNodes: Readonly<Record<number, number>> = { 5024: 0, 5025: 1, 5027: 2, 5026: 3 };

function nameOf<Name extends string>(
  names: readonly Name[],
  nodes: Readonly<Record<number, number>>,
  value: RememberedValue,
): Name | undefined {
  const code = stateNumber(nodes, value);
  return code === null ? undefined : names[code];
}

/**
 * State of a machine after OPC 40001-1; `operationMode` null when the machine gives none.
 * NotAvailable is off or no data, not down: unknown.
 */
export function machineryState(
  itemState: RememberedValue,
  operationMode: RememberedValue,
): StateReading {
  const item = nameOf(itemStates, itemStateNodes, itemState);
  const mode =
    operationMode === null ? "None" : nameOf(operationModes, operationModeNodes, operationMode);
  if (item === undefined) return unlisted("MachineryItemState", itemState);
  if (mode === undefined) return unlisted("MachineryOperationMode", operationMode);
  if (mode === "Maintenance") return { state: "maintenance", cause: mode };
  switch (item) {
    case "NotAvailable":
      return { state: "unknown", cause: item };
    case "OutOfService":
      return { state: "planned", cause: item };
    case "NotExecuting":
      return mode === "Setup" ? { state: "setup", cause: mode } : { state: "stopped", cause: item };
    case "Executing":
      return mode === "Setup" ? { state: "setup", cause: mode } : { state: "running", cause: item };
    default:
      return item satisfies never;
  }
}
