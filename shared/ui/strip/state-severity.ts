import type { MachineState } from "#shared/machines/machine-state.ts";

/**
 * How much a state asks for attention, worst first. A dead link stands right behind a breakdown: nobody knows
 * what hides behind it.
 */
export const statesWorstFirst = [
  "down",
  "unknown",
  "external",
  "stopped",
  "setup",
  "maintenance",
  "planned",
  "idle",
  "running",
] as const satisfies readonly MachineState[];

const ranks = new Map<MachineState, number>(statesWorstFirst.map((state, rank) => [state, rank]));

/** 0 is worst. */
export const severityRank = (state: MachineState): number =>
  ranks.get(state) ?? statesWorstFirst.length;

/** The state to show when two must share one place. */
export const worseOf = (a: MachineState, b: MachineState): MachineState =>
  severityRank(b) < severityRank(a) ? b : a;
