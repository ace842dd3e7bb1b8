import { contains, type Span } from "../kernel/span.ts";
import type { MachineState } from "../machines/machine-state.ts";

/** States that a reason can explain; running stays running, and no reason turns missing data into knowledge. */
export const isStanding = (state: MachineState): boolean =>
  state !== "running" && state !== "unknown";

/** A longer run between two stops keeps them apart: they cannot be merged over it. Milliseconds. */
export const longestMergedRunMs = 600_000;

export type SpanIssue =
  | "must be after the start"
  | "must not lie in the future"
  | "the machine did not stand at this time"
  | "the machine did not stand all of this time";

interface Known {
  /** Standstill of the machine around the span: sorted, touching ones joined; an open one ends in Infinity. */
  readonly standing: readonly Span[];
  /** Classes that hold, apart from each other: inside one the machine may have run, because stops were merged. */
  readonly held: readonly Span[];
  readonly now: number;
}

/** Why nothing can be said of a span; null = it can. An open stop ends in Infinity. */
export function spanIssue(span: Span, { standing, held, now }: Known): SpanIssue | null {
  if (span.start >= span.end) return "must be after the start";
  if (span.start >= now || (span.end !== Infinity && span.end > now))
    return "must not lie in the future";
  const first = standing.find((stretch) => contains(stretch, span.start));
  const last = standing.find(({ start, end }) => start < span.end && span.end <= end);
  if (first === undefined || last === undefined) return "the machine did not stand at this time";
  if (first === last) return null;
  const gap = { start: first.end, end: last.start };
  return held.some((row) => row.start <= gap.start && gap.end <= row.end)
    ? null
    : "the machine did not stand all of this time";
}

export type MergeIssue =
  | "two stops must not overlap"
  | "a stop that still stands is merged when it has ended"
  | "a standstill between them is not among them"
  | "the machine ran for too long between them";

/** Why spans cannot be made one; null = they can. Each of them was found to stand before. */
export function mergeIssue(spans: readonly Span[], standing: readonly Span[]): MergeIssue | null {
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  if (sorted.at(-1)!.end === Infinity)
    return "a stop that still stands is merged when it has ended";
  for (const [i, span] of sorted.entries()) {
    const next = sorted[i + 1];
    if (next === undefined) break;
    if (next.start < span.end) return "two stops must not overlap";
    const gap = { start: span.end, end: next.start };
    if (gap.start === gap.end) continue;
    if (standing.some((stretch) => stretch.start < gap.end && gap.start < stretch.end))
      return "a standstill between them is not among them";
    if (gap.end - gap.start > longestMergedRunMs)
      return "the machine ran for too long between them";
  }
  return null;
}

/** Why a stop cannot be cut at these instants; null = it can. */
export const cutIssue = (span: Span, cuts: readonly number[]): string | null => {
  const edges = [span.start, ...cuts, span.end];
  return edges.every((edge, i) => i === 0 || edges[i - 1]! < edge)
    ? null
    : "must lie inside the stop, each after the one before";
};
