import { timeElements, type TimeElements } from "#shared/oee/time-elements.ts";
import type { TimeClass } from "#shared/oee/time-model.ts";

/** The classes planned busy time is made of, as people read losses: what ran, then what was lost, then what nobody knows. */
export const busyClasses = [
  "apt",
  "aust",
  "adet_minor",
  "adet_down",
  "adet_external",
  "adot",
  "unknown",
] as const satisfies readonly TimeClass[];

export interface BalanceLine {
  readonly timeClass: TimeClass;
  readonly ms: number;
  /** Of planned busy time, 0..1; null where nothing was planned. */
  readonly share: number | null;
}

export interface TimeBalance {
  readonly lines: readonly BalanceLine[];
  readonly elements: TimeElements;
  /** Planned busy time less its lines. Milliseconds, always 0. */
  readonly remainderMs: number;
}

/** Where the planned minutes went. `plannedMs`: planned busy time, from the calendar when the proof tells it. */
export function timeBalance(
  time: Readonly<Record<TimeClass, number>>,
  plannedMs?: number,
): TimeBalance {
  const elements = timeElements(time);
  const planned = plannedMs ?? elements.pbt;
  const lines = busyClasses.map((timeClass) => ({
    timeClass,
    ms: time[timeClass],
    share: planned === 0 ? null : time[timeClass] / planned,
  }));
  return { lines, elements, remainderMs: planned - lines.reduce((sum, { ms }) => sum + ms, 0) };
}
