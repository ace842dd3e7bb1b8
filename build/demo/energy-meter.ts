import { hourMs } from "#shared/kernel/instant.ts";
import type { Pace } from "./demo-machine.ts";
import type { Moment } from "./machine-model.ts";

/** What a machine draws, in kilowatts: always, and on top of that while it runs. */
export interface PowerDraw {
  readonly standbyKw: number;
  readonly runningKw: number;
}

/** What one step of the demo's meters is worth, in watt-hours. */
export const whPerStep = 100;

/**
 * Most power that a meter's readings may mean, in the wall clock's kilowatts. A step may be read right after another
 * reading, so a whole one must be possible within a second.
 */
export const mostKw = ({ speed }: Pace): number => 300 * speed;

/** Whole steps of an energy meter since the machine was switched on. Never falls, however the instant was reached. */
export function energySteps(
  { at, switchedOnAt, runMs }: Moment,
  { standbyKw, runningKw }: PowerDraw,
): number {
  const kilowattMs = standbyKw * (at - switchedOnAt) + runningKw * runMs;
  return Math.floor((kilowattMs * 1_000) / hourMs / whPerStep);
}
