import { minuteMs, minuteOf } from "../kernel/instant.ts";
import { lengthOf, overlaps, type Span } from "../kernel/span.ts";
import { firstAtRate, type CountedMinute } from "./at-rate.ts";
import type { ChangeoverStrip, PhaseTime, StripGap, StripPoint } from "./changeover.ts";
import { lengthWithin, standstills, type Standstill, type StateSpanOf } from "./standstill.ts";

/**
 * The film strip of a changeover (SMED): last good piece of the old → stopped → first piece → first good → at rate.
 * Standstills are known to the second from the machine's state, pieces to the minute from its counts. What lies in time
 * of which nothing is known stays unknown.
 */

/** A minute with pieces, and the side of the change they were told for. */
export interface StripMinute extends CountedMinute {
  readonly side: "old" | "new" | null;
  /** Not counted but put there afterwards (a counter difference over a gap): tells how many, not when. */
  readonly isReconstructed: boolean;
}

export interface StripInput {
  /** Instant the new product or order was told. */
  readonly at: number;
  /** What is known reaches up to here: the next change, now, or the end of the search. */
  readonly until: number;
  /** Why it ends there. */
  readonly untilBy: "next_change" | "now" | "search_end";
  /** What the machine did, gapless and in order. */
  readonly states: readonly StateSpanOf[];
  /** In order of time. */
  readonly minutes: readonly StripMinute[];
  /** Shifts without their breaks; empty = no calendar, all time is planned. */
  readonly planned: readonly Span[];
  /** Ideal pieces per minute of the new product; null = nobody has said. */
  readonly ratePerMinute: number | null;
  /** Pieces of the new product that are completed together, at least 1. */
  readonly piecesPerCycle: number;
}

/** A standstill with set-up this near the change belongs to it, although the order was entered before or after. */
const nearMs = 30 * minuteMs;

const gap = (reason: StripGap): StripPoint => ({ at: null, reason });

/** The standstill of the change: the one in which it was told, else the nearest that was called set-up. */
function standstillOf(all: readonly Standstill[], at: number, until: number): Standstill | null {
  const around = all.find(({ start, end }) => start <= at && at <= end);
  if (around !== undefined) return around;
  const distance = ({ start, end }: Standstill) => (end < at ? at - end : start - at);
  return (
    all
      .filter((stop) => stop.hasSetUp && distance(stop) <= nearMs && stop.start < until)
      .toSorted((a, b) => distance(a) - distance(b))[0] ?? null
  );
}

/** Set-up may be broken off by a trial run: it began with the first standstill after the last good piece. */
const beginOf = (
  stop: Standstill,
  all: readonly Standstill[],
  lastGood: CountedMinute | undefined,
): Standstill =>
  (lastGood === undefined
    ? undefined
    : all.find(
        ({ start, end }) => start >= lastGood.start && end >= lastGood.end && start < stop.start,
      )) ?? stop;

