import type { Span } from "../kernel/span.ts";
import type { MachineState } from "../machines/machine-state.ts";

interface ShortStop extends Span {
  readonly state: MachineState;
  readonly cause: string | null;
  readonly isShort: boolean;
}

/** A burst: stops of one signature, sorted. */
export type StopBurst<Stop> = readonly [Stop, ...Stop[]];

/**
 * Bursts of short stops of one machine: the same state and cause, and never longer than `gapMs` from the end of one to
 * the start of the next. Stops of another signature in between do not end a burst. Sorted by their first stop.
 */
export function stopBursts<Stop extends ShortStop>(
  stops: readonly Stop[],
  gapMs: number,
  minimumCount: number,
): StopBurst<Stop>[] {
  const bursts: [Stop, ...Stop[]][] = [];
  const newest = new Map<string, [Stop, ...Stop[]]>();
  for (const stop of stops.filter(({ isShort }) => isShort)) {
    const signature = `${stop.state} ${stop.cause}`;
    const burst = newest.get(signature);
    if (burst !== undefined && stop.start - burst.at(-1)!.end <= gapMs) {
      burst.push(stop);
      continue;
    }
    const begun: [Stop, ...Stop[]] = [stop];
    newest.set(signature, begun);
    bursts.push(begun);
  }
  return bursts.filter(({ length }) => length >= minimumCount);
}
