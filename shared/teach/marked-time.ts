import { lengthOf, type Span } from "../kernel/span.ts";
import { median } from "./median.ts";
import type { Mark } from "./teach.contract.ts";

/** Around a mark nobody knows exactly when the machine changed: this much on either side says nothing. */
export const graceMs = 1_500;
/** Parts further apart than this many usual distances do not show that the machine ran in between. */
const longestPause = 3;

export type MarkedState = "running" | "stopped" | "fault";
export interface MarkedSpan extends Span {
  readonly state: MarkedState;
}

/**
 * What a person said about the state, as spans without the uncertain edges: from each run, stop or fault mark to the next
 * one, and between parts that follow each other, where the machine must have run. Time nobody spoke about is in no span.
 */
export function markedTime(marks: readonly Mark[], end: number): MarkedSpan[] {
  const said = marks.filter(({ kind }) => kind !== "part");
  const spoken = said.map(({ kind, at }, i) => ({
    start: at,
    end: said[i + 1]?.at ?? end,
    state: kind as MarkedState,
  }));
  return [...spoken, ...ranBetweenParts(marks)]
    .map(({ start, end: until, state }) => ({
      start: start + graceMs,
      end: until - graceMs,
      state,
    }))
    .filter((span) => lengthOf(span) > 0)
    .toSorted((a, b) => a.start - b.start);
}

/** Only up to the first word about a state: from there on the person's words count. */
function ranBetweenParts(marks: readonly Mark[]): MarkedSpan[] {
  const firstWord = marks.findIndex(({ kind }) => kind !== "part");
  const parts = (firstWord === -1 ? marks : marks.slice(0, firstWord)).map(({ at }) => at);
  if (parts.length < 2) return [];
  const usual = median(parts.slice(1).map((at, i) => at - parts[i]!));
  const spans: MarkedSpan[] = [];
  for (const [i, start] of parts.slice(0, -1).entries()) {
    const until = parts[i + 1]!;
    if (until - start > longestPause * usual) continue;
    const last = spans.at(-1);
    if (last?.end === start) spans[spans.length - 1] = { ...last, end: until };
    else spans.push({ start, end: until, state: "running" });
  }
  return spans;
}