export function filmStrip(input: StripInput): ChangeoverStrip {
  const { at, until, states, planned } = input;
  const minutes = input.minutes.filter(({ total, reject }) => total !== 0 || reject !== 0);
  const all = standstills(states);
  const unknown = states.filter(({ state }) => state === "unknown");
  const stop = standstillOf(all, at, until);
  const isGood = ({ total, reject }: CountedMinute) => total > reject;

  // Where the machine stood for the change its standstill parts old from new; else the instant it was told does.
  const isOld = (minute: StripMinute) =>
    stop === null ? minute.side !== "new" && minute.start < at : minute.start < stop.start;
  const lastGoodMinute = minutes.findLast(
    (minute) => isOld(minute) && isGood(minute) && (minute.side !== "new" || stop !== null),
  );
  const began = stop === null ? null : beginOf(stop, all, lastGoodMinute);
  const isNew = (minute: StripMinute): boolean => {
    if (minute.start >= until) return false;
    if (stop === null || began === null)
      return minute.side === "new" || (minute.side === null && minute.start >= at);
    if (minute.start <= minuteOf(began.start))
      return minute.side === "new" && at >= began.start && at <= stop.end;
    return minute.side !== "old" || minute.start >= minuteOf(stop.end);
  };
  const fresh = minutes.filter(isNew);
  const isUnsure = (minute: StripMinute) =>
    minute.isReconstructed || lengthWithin(unknown, minute) > 0;

  const lastGood: StripPoint =
    lastGoodMinute === undefined
      ? gap("no_earlier_piece")
      : lastGoodMinute.isReconstructed
        ? gap("unknown_time")
        : {
            at: Math.min(lastGoodMinute.end, Math.max(lastGoodMinute.start, began?.start ?? at)),
            known: "minute",
          };
  const stopped: StripPoint =
    began === null
      ? gap("no_stop")
      : began.beginsUnknown
        ? gap("unknown_time")
        : { at: began.start, known: "second" };
  const firstOf = (minute: StripMinute | undefined, none: StripGap): StripPoint => {
    if (minute === undefined)
      return gap(lengthWithin(unknown, { start: at, end: until }) > 0 ? "unknown_time" : none);
    if (isUnsure(minute)) return gap("unknown_time");
    const resumed = stop !== null && minute.start < stop.end && stop.end < minute.end;
    return {
      at: resumed ? stop.end : Math.max(minute.start, began === null ? at : began.start),
      known: "minute",
    };
  };
  const firstPiece = firstOf(fresh[0], "no_piece");
  const firstGood = firstOf(fresh.find(isGood), fresh.length === 0 ? "no_piece" : "no_good_piece");
  const atRate = rateReached(fresh, unknown, input);

  const points = [lastGood, stopped, firstPiece, firstGood, atRate] as const;
  const between = (from: StripPoint, to: StripPoint): PhaseTime =>
    from.at === null || to.at === null ? null : timeOf(from.at, to.at, planned);
  const known = points.flatMap((point) => point.at ?? []);
  return {
    lastGood,
    stopped,
    firstPiece,
    firstGood,
    atRate,
    phases: {
      runOut: between(lastGood, stopped),
      setUp: between(stopped, firstPiece),
      firstPieces: between(firstPiece, firstGood),
      rampUp: between(firstGood, atRate),
    },
    whole: between(lastGood.at === null ? stopped : lastGood, atRate),
    outcome:
      atRate.at !== null
        ? "complete"
        : input.untilBy === "next_change"
          ? "interrupted"
          : input.untilBy === "now"
            ? "open"
            : "not_reached",
    unknownMs: lengthWithin(unknown, {
      start: Math.min(at, ...known),
      end: atRate.at ?? Math.max(until, at),
    }),
  };
}

function timeOf(from: number, to: number, planned: readonly Span[]): PhaseTime {
  const span = { start: from, end: Math.max(from, to) };
  const ms = lengthOf(span);
  const plannedMs = lengthWithin(planned, span);
  return { ms, plannedMs: planned.length === 0 ? ms : plannedMs };
}

function rateReached(
  fresh: readonly StripMinute[],
  unknown: readonly Span[],
  { until, planned, ratePerMinute, piecesPerCycle }: StripInput,
): StripPoint {
  const first = fresh[0];
  if (ratePerMinute === null || ratePerMinute <= 0) return gap("no_ideal_cycle");
  if (first === undefined) return gap("no_piece");
  const byStart = Map.groupBy(fresh, ({ start }) => start);
  const row: CountedMinute[] = [];
  for (let start = first.start; start + minuteMs <= until; start += minuteMs) {
    const minute = { start, end: start + minuteMs };
    if (planned.length > 0 && !planned.some((part) => overlaps(part, minute))) continue;
    const counted = byStart.get(start) ?? [];
    // Nobody knows the rate of a minute that was not seen.
    const isSeen =
      counted.every(({ isReconstructed }) => !isReconstructed) &&
      lengthWithin(unknown, minute) === 0;
    const sum = (key: "total" | "reject") => counted.reduce((all, one) => all + one[key], 0);
    row.push({ ...minute, total: isSeen ? sum("total") : -1, reject: sum("reject") });
  }
  const reached = firstAtRate(row, ratePerMinute, piecesPerCycle);
  return reached === null ? gap("not_at_rate") : { at: reached, known: "minute" };
}
