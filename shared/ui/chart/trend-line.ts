import type { Span } from "../../kernel/span.ts";

/** Time of a line that cannot be told, and why. */
export interface MissingTime extends Span {
  readonly cause: string;
}

/** One tag as a chart shows it. Instants are UTC milliseconds, in order. */
export interface TrendLine {
  readonly id: string;
  /** Code of the tag. */
  readonly label: string;
  /** Lines of one unit share a scale; "" = none. */
  readonly unit: string;
  /** `curve`: numbers on a scale; `lane`: states, switches and texts as steps. */
  readonly kind: "curve" | "lane";
  readonly at: readonly number[];
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  readonly last: readonly (number | null)[];
  readonly texts: readonly { readonly at: number; readonly text: string }[];
  /** The reading that holds when the range begins. */
  readonly before: {
    readonly at: number;
    readonly value: number | null;
    readonly text: string | null;
  } | null;
  readonly missing: readonly MissingTime[];
}

/** What a line says at an instant. */
export interface LineReading {
  readonly value: number | null;
  /** Extremes of the stretch, where they differ from the value. */
  readonly min: number | null;
  readonly max: number | null;
  readonly text: string | null;
  /** Why nothing is known there; null = it is. */
  readonly cause: string | null;
}

/** Given up, but not silent: summaries are there. */
const toldInPart: ReadonlySet<string> = new Set(["down_sampled"]);

/** Index of the last element at or before `at`; -1 = none. */
export function lastAtOrBefore(at: readonly number[], instant: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at[middle]! <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The cause of the missing time at an instant; null = it is told. */
export function missingAt(line: Pick<TrendLine, "missing">, instant: number): string | null {
  const found = line.missing.find(
    ({ start, end, cause }) => start <= instant && instant < end && !toldInPart.has(cause),
  );
  return found?.cause ?? null;
}

/** A value holds until the next one, but not through missing time. */
export function readingAt(line: TrendLine, instant: number): LineReading {
  const cause = missingAt(line, instant);
  const nothing = { value: null, min: null, max: null, text: null };
  if (cause !== null) return { ...nothing, cause };
  const step = line.texts.findLast(({ at }) => at <= instant);
  const text = step?.text ?? line.before?.text ?? null;
  const i = lastAtOrBefore(line.at, instant);
  if (i < 0) return { ...nothing, value: line.before?.value ?? null, text, cause: null };
  return { value: line.last[i]!, min: line.min[i]!, max: line.max[i]!, text, cause: null };
}

/** Missing time of several lines as one, for the ground of the chart. */
export function allMissing(lines: readonly Pick<TrendLine, "missing">[]): Span[] {
  const sorted = lines
    .flatMap(({ missing }) => missing.filter(({ cause }) => !toldInPart.has(cause)))
    .toSorted((a, b) => a.start - b.start);
  const joined: Span[] = [];
  for (const { start, end } of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else joined.push({ start, end });
  }
  return joined;
}
