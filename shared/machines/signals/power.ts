import type { StateRule } from "../state-rule.ts";
import { faultReading } from "./running-bit.ts";
import { unlisted, type StateReading } from "./state-reading.ts";
import { isOn, numberOf, type RememberedValue } from "./signal-value.ts";

type PowerRule = Extract<StateRule, { type: "power" }>;

/** Off, on but standing by, or at work. */
export type PowerLevel = "off" | "standby" | "running";

/** The remembered side as a level; a side of another rule is none. */
export const powerLevel = (side: string | null): PowerLevel | null =>
  side === "off" || side === "standby" || side === "running" ? side : null;

const rankOf: Readonly<Record<PowerLevel, number>> = { off: 0, standby: 1, running: 2 };

/**
 * The level of a power: entered at its limit, left `hysteresisPercent` below it. Without a past the plain limits count.
 * @param value in the unit of the limits
 */
export function levelOfPower(
  rule: Pick<PowerRule, "idleAbove" | "runningAbove" | "hysteresisPercent">,
  value: number,
  before: PowerLevel | null,
): PowerLevel {
  const isAtLeast = (limit: number, level: PowerLevel): boolean => {
    const holds = before !== null && rankOf[before] >= rankOf[level];
    return value >= (holds ? limit * (1 - rule.hysteresisPercent / 100) : limit);
  };
  if (isAtLeast(rule.runningAbove, "running")) return "running";
  return isAtLeast(rule.idleAbove, "standby") ? "standby" : "off";
}

/** State from a measured power; a fault wins. Returns the level to remember. `fault` null when there is no tag. */
export function powerState(
  rule: PowerRule,
  value: RememberedValue,
  fault: RememberedValue,
  before: PowerLevel | null,
): { reading: StateReading; side: PowerLevel | null } {
  const number = numberOf(value);
  if (number === null) return { reading: unlisted("value", value), side: before };
  const level = levelOfPower(rule, number, before);
  if (isOn(fault)) return { reading: faultReading(fault), side: level };
  const state =
    level === "running" ? "running" : level === "standby" ? rule.idleState : rule.offState;
  return { reading: { state, cause: level === "running" ? null : level }, side: level };
}
