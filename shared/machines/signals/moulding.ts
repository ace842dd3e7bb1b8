import { lookUp, unlisted, type StateReading } from "./state-reading.ts";
import { codeOf, type RememberedValue } from "./signal-value.ts";

/** EUROMAP 83 ProductionStatus. Start-up and dry run are set-up work; whatever is not production is a stop. */
export const productionStatuses: Readonly<Record<number, StateReading>> = {
  0: { state: "stopped", cause: "OTHER" },
  1: { state: "stopped", cause: "NO_PRODUCTION" },
  2: { state: "setup", cause: "START_UP" },
  3: { state: "stopped", cause: "READY_FOR_PRODUCTION" },
  4: { state: "running", cause: "PRODUCTION" },
  5: { state: "setup", cause: "DRY_RUN" },
};

/** EUROMAP 77 MachineMode; `status` = the production status decides (OTHER, AUTOMATIC, SEMI_AUTOMATIC, MANUAL). */
export const machineModes: Readonly<Record<number, StateReading | "status">> = {
  0: "status",
  1: "status",
  2: "status",
  3: "status",
  4: { state: "setup", cause: "SETUP" },
  5: { state: "planned", cause: "SLEEP" },
};

/** EUROMAP 83 JobStatus 2–4 (setting up) and 9–11 (tearing down); every other one leaves it to the production status. */
export const jobStatuses: Readonly<Record<number, StateReading | "status">> = {
  0: "status",
  1: "status",
  2: { state: "setup", cause: "SET_UP" },
  3: { state: "setup", cause: "SET_UP" },
  4: { state: "setup", cause: "SET_UP" },
  5: "status",
  6: "status",
  7: "status",
  8: "status",
  9: { state: "setup", cause: "TEAR_DOWN" },
  10: { state: "setup", cause: "TEAR_DOWN" },
  11: { state: "setup", cause: "TEAR_DOWN" },
};

/**
 * State of an injection moulding machine (EUROMAP 77 / OPC 40077 with EUROMAP 83 / OPC 40083); `jobStatus` null when the
 * machine gives none. A job status outside the table says nothing.
 */
export function mouldingState(
  machineMode: RememberedValue,
  productionStatus: RememberedValue,
  jobStatus: RememberedValue = null,
): StateReading {
  const mode = codeOf(machineMode);
  const byMode = mode === null ? undefined : machineModes[mode];
  if (byMode === undefined) return unlisted("MachineMode", machineMode);
  if (byMode !== "status") return byMode;
  const job = codeOf(jobStatus);
  const byJob = (job === null ? undefined : jobStatuses[job]) ?? "status";
  return byJob === "status"
    ? lookUp(productionStatuses, "ProductionStatus", productionStatus)
    : byJob;
}
