import type { Span } from "#shared/kernel/span.ts";
import type { Piece } from "./flatten.ts";
import type { KnownInterval, ScheduledTime } from "./machine-time.ts";

/**
 * A stop from the moment the machine stood still until it went on, whatever shift, order or report edge cuts it.
 * Touching intervals that are stops or breakdowns are one stop; touching external ones are one of their own.
 */
export interface WholeStop extends Span {
  /** Standstill by the clock, milliseconds. */
  readonly elapsedMs: number;
  /** The part inside shifts, milliseconds: this length decides whether the stop is a minor one. */
  readonly scheduledMs: number;
  /** A part of it is a breakdown; such a stop is never minor, however short. */
  readonly breakdown: boolean;
  /** Still standing at `now`: both lengths will grow. */
  readonly open: boolean;
}

const chainOf = { stop: "stop", breakdown: "stop", external: "external" } as const;

const chain = (piece: Piece<KnownInterval>): "stop" | "external" | null =>
  piece.of.kind in chainOf ? chainOf[piece.of.kind as keyof typeof chainOf] : null;

/** The whole stops in the machine's time, sorted, each judged against the shift calendar. */
export function wholeStops(
  machine: readonly Piece<KnownInterval>[],
  calendar: readonly Piece<ScheduledTime>[],
): Piece<WholeStop>[] {
  const links: Piece<KnownInterval>[][] = [];
  for (const piece of machine) {
    const kind = chain(piece);
    if (kind === null) continue;
    const last = links.at(-1)?.at(-1);
    if (last !== undefined && last.end === piece.start && chain(last) === kind)
      links.at(-1)!.push(piece);
    else links.push([piece]);
  }
  const scheduledIn = overlapWith(calendar);
  return links.map((pieces) => {
    const { start, end } = { start: pieces[0]!.start, end: pieces.at(-1)!.end };
    const stop: WholeStop = {
      start,
      end,
      elapsedMs: end - start,
      scheduledMs: scheduledIn({ start, end }),
      breakdown: pieces.some((piece) => piece.of.kind === "breakdown"),
      open: pieces.at(-1)!.of.open,
    };
    return { start, end, of: stop };
  });
}

/** Measures how much of each span lies in sorted pieces; the spans asked for must be sorted and apart. */
function overlapWith(pieces: readonly Span[]): (span: Span) => number {
  let first = 0;
  return (span) => {
    while (first < pieces.length && pieces[first]!.end <= span.start) first++;
    let sum = 0;
    for (let i = first; i < pieces.length && pieces[i]!.start < span.end; i++)
      sum += Math.min(pieces[i]!.end, span.end) - Math.max(pieces[i]!.start, span.start);
    return sum;
  };
}
