import { faultReading } from "./running-bit.ts";
import { unlisted, type StateReading } from "./state-reading.ts";
import { isOn, numberOf, type RememberedValue } from "./signal-value.ts";

/** The side of the hysteresis the analog value was on last. */
export type ThresholdSide = "running" | "stopped";

/** Units are those of the tag (pieces per minute, kW, …). */
export interface ThresholdLimits {
  readonly runningAbove: number;
  readonly stoppedBelow: number;
}

/**
 * The side of the value: running at or above `runningAbove`, stopped below `stoppedBelow`, between them as it was.
 * Between them without a past it is stopped: running is never made up.
 */
export function thresholdSide(
  limits: ThresholdLimits,
  value: number,
  before: ThresholdSide | null,
): ThresholdSide {
  if (value >= limits.runningAbove) return "running";
  if (value < limits.stoppedBelow) return "stopped";
  return before ?? "stopped";
}

/** State from an analog speed or power; a fault wins. Returns the side to remember. `fault` null when there is no tag. */
export function thresholdState(
  limits: ThresholdLimits,
  value: RememberedValue,
  fault: RememberedValue,
  before: ThresholdSide | null,
): { reading: StateReading; side: ThresholdSide | null } {
  const number = numberOf(value);
  if (number === null) return { reading: unlisted("value", value), side: before };
  const side = thresholdSide(limits, number, before);
  return { reading: isOn(fault) ? faultReading(fault) : { state: side, cause: null }, side };
}
