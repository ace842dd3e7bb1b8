import { minuteMs } from "../kernel/instant.ts";
import type { ReplayEvent, ReplayMachine } from "./replay.contract.ts";

type ReplaySpan = ReplayMachine["spans"][number];
type ReplayRun = ReplayMachine["runs"][number];

/** A machine as it was at an instant of the replay. */
export interface MachineThen {
  /** Null: nothing is known of the instant. */
  readonly span: ReplaySpan | null;
  readonly run: ReplayRun | null;
  /** Pieces of the minutes that were over by then. */
  readonly total: number;
  readonly reject: number;
}

/**
 * The machine at `at`. Pieces are known by the minute, so those of a minute that is not over yet are not counted.
 * @param from start of the replayed range, UTC milliseconds
 */
export function machineThen(machine: ReplayMachine, from: number, at: number): MachineThen {
  const minutes = Math.max(0, Math.floor((at - from) / minuteMs));
  return {
    span: spanAt(machine.spans, at),
    run: machine.runs.find((run) => run.start <= at && (run.end === null || run.end > at)) ?? null,
    total: sumOfFirst(machine.total, minutes),
    reject: sumOfFirst(machine.reject, minutes),
  };
}

/** Where the playing clock is after `elapsedMs` of real time at `speed`, never beyond the end. */
export const playedTo = (at: number, elapsedMs: number, speed: number, end: number): number =>
  Math.min(end, at + elapsedMs * speed);

/** The events up to `at`, newest first, at most so many. */
export const eventsUntil = (
  events: readonly ReplayEvent[],
  at: number,
  most: number,
): ReplayEvent[] =>
  events
    .filter((event) => event.at <= at)
    .slice(-most)
    .toReversed();

/** Half-open spans in order; a machine of a hundred thousand of them is looked up in 17 steps. */
function spanAt(spans: readonly ReplaySpan[], at: number): ReplaySpan | null {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span !== undefined && span.start <= at ? span : null;
}

function sumOfFirst(values: readonly number[], count: number): number {
  let sum = 0;
  for (let i = 0; i < Math.min(count, values.length); i++) sum += values[i]!;
  return sum;
}
