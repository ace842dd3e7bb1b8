/**
 * Distance of two series of instants after Victor and Purpura (J. Neurophysiol. 76, 1996): the cheapest way to turn one
 * into the other, where leaving out or adding an instant costs 1 and moving one costs `perSecond` for every second.
 * So instants further apart than 2 / `perSecond` seconds never count as the same.
 */
export interface SpikeMatch {
  readonly distance: number;
  /** Pairs that were moved onto each other: `[a, b]` instants in milliseconds. */
  readonly pairs: readonly (readonly [number, number])[];
}

/** @param a, b instants in milliseconds, rising */
export function spikeDistance(
  a: readonly number[],
  b: readonly number[],
  perSecond: number,
): SpikeMatch {
  const width = b.length + 1;
  const cost = new Float64Array((a.length + 1) * width);
  for (let i = 0; i <= a.length; i++) cost[i * width] = i;
  for (let j = 0; j <= b.length; j++) cost[j] = j;
  const moved = (i: number, j: number): number =>
    (Math.abs(a[i - 1]! - b[j - 1]!) / 1_000) * perSecond;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const at = i * width + j;
      cost[at] = Math.min(
        cost[at - width]! + 1,
        cost[at - 1]! + 1,
        cost[at - width - 1]! + moved(i, j),
      );
    }
  }
  const pairs: [number, number][] = [];
  for (let i = a.length, j = b.length; i > 0 && j > 0;) {
    const at = i * width + j;
    if (cost[at] === cost[at - width - 1]! + moved(i, j)) pairs.push([a[--i]!, b[--j]!]);
    else if (cost[at] === cost[at - width]! + 1) i -= 1;
    else j -= 1;
  }
  return { distance: cost[a.length * width + b.length]!, pairs: pairs.reverse() };
}
