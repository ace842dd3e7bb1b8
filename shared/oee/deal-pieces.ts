/** Pieces each item of a combined run was given so far; one entry per item. */
export type Dealt = readonly number[];

/**
 * Deals whole pieces to the items of a combined run by their pieces per cycle, going on from what was dealt before. Always
 * the item furthest behind its share gets the next piece (the earlier one on a tie), so the shares add to the pieces
 * exactly and are exact after every whole cycle, however the pieces come in.
 *
 * @param weights pieces per cycle of each item, integers of at least 1
 * @param before dealt so far
 * @param room most that each item may get now; absent = any. Where there is not room for all, the rest is dealt without.
 * @returns what each item gets now
 */
export function dealPieces(
  pieces: number,
  weights: readonly number[],
  before: Dealt,
  room?: readonly number[],
): number[] {
  const cycle = weights.reduce((sum, weight) => sum + weight, 0);
  const wholeCycles = room === undefined ? Math.floor(pieces / cycle) : 0;
  const dealt = weights.map((weight) => wholeCycles * weight);
  let all = before.reduce((sum, count) => sum + count, 0) + wholeCycles * cycle;
  for (let left = pieces - wholeCycles * cycle; left > 0; left--) {
    all += 1;
    let next = -1;
    let furthest = -Infinity;
    const isFull = room !== undefined && room.every((most, i) => dealt[i]! >= most);
    for (const [i, weight] of weights.entries()) {
      if (room !== undefined && !isFull && dealt[i]! >= room[i]!) continue;
      const behind = all * weight - (before[i]! + dealt[i]!) * cycle;
      if (behind <= furthest) continue;
      furthest = behind;
      next = i;
    }
    dealt[next]! += 1;
  }
  return dealt;
}
