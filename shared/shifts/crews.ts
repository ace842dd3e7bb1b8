import { dayNumber } from "./local-time.ts";
import type { ShiftPattern } from "./shift-pattern.ts";

/** Code of the crew that the rotation gives a shift that starts on a date; null = none. */
export function crewOn(pattern: ShiftPattern, shiftCode: string, date: string): string | null {
  const rotation = pattern.crewRotation;
  if (rotation === undefined) return null;
  const { anchor, daysPerStep, steps } = rotation;
  const step = Math.floor((dayNumber(date) - dayNumber(anchor)) / daysPerStep);
  return steps[((step % steps.length) + steps.length) % steps.length]![shiftCode] ?? null;
}

/** Name of a crew as people read it; its code where the pattern no longer has it. */
export const crewName = (pattern: ShiftPattern, code: string): string =>
  pattern.crews?.find((crew) => crew.code === code)?.name ?? code;
