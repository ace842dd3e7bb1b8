import { clip, lengthOf, type Span } from "../kernel/span.ts";
import type { LinkLossCause } from "../machines/sample.ts";

/** A stretch in which a whole connection told nothing; `end` null while it lasts. UTC milliseconds. */
export interface Gap {
  readonly start: number;
  readonly end: number | null;
  readonly cause: string;
}

/** How a connection did. Milliseconds; time that several gaps cover counts once. */
export interface Uptime {
  readonly watchedMs: number;
  readonly lostMs: number;
  /** The part of `lostMs` in which it was switched off or the engine did not run. */
  readonly ownMs: number;
  readonly gapCount: number;
  readonly longestMs: number;
  readonly byCause: readonly {
    readonly cause: string;
    readonly count: number;
    readonly ms: number;
  }[];
}

const own: ReadonlySet<string> = new Set<LinkLossCause>(["starting", "engine_stopped", "disabled"]);

/** Did we ourselves end the link, so that no cable and no controller is to blame? */
export const isOwnStop = (cause: string): boolean => own.has(cause);

/** The spans with those merged that overlap or touch, in order. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.end) merged.push({ ...span });
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return merged;
}

const covered = (spans: readonly Span[]): number =>
  mergeSpans(spans).reduce((sum, span) => sum + lengthOf(span), 0);

/**
 * Uptime of a connection over `watched`: from its creation or the start of the range up to now or its end. A gap that is
 * still open lasts to the end of `watched`. Gaps that touch are told apart in the count and by cause, and are one in the
 * longest.
 */
export function uptimeOf(watched: Span, gaps: readonly Gap[]): Uptime {
  const clipped = gaps.flatMap(({ start, end, cause }) => {
    const span = clip({ start, end: end ?? watched.end }, watched);
    return span === undefined ? [] : [{ span, cause }];
  });
  const spansOf = (some: typeof clipped): Span[] => some.map(({ span }) => span);
  const merged = mergeSpans(spansOf(clipped));
  const byCause = [...Map.groupBy(clipped, ({ cause }) => cause)]
    .map(([cause, some]) => ({ cause, count: some.length, ms: covered(spansOf(some)) }))
    .toSorted((a, b) => b.ms - a.ms || a.cause.localeCompare(b.cause));
  return {
    watchedMs: Math.max(0, lengthOf(watched)),
    lostMs: covered(merged),
    ownMs: covered(spansOf(clipped.filter(({ cause }) => isOwnStop(cause)))),
    gapCount: clipped.length,
    longestMs: Math.max(0, ...merged.map(lengthOf)),
    byCause,
  };
}
