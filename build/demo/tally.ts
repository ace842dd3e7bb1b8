import type { Phase } from "./phase.ts";

/** What a machine has made since it was switched on, and how far the cycle it is in has come. */
export interface Tally {
  readonly cycles: number;
  /** Rejected pieces. */
  readonly rejects: number;
  /** Share of the present cycle that is done, [0, 1). */
  readonly progress: number;
  /** Share of the next reject that is due, [0, 1): rejects come evenly within a run. */
  readonly rejectProgress: number;
  /** How long it has run, in milliseconds. */
  readonly runMs: number;
}

export const emptyTally: Tally = {
  cycles: 0,
  rejects: 0,
  progress: 0,
  rejectProgress: 0,
  runMs: 0,
};

/** The instant at which the n-th cycle of a running phase (n from 1) ends, whole milliseconds. */
export const cycleEnd = (phase: Phase, atStart: Tally, n: number): number =>
  phase.start + Math.ceil((n - atStart.progress) * phase.cycleMs);

/** Cycles that ended in `(phase.start, at]`. */
export function cyclesUntil(phase: Phase, atStart: Tally, at: number): number {
  if (phase.kind !== "run") return 0;
  let n = Math.max(0, Math.floor(atStart.progress + (at - phase.start) / phase.cycleMs));
  while (cycleEnd(phase, atStart, n + 1) <= at) n++;
  while (n > 0 && cycleEnd(phase, atStart, n) > at) n--;
  return n;
}

/** How long the machine has run since it was switched on, at an instant of the phase. Milliseconds. */
export const runMsUntil = (phase: Phase, atStart: Tally, at: number): number =>
  atStart.runMs + (phase.kind === "run" ? at - phase.start : 0);

/** The tally after `n` cycles of the phase; progress and time left aside, they are of use only where the phase ends. */
export function afterCycles(
  phase: Phase,
  atStart: Tally,
  n: number,
  piecesPerCycle: number,
): Tally {
  if (n === 0) return atStart;
  const due = atStart.rejectProgress + phase.rejectShare * piecesPerCycle * n;
  return {
    ...atStart,
    cycles: atStart.cycles + n,
    rejects: atStart.rejects + Math.floor(due),
    progress: 0,
    rejectProgress: due - Math.floor(due),
  };
}

/** The tally at an instant of the phase, ready to be carried into the next one. A changeover throws the open cycle away. */
export function tallyAt(phase: Phase, atStart: Tally, at: number, piecesPerCycle: number): Tally {
  if (phase.kind === "changeover") return { ...atStart, progress: 0 };
  if (phase.kind !== "run") return atStart;
  const n = cyclesUntil(phase, atStart, at);
  const progress = atStart.progress + (at - phase.start) / phase.cycleMs - n;
  return {
    ...afterCycles(phase, atStart, n, piecesPerCycle),
    progress: Math.min(Math.max(progress, 0), 1 - Number.EPSILON),
    runMs: runMsUntil(phase, atStart, at),
  };
}
