import type { TagValue } from "#shared/machines/sample.ts";

/** Addresses a simulated machine has, with the words a browse shows. */
export const simulatedSignals = {
  running: "Running",
  count: "Pieces made",
  reject: "Pieces rejected",
  state: "PackML state",
  speed: "Pieces per minute",
} as const;
export type SimulatedSignal = keyof typeof simulatedSignals;

/** The machine at an instant; plain data, so that a test can look at it. */
export interface SimulatedMachine {
  readonly at: number;
  readonly random: number;
  readonly phase: "running" | "stopped" | "fault";
  readonly phaseEndsAt: number;
  readonly nextPieceAt: number;
  readonly count: number;
  readonly reject: number;
}

const rejectShare = 0.02;
const faultShare = 0.25;

/** PackML StateCurrent: Execute, Stopped, Aborted. */
const packmlState = { running: 6, stopped: 2, fault: 9 } as const;

/** One step of mulberry32: the next state and a number in [0, 1). */
function draw(random: number): { random: number; unit: number } {
  const next = (random + 0x6d2b79f5) | 0;
  let mixed = Math.imul(next ^ (next >>> 15), 1 | next);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return { random: next, unit: ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 };
}

export function startMachine(seed: number, cycleMs: number, at: number): SimulatedMachine {
  const { random, unit } = draw(seed);
  return {
    at,
    random,
    phase: "running",
    phaseEndsAt: at + phaseMs("running", unit),
    nextPieceAt: at + cycleMs,
    count: 0,
    reject: 0,
  };
}

/** Length of a phase: runs of half a minute to three, stops of four seconds to forty, faults of half a minute to two. Milliseconds. */
function phaseMs(phase: SimulatedMachine["phase"], unit: number): number {
  const [least, span] = {
    running: [30_000, 150_000],
    stopped: [4_000, 36_000],
    fault: [30_000, 90_000],
  }[phase] as [number, number];
  return Math.round(least + span * unit);
}

/** The same machine at a later instant. The same seed gives the same life, however often it is asked. */
export function advanceMachine(
  machine: SimulatedMachine,
  cycleMs: number,
  now: number,
): SimulatedMachine {
  let next = machine;
  for (;;) {
    const pieceAt = next.phase === "running" ? next.nextPieceAt : Number.POSITIVE_INFINITY;
    const eventAt = Math.min(pieceAt, next.phaseEndsAt);
    if (eventAt > now) return { ...next, at: now };
    next = pieceAt <= next.phaseEndsAt ? makePiece(next, cycleMs) : changePhase(next, cycleMs);
  }
}

function makePiece(machine: SimulatedMachine, cycleMs: number): SimulatedMachine {
  const { random, unit } = draw(machine.random);
  return {
    ...machine,
    random,
    at: machine.nextPieceAt,
    nextPieceAt: machine.nextPieceAt + cycleMs,
    count: machine.count + 1,
    reject: machine.reject + (unit < rejectShare ? 1 : 0),
  };
}

function changePhase(machine: SimulatedMachine, cycleMs: number): SimulatedMachine {
  const kind = draw(machine.random);
  const length = draw(kind.random);
  const stop = kind.unit < faultShare ? "fault" : "stopped";
  const phase = machine.phase === "running" ? stop : "running";
  const at = machine.phaseEndsAt;
  return {
    ...machine,
    random: length.random,
    at,
    phase,
    phaseEndsAt: at + phaseMs(phase, length.unit),
    nextPieceAt: at + cycleMs,
  };
}

/** What the machine shows on one signal. */
export function readSignal(
  machine: SimulatedMachine,
  signal: SimulatedSignal,
  cycleMs: number,
): TagValue {
  switch (signal) {
    case "running":
      return machine.phase === "running";
    case "count":
      return machine.count;
    case "reject":
      return machine.reject;
    case "state":
      return packmlState[machine.phase];
    case "speed":
      return machine.phase === "running" ? Math.round(600_000 / cycleMs) / 10 : 0;
    default:
      return signal satisfies never;
  }
}
