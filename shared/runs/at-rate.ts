/** A minute (or any short stretch) with the pieces counted in it. */
export interface CountedMinute {
  readonly start: number;
  readonly end: number;
  readonly total: number;
  readonly reject: number;
}

/** So many minutes in a row must be at rate, */
const minutesAtRate = 5;
/** and so many cycles must be due in them: a slow machine ends none in many a minute. */
const cyclesAtRate = 10;
/** Share of the ideal rate that counts as "at rate". */
const shareAtRate = 0.9;

/**
 * The first of k consecutive minutes at ≥ 90 % of the ideal rate: every one of them, down to the whole cycle, and all of
 * them together. k is 5, or as many minutes as ten cycles take.
 *
 * @param minutes all minutes of planned time from the first piece on, in order, also those without a piece
 * @param ratePerMinute ideal pieces per minute, above 0
 * @param piecesPerCycle pieces that are completed together
 * @returns the start of the first of them, or null
 */
export function firstAtRate(
  minutes: readonly CountedMinute[],
  ratePerMinute: number,
  piecesPerCycle: number,
): number | null {
  const needed = ratePerMinute * shareAtRate;
  const length = Math.max(
    minutesAtRate,
    Math.ceil((cyclesAtRate * piecesPerCycle) / ratePerMinute),
  );
  const enough = (pieces: number, due: number) => pieces >= due - 1e-9;
  const leastPerMinute = Math.floor(needed / piecesPerCycle + 1e-9) * piecesPerCycle;
  let row = 0;
  let sum = 0;
  for (const [i, minute] of minutes.entries()) {
    if (!enough(minute.total, leastPerMinute)) {
      row = 0;
      sum = 0;
      continue;
    }
    row += 1;
    sum += minute.total;
    if (row > length) {
      sum -= minutes[i - length]!.total;
      row = length;
    }
    if (row === length && enough(sum, needed * length)) return minutes[i - length + 1]!.start;
  }
  return null;
}
