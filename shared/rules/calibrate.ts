/** One held-out case: how sure the model was, and whether it was right. */
export interface Trial {
  readonly claimed: number;
  readonly isRight: boolean;
}

/** Turns what a model claims (0..1) into how often such claims came true. */
export type Calibration = (claimed: number) => number;

interface Bin {
  readonly claimed: number;
  readonly trials: number;
  readonly hits: number;
}

/** Fewer trials in a bin tell nothing. */
const trialsPerBin = 10;

/** One more hit and one more miss than were seen: few trials promise little. */
const rateOf = ({ hits, trials }: Bin): number => (hits + 1) / (trials + 2);

/**
 * Bins of equal size, merged until a surer claim is never less often right (pool adjacent violators), read along a line
 * between their middles. Never promises more than was claimed where there are too few trials for one bin.
 */
export function calibrate(trials: readonly Trial[]): Calibration {
  const bins = monotone(binsOf(trials.toSorted((a, b) => a.claimed - b.claimed)));
  if (bins.length === 0) {
    const seen = rateOf({
      claimed: 0,
      trials: trials.length,
      hits: trials.filter((trial) => trial.isRight).length,
    });
    return (claimed) => Math.min(claimed, seen);
  }
  return (claimed) => {
    const above = bins.findIndex((bin) => bin.claimed >= claimed);
    if (above === 0)
      return Math.min(rateOf(bins[0]!), (rateOf(bins[0]!) * claimed) / bins[0]!.claimed);
    const high = bins[above];
    const low = bins[above < 0 ? bins.length - 1 : above - 1]!;
    if (high === undefined) return rateOf(low);
    const share = (claimed - low.claimed) / (high.claimed - low.claimed);
    return rateOf(low) + share * (rateOf(high) - rateOf(low));
  };
}

function binsOf(sorted: readonly Trial[]): Bin[] {
  const count = Math.min(10, Math.floor(sorted.length / trialsPerBin));
  return Array.from({ length: count }, (_, i) => {
    const some = sorted.slice(
      Math.floor((i * sorted.length) / count),
      Math.floor(((i + 1) * sorted.length) / count),
    );
    return {
      claimed: some.reduce((sum, { claimed }) => sum + claimed, 0) / some.length,
      trials: some.length,
      hits: some.filter(({ isRight }) => isRight).length,
    };
  });
}

function monotone(bins: readonly Bin[]): Bin[] {
  const pooled: Bin[] = [];
  for (const bin of bins) {
    let next = bin;
    for (let last = pooled.at(-1); last && rateOf(last) >= rateOf(next); last = pooled.at(-1)) {
      pooled.pop();
      const trials = last.trials + next.trials;
      next = {
        claimed: (last.claimed * last.trials + next.claimed * next.trials) / trials,
        trials,
        hits: last.hits + next.hits,
      };
    }
    pooled.push(next);
  }
  return pooled;
}
