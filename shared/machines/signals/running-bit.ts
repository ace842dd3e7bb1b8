import type { StateReading } from "./state-reading.ts";
import { isOn, type RememberedValue } from "./signal-value.ts";

/** A fault signal is a bit or a code; a code is told as it came. */
export function faultReading(fault: RememberedValue): StateReading {
  return { state: "down", cause: typeof fault === "boolean" ? "fault" : `fault ${fault}` };
}

/** The usual PLC: priority fault > setup > running > stopped. Absent tags are null. */
export function runningBitState(
  running: RememberedValue,
  fault: RememberedValue,
  setup: RememberedValue,
): StateReading {
  if (isOn(fault)) return faultReading(fault);
  if (isOn(setup)) return { state: "setup", cause: null };
  return { state: isOn(running) ? "running" : "stopped", cause: null };
}
