import { contains, type Span } from "#shared/kernel/span.ts";
import type { Provenance } from "#shared/machines/machine-state.ts";
import type { ClassifiedSpan } from "./classify-time.ts";
import { byText, inOrder } from "./flatten.ts";
import { cycleAt, type UsedCycle } from "./ideal-cycle.ts";
import type { CountFact, IdealCycle, TimeClass } from "./time-model.ts";

/** A count with the one instant it is booked at, the class of that instant and the PRI valid then. */
export interface BookedCount extends Span {
  readonly bookedAt: number;
  readonly class: TimeClass;
  readonly shiftId: string | null;
  readonly runId: string | null;
  readonly productId: string | null;
  readonly total: number;
  readonly reject: number;
  /** Of the rejects, those sent to rework; null = not recorded. */
  readonly rework: number | null;
  readonly provenance: Provenance;
  /** Null: no ideal cycle was valid, or no product was set. */
  readonly ideal: UsedCycle | null;
}

/** Where the pieces of a class belong. */
export const pieceShare: Readonly<Record<TimeClass, "busy" | "unknown" | "unplanned">> = {
  apt: "busy",
  aust: "busy",
  adet_minor: "busy",
  adet_down: "busy",
  adet_external: "busy",
  adot: "busy",
  unknown: "unknown",
  planned_down: "unplanned",
  not_scheduled: "unplanned",
};

/**
 * The span with every count that touches it: time must be classified over this reach, so that a count which
 * straddles an edge is booked the same from both sides.
 */
export function countReach(span: Span, counts: readonly CountFact[]): Span {
  let { start, end } = span;
  for (const count of counts) {
    if (!touches(count, span)) continue;
    start = Math.min(start, count.start);
    end = Math.max(end, count.end);
  }
  return { start, end };
}

/**
 * Books every count whole at one instant, which decides range, shift, order, class and PRI alike: the first instant
 * of its own time that is known busy time; else the first unknown one; else its start. So a minute that straddles the
 * end of a break counts as planned output, nothing is split, and ranges that touch share no piece and lose none.
 *
 * @param time classified over `countReach(span, counts)`
 * @returns the counts booked inside `span`, sorted by start
 */
export function bookCounts(
  span: Span,
  counts: readonly CountFact[],
  time: readonly ClassifiedSpan[],
  cycles: readonly IdealCycle[],
): BookedCount[] {
  const idealAt = cycleAt(cycles);
  const booked: BookedCount[] = [];
  let first = 0;
  const sorted = inOrder(
    counts.filter((count) => touches(count, span)),
    byTime,
  );
  for (const count of sorted) {
    while (first < time.length && time[first]!.end <= count.start) first++;
    const place = placeOf(count, time, first);
    if (place === null || !contains(span, place.at)) continue;
    booked.push({
      start: count.start,
      end: count.end,
      bookedAt: place.at,
      class: place.in.class,
      shiftId: place.in.shiftId,
      runId: count.runId === undefined ? place.in.runId : count.runId,
      productId: count.productId,
      total: count.total,
      reject: count.reject,
      rework: count.rework ?? null,
      provenance: count.provenance,
      ideal: idealAt(count.productId, place.at, count.cavities),
    });
  }
  return booked;
}

/** A count whose start and end are the same instant still happened at that instant. */
const endOf = (count: Span): number => Math.max(count.end, count.start + 1);

const touches = (count: Span, span: Span): boolean =>
  count.start < span.end && endOf(count) > span.start;

/** A total order, so that a proof reads the same whatever order its rows came in. */
const byTime = (a: CountFact, b: CountFact): number =>
  a.start - b.start ||
  a.end - b.end ||
  byText(a.productId ?? "", b.productId ?? "") ||
  a.total - b.total ||
  a.reject - b.reject;

interface Place {
  readonly at: number;
  readonly in: ClassifiedSpan;
}

function placeOf(count: CountFact, time: readonly ClassifiedSpan[], first: number): Place | null {
  const start = time[first];
  if (start === undefined) return null;
  let unknown: Place | null = null;
  for (let i = first; i < time.length && time[i]!.start < endOf(count); i++) {
    const place = { at: Math.max(time[i]!.start, count.start), in: time[i]! };
    const share = pieceShare[place.in.class];
    if (share === "busy") return place;
    if (share === "unknown") unknown ??= place;
  }
  return unknown ?? { at: count.start, in: start };
}
