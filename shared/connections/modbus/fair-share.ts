/**
 * Divides one whole among demands, max-min fair: who asks for little gets it, the others share the rest evenly and nobody
 * gets more than asked for. Infinity asks for all there is. Returns the shares in the order of the demands.
 */
export function fairShares(demands: readonly number[], whole: number): number[] {
  const shares = demands.map(() => 0);
  let left = whole;
  const bySize = demands.map((demand, index) => ({ demand, index }));
  bySize.sort((a, b) => (a.demand < b.demand ? -1 : a.demand > b.demand ? 1 : a.index - b.index));
  for (const [place, { demand, index }] of bySize.entries()) {
    const share = Math.min(demand, left / (bySize.length - place));
    shares[index] = share;
    left -= share;
  }
  return shares;
}
