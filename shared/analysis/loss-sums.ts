import { byText } from "../oee/flatten.ts";
import { add, fraction, zero, type Fraction } from "../oee/fraction.ts";
import { emptySums, type MissingIdeal, type OeeSums, type Pieces } from "../oee/oee-sums.ts";
import type { LossEntries, OutputEntry } from "./loss-entries.ts";

/**
 * Adds entries up to what `sumsOf` gives for the same time, but for `knownBy`: entries do not tell how time is known, and
 * no ratio needs it. The caller knows whether the range has ended and what is open at its end.
 */
export function sumsOfEntries({ time, output }: LossEntries, preliminary: boolean): OeeSums {
  const classes = { ...emptySums.time };
  for (const entry of time) classes[entry.timeClass] += entry.ms;
  const of = (...shares: readonly OutputEntry["share"][]) =>
    output.filter(({ share }) => shares.includes(share));
  const busy = of("busy");
  return {
    time: classes,
    knownBy: emptySums.knownBy,
    pieces: piecesOf(of("busy", "unknown")),
    rework: reworkOf(of("busy", "unknown")),
    unknownPieces: piecesOf(of("unknown")),
    unplannedPieces: piecesOf(of("unplanned")),
    idealTotalUs: idealOf(busy, ({ total }) => total),
    idealGoodUs: idealOf(busy, ({ total, reject }) => total - reject),
    missingIdeal: missingOf(busy.filter(({ ideal }) => ideal === null)),
    preliminary,
  };
}

const piecesOf = (output: readonly Pieces[]): Pieces => ({
  total: output.reduce((sum, { total }) => sum + total, 0),
  reject: output.reduce((sum, { reject }) => sum + reject, 0),
});

const reworkOf = (output: readonly OutputEntry[]): number | null =>
  output.reduce<number | null>(
    (sum, { rework }) => (rework === null ? sum : (sum ?? 0) + rework),
    null,
  );

/** Pieces are added per ideal cycle first: a year of machines costs a handful of exact products. */
function idealOf(
  output: readonly OutputEntry[],
  piecesIn: (entry: OutputEntry) => number,
): Fraction {
  const byCycle = new Map<string, { cycleUs: number; cavities: number; pieces: number }>();
  for (const entry of output) {
    if (entry.ideal === null) continue;
    const { cycleUs, cavities } = entry.ideal;
    const key = `${cycleUs}/${cavities}`;
    const known = byCycle.get(key);
    if (known) known.pieces += piecesIn(entry);
    else byCycle.set(key, { cycleUs, cavities, pieces: piecesIn(entry) });
  }
  return [...byCycle.values()].reduce(
    (sum, { cycleUs, cavities, pieces }) =>
      add(sum, fraction(BigInt(cycleUs) * BigInt(pieces), BigInt(cavities))),
    zero,
  );
}

function missingOf(output: readonly OutputEntry[]): MissingIdeal[] {
  return [...Map.groupBy(output, ({ productId }) => productId)]
    .map(([productId, same]) => ({ productId, ...piecesOf(same) }))
    .filter(({ total, reject }) => total !== 0 || reject !== 0)
    .sort((a, b) => byText(a.productId ?? "", b.productId ?? ""));
}
