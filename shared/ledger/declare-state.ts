import { clip, lengthOf, type Span } from "../kernel/span.ts";
import type { StateFact } from "../machines/machine-fact.ts";
import type { MachineState } from "../machines/machine-state.ts";

/** An interval of the machine as stored; `end` null while it lasts. */
export interface StoredStretch {
  readonly start: number;
  readonly end: number | null;
  readonly state: MachineState;
  readonly cause: string | null;
  readonly provenance: StateFact["provenance"];
}

export interface Declaration extends Span {
  readonly state: Exclude<MachineState, "unknown">;
  readonly note: string;
}

/** New facts that change what is said of some time, and how much time that is in milliseconds. */
export interface Correction {
  readonly facts: readonly StateFact[];
  readonly ms: number;
}

const isUnknown = ({ state }: StoredStretch): boolean => state === "unknown";
const isTyped = ({ provenance }: StoredStretch): boolean => provenance === "typed";

/**
 * From here on the machine has not been seen again: its gap may still be filled by the server's history, so nobody types
 * into it. Infinity when the machine is seen now.
 */
export function openGapFrom(stretches: readonly StoredStretch[]): number {
  let from = Number.POSITIVE_INFINITY;
  for (const stretch of stretches.toReversed()) {
    const isOpenEnd = stretch.end === null && isUnknown(stretch);
    const reachesIt = stretch.end === from && (isUnknown(stretch) || isTyped(stretch));
    if (!isOpenEnd && !reachesIt) break;
    from = stretch.start;
  }
  return from;
}

/**
 * Says `meaning` for the part of the stretch inside the span, at its start and at every instant at which something was
 * said before, and what the stretch says itself again from the end of that part on.
 */
function sayInside(
  stretch: StoredStretch,
  span: Span,
  instants: readonly number[],
  meaning: Omit<StateFact, "kind" | "at">,
): Correction {
  const end = stretch.end ?? span.end;
  const part = clip({ start: stretch.start, end }, span);
  if (part === undefined) return { facts: [], ms: 0 };
  const inside = instants.filter((at) => at > part.start && at < part.end);
  const facts = [part.start, ...new Set(inside)].map((at): StateFact => ({
    kind: "state",
    at,
    ...meaning,
  }));
  const { state, cause, provenance } = stretch;
  const rest: StateFact[] =
    part.end < end
      ? [{ kind: "state", at: part.end, state, cause, reasonCode: null, provenance }]
      : [];
  return { facts: [...facts, ...rest], ms: lengthOf(part) };
}

const together = (corrections: readonly Correction[]): Correction => ({
  facts: corrections.flatMap(({ facts }) => facts),
  ms: corrections.reduce((sum, { ms }) => sum + ms, 0),
});

/**
 * What a person says about unknown time: facts of provenance `typed` for the unknown time of the span, none for any other.
 * @param stretches the machine's intervals that touch the span, in order
 * @param instants when stored facts say something inside the span
 * @param openFrom where the time begins that nobody may type into yet, see `openGapFrom`
 */
export function declareState(
  stretches: readonly StoredStretch[],
  instants: readonly number[],
  { start, end, state, note }: Declaration,
  openFrom: number,
): Correction {
  const span = { start, end: Math.min(end, openFrom) };
  return together(
    stretches
      .filter((stretch) => isUnknown(stretch) && stretch.start < span.end)
      .map((stretch) =>
        sayInside(stretch, span, instants, {
          state,
          cause: note,
          reasonCode: null,
          provenance: "typed",
        }),
      ),
  );
}

/** Takes back what was typed inside the span: unknown again, with the cause that `causeAt` knows from before. */
export function withdrawState(
  stretches: readonly StoredStretch[],
  instants: readonly number[],
  span: Span,
  causeAt: (at: number) => string | null,
): Correction {
  return together(
    stretches.filter(isTyped).map((stretch) =>
      sayInside(stretch, span, instants, {
        state: "unknown",
        cause: causeAt(Math.max(stretch.start, span.start)),
        reasonCode: null,
        provenance: "measured",
      }),
    ),
  );
}
