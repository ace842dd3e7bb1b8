import type { Span } from "../kernel/span.ts";
import type { RunSpan, StateInterval } from "../oee/time-model.ts";
import type { StandingState } from "./rule-condition.ts";

/** A standstill as rules see it: only what was measured, never what people or rules said of it. */
export interface StandingStop extends Span {
  readonly machineId: string;
  /** It still stands: `end` is the last captured moment, and the stop will be longer. */
  readonly isOpen: boolean;
  readonly states: readonly StandingState[];
  /** The machine's own words during the stop, in order. */
  readonly causes: readonly string[];
  /** What the machine was to make when the stop began. */
  readonly productId: string | null;
}

/** Stopped and down are one standstill, as for OEE; every other state is a stretch of its own. */
const groupOf = (state: StandingState): string =>
  state === "stopped" || state === "down" ? "stop" : state;

const isStanding = (
  interval: StateInterval,
): interval is StateInterval & { readonly state: StandingState } =>
  interval.state !== "running" && interval.state !== "unknown";

/**
 * The standstills in a machine's measured intervals.
 *
 * @param intervals measured, sorted, without overlaps; not under classes
 * @param runs of the same time, sorted
 * @param now instant up to which facts are known
 */
export function standingStops(
  machineId: string,
  intervals: readonly StateInterval[],
  runs: readonly RunSpan[],
  now: number,
): StandingStop[] {
  const chains: (StateInterval & { readonly state: StandingState })[][] = [];
  for (const interval of intervals) {
    if (!isStanding(interval) || interval.start >= now) continue;
    const last = chains.at(-1)?.at(-1);
    if (last?.end === interval.start && groupOf(last.state) === groupOf(interval.state))
      chains.at(-1)!.push(interval);
    else chains.push([interval]);
  }
  let run = 0;
  return chains.map((chain) => {
    const { start } = chain[0]!;
    const { end } = chain.at(-1)!;
    while (run < runs.length && (runs[run]!.end ?? Infinity) <= start) run++;
    const making = runs[run];
    return {
      machineId,
      start,
      end: Math.min(end ?? now, now),
      isOpen: end === null || end > now,
      states: [...new Set(chain.map(({ state }) => state))],
      causes: [...new Set(chain.flatMap(({ cause }) => cause ?? []))],
      productId: making !== undefined && making.start <= start ? making.productId : null,
    };
  });
}
