/** How many values a driver had delivered since its start, at an instant in milliseconds that never jumps. */
export interface ValueCount {
  readonly at: number;
  readonly values: number;
}

/** How far back the rate looks, in milliseconds. */
const windowMs = 5_000;

/** The counts of the last few seconds with one more; a driver that began anew begins anew here too. */
export function withCount(counts: readonly ValueCount[], newest: ValueCount): ValueCount[] {
  const last = counts.at(-1);
  if (last !== undefined && newest.values < last.values) return [newest];
  const young = counts.filter(({ at }) => newest.at - at <= windowMs);
  return [...young, newest];
}

/** Values per second over these counts; null = not long enough to say. */
export function valueRate(counts: readonly ValueCount[]): number | null {
  const [first] = counts;
  const last = counts.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < 1_000) return null;
  return ((last.values - first.values) * 1_000) / (last.at - first.at);
}
