import type { Span } from "../kernel/span.ts";
import type { StateInterval } from "../oee/time-model.ts";
import { isStanding } from "./classifiable.ts";

/** What a person or a rule said of a stretch of standstill. The stretches of one machine never overlap. */
export interface StopClass extends Span {
  readonly id: string;
  /** Null = said to be without a reason: what the machine named does not hold either. */
  readonly reasonId: string | null;
}

/**
 * Lays what was said over what was measured: intervals are cut at the edges of the classes and take their reason; the
 * state, cause and id stay those of the machine. Pieces of one interval share its id.
 *
 * @param intervals of one machine, sorted, without overlaps
 * @param classes of the same machine, sorted, without overlaps
 */
export function layClasses(
  intervals: readonly StateInterval[],
  classes: readonly StopClass[],
): StateInterval[] {
  if (classes.length === 0) return [...intervals];
  const laid: StateInterval[] = [];
  let next = 0;
  for (const interval of intervals) {
    const end = interval.end ?? Infinity;
    while (next < classes.length && classes[next]!.end <= interval.start) next++;
    if (!isStanding(interval.state)) {
      laid.push(interval);
      continue;
    }
    let at = interval.start;
    const give = (until: number, reasonId: string | null): void => {
      if (until <= at) return;
      laid.push({ ...interval, start: at, end: until === Infinity ? null : until, reasonId });
      at = until;
    };
    for (let i = next; i < classes.length && classes[i]!.start < end; i++) {
      const said = classes[i]!;
      give(Math.max(at, said.start), interval.reasonId);
      give(Math.min(said.end, end), said.reasonId);
    }
    give(end, interval.reasonId);
  }
  return laid;
}
