import type { Span } from "#shared/kernel/span.ts";
import type { Piece } from "./flatten.ts";
import type { KnownInterval, ScheduledTime } from "./machine-time.ts";

/**
 * A stop from the moment the machine stood still until it went on, whatever shift, order or report edge cuts it.
 * Touching intervals that are stops or breakdowns are one stop; touching external ones are one of their own. A run
 * shorter than the machine's minimum does not end it.
 */
export interface WholeStop extends Span {
  /** Standstill by the clock, milliseconds. */
  readonly elapsedMs: number;
  /** The part inside shifts, milliseconds: this length decides whether the stop is a minor one. */
  readonly scheduledMs: number;
  /** A part of it is a breakdown; such a stop is never minor, however short. */
  readonly breakdown: boolean;
  /** Still standing at `now`, or run again too shortly to have ended: both lengths may grow. */
  readonly open: boolean;
}

const chainOf = { stop: "stop", breakdown: "stop", external: "external" } as const;

const chain = (piece: Piece<KnownInterval>): "stop" | "external" | null =>
  piece.of.kind in chainOf ? chainOf[piece.of.kind as keyof typeof chainOf] : null;

/** A stop while it is put together: its standing pieces, runs too short to end it left out. */
type Links = Piece<KnownInterval>[];

/**
 * The whole stops in the machine's time, each judged against the shift calendar: one piece per stretch of standstill,
 * sorted; stretches of one stop share it.
 *
 * @param minimumRunMs a run between two standstills that is shorter does not end the stop. It stays production time:
 *   the stop's lengths are those of the standstills alone.
 */
export function wholeStops(
  machine: readonly Piece<KnownInterval>[],
  calendar: readonly Piece<ScheduledTime>[],
  minimumRunMs: number,
): Piece<WholeStop>[] {
  const stops: Links[] = [];
  /** Where the run began that touches the last link; null = something else came between. */
  let runFrom: number | null = null;
  let reachesTo = -Infinity;
  for (const piece of machine) {
    if (piece.start !== reachesTo) runFrom = null;
    reachesTo = piece.end;
    const kind = chain(piece);
    const last = stops.at(-1)?.at(-1);
    if (kind === null) {
      if (piece.of.kind !== "running") runFrom = null;
      else if (last?.end === piece.start) runFrom = piece.start;
      continue;
    }
    const goesOn =
      last !== undefined &&
      chain(last) === kind &&
      (last.end === piece.start || (runFrom === last.end && piece.start - runFrom < minimumRunMs));
    if (goesOn) stops.at(-1)!.push(piece);
    else stops.push([piece]);
    runFrom = null;
  }
  const newest = machine.at(-1);
  const mayGoOn =
    newest?.of.open === true && runFrom !== null && newest.end - runFrom < minimumRunMs;
  const scheduledIn = overlapWith(calendar);
  return stops.flatMap((links, i) => {
    const stretches = joined(links);
    const stop: WholeStop = {
      start: links[0]!.start,
      end: links.at(-1)!.end,
      elapsedMs: stretches.reduce((sum, { start, end }) => sum + end - start, 0),
      scheduledMs: stretches.reduce((sum, span) => sum + scheduledIn(span), 0),
      breakdown: links.some((piece) => piece.of.kind === "breakdown"),
      open: links.at(-1)!.of.open || (mayGoOn && i === stops.length - 1),
    };
    return stretches.map(({ start, end }) => ({ start, end, of: stop }));
  });
}

/** Touching pieces as one. */
function joined(pieces: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end } of pieces) {
    const last = spans.at(-1);
    if (last?.end === start) spans[spans.length - 1] = { start: last.start, end };
    else spans.push({ start, end });
  }
  return spans;
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
