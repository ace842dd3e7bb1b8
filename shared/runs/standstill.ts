import { clip, lengthOf, type Span } from "../kernel/span.ts";
import type { MachineState } from "../machines/machine-state.ts";

export interface StateSpanOf extends Span {
  readonly state: MachineState;
}

/** Time between two times of running. */
export interface Standstill extends Span {
  /** The machine or a person called some of it set-up. */
  readonly hasSetUp: boolean;
  /** It begins with time of which nothing is known, so nobody can tell when the machine stopped. */
  readonly beginsUnknown: boolean;
}

/** The standstills of a machine, in order; unknown time is part of the standstill it touches. */
export function standstills(states: readonly StateSpanOf[]): Standstill[] {
  const found: Standstill[] = [];
  for (const { start, end, state } of states) {
    if (state === "running") continue;
    const last = found.at(-1);
    if (last !== undefined && last.end === start)
      found[found.length - 1] = {
        ...last,
        end,
        hasSetUp: last.hasSetUp || state === "setup",
      };
    else
      found.push({
        start,
        end,
        hasSetUp: state === "setup",
        beginsUnknown: state === "unknown",
      });
  }
  return found;
}

/** Milliseconds of a span that lie in some of the parts. */
export const lengthWithin = (parts: readonly Span[], span: Span): number =>
  parts.reduce((sum, part) => {
    const inside = clip(part, span);
    return inside === undefined ? sum : sum + lengthOf(inside);
  }, 0);
