/** What a Pareto ranks, the largest first. */
export interface ParetoValue {
  readonly key: string;
  readonly value: number;
}

export interface ParetoBar {
  readonly key: string;
  /** Of the largest bar, 0..1. */
  readonly length: number;
  /** Of the total, 0..1. */
  readonly share: number;
  /** Its share and those above it, 0..1. */
  readonly cumulative: number;
  /** Among the few that make up four fifths of the total. */
  readonly isVital: boolean;
}

export interface ParetoLayout {
  readonly bars: readonly ParetoBar[];
  /** What is behind the bars shown: how many, their value and share; null = nothing is. */
  readonly rest: { readonly count: number; readonly value: number; readonly share: number } | null;
}

/** Vilfredo Pareto's rule of thumb: the few that make four fifths. */
const vitalShare = 0.8;

/** Bars of the `most` largest values and the rest as one. `total`: what shares are of, at least the sum of the values. */
export function paretoLayout(
  values: readonly ParetoValue[],
  total: number,
  most: number,
): ParetoLayout {
  const largest = Math.max(0, ...values.map(({ value }) => value));
  // One more than fits is shown rather than called the rest.
  const shown = values.length <= most + 1 ? values : values.slice(0, most);
  const of = (value: number) => (total <= 0 ? 0 : value / total);
  let sum = 0;
  const bars = shown.map(({ key, value }): ParetoBar => {
    const isVital = of(sum) < vitalShare && value > 0;
    sum += value;
    return {
      key,
      length: largest <= 0 ? 0 : value / largest,
      share: of(value),
      cumulative: Math.min(1, of(sum)),
      isVital,
    };
  });
  const behind = values.slice(shown.length);
  const value = behind.reduce((ms, one) => ms + one.value, 0);
  return {
    bars,
    rest: behind.length === 0 ? null : { count: behind.length, value, share: of(value) },
  };
}
