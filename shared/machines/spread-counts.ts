import { minuteMs, minuteOf } from "../kernel/instant.ts";
import type { CountedFact } from "./machine-fact.ts";
import { shareOf } from "./share-of.ts";

/** The share of a count fact that fell into one minute; `[from, to)` is the part of the fact inside the minute. */
export interface MinuteCount {
  readonly minute: number;
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly reject: number;
}

/**
 * Splits a count fact over the minutes it touches. Pieces are taken as completed one after the other at even distances,
 * the last one at the reading that ends the fact: pieces of a gap lie flat over it, and a single piece after a long stop
 * lies in the minute it was counted in, not somewhere in the stop; those of one cycle stay together. Rejects lie evenly among the pieces, so that no minute
 * has more of them than pieces; a fact of rejects alone is spread like pieces. The parts sum exactly; minutes without any
 * are left out; a suspect fact counts nowhere.
 */
export function spreadCounts(fact: CountedFact): MinuteCount[] {
  if (fact.suspect !== null) return [];
  const length = fact.to - fact.from;
  const together =
    fact.together !== undefined && fact.total % fact.together === 0 ? fact.together : 1;
  const piecesUntil = (at: number): number =>
    shareOf(fact.total / together, at - fact.from, length) * together;
  const rejectsUntil = (at: number, pieces: number): number =>
    fact.total > 0
      ? shareOf(fact.reject, pieces, fact.total)
      : shareOf(fact.reject, at - fact.from, length);
  const parts: MinuteCount[] = [];
  let [from, pieces, rejects] = [fact.from, 0, 0];
  while (from < fact.to) {
    const minute = minuteOf(from);
    const to = Math.min(minute + minuteMs, fact.to);
    const piecesNow = piecesUntil(to);
    const rejectsNow = rejectsUntil(to, piecesNow);
    const part = { minute, from, to, total: piecesNow - pieces, reject: rejectsNow - rejects };
    if (part.total !== 0 || part.reject !== 0) parts.push(part);
    [from, pieces, rejects] = [to, piecesNow, rejectsNow];
  }
  return parts;
}
