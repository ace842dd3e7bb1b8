/** Where a cut may lie: whole seconds by the clock, inside the stop and apart from the other cuts. */
export function placedCut(
  at: number,
  { start, end }: { readonly start: number; readonly end: number },
): number | null {
  const second = Math.round(at / 1_000) * 1_000;
  return second > start && second < end ? second : null;
}

/** The cuts with one more, rising; the same ones when it already is among them or cannot be. */
export const withCut = (cuts: readonly number[], at: number | null): readonly number[] =>
  at === null || cuts.includes(at) ? cuts : [...cuts, at].toSorted((a, b) => a - b);

/** The cuts with one moved; it never passes its neighbours. */
export function movedCut(
  cuts: readonly number[],
  index: number,
  at: number | null,
): readonly number[] {
  const before = cuts[index - 1] ?? -Infinity;
  const after = cuts[index + 1] ?? Infinity;
  if (at === null || at <= before || at >= after) return cuts;
  return cuts.with(index, at);
}
