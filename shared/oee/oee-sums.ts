import { lengthOf } from "#shared/kernel/span.ts";
import { provenances, type Provenance } from "#shared/machines/machine-state.ts";
import { pieceShare, type BookedCount } from "./book-counts.ts";
import { byText } from "./flatten.ts";
import { add, fraction, zero, type Fraction } from "./fraction.ts";
import { timeAndPieces, type TimeAndPieces } from "./time-and-pieces.ts";
import { timeClasses, type OeeInput, type TimeClass } from "./time-model.ts";

/** Integer pieces; good first time = total − reject. */
export interface Pieces {
  readonly total: number;
  readonly reject: number;
}

/** Pieces whose standard time nobody has entered: a task for the planner. `productId` null = no product was set. */
export interface MissingIdeal extends Pieces {
  readonly productId: string | null;
}

/**
 * What all KPIs of a machine and span are divided from. Everything adds: over parts of a range, days, machines.
 * A percentage is never added or averaged.
 */
export interface OeeSums {
  /** Milliseconds of each class. */
  readonly time: Readonly<Record<TimeClass, number>>;
  /** Milliseconds of planned busy time by how its state is known; together they are PBT. */
  readonly knownBy: Readonly<Record<Provenance | "unknown", number>>;
  /** PQ and rejects of planned busy time, those of unknown time included: real pieces, whatever the machine told. */
  readonly pieces: Pieces;
  /** Rejects sent to rework (RQ) among `pieces`; null where no count recorded any. */
  readonly rework: number | null;
  /** The part of `pieces` booked in unknown time: it takes no part in OEE, as that time does not either. */
  readonly unknownPieces: Pieces;
  /** Made outside shifts or in planned downtime: "unplanned output", in no KPI. */
  readonly unplannedPieces: Pieces;
  /** Σ PRI·PQ of known busy time, exact microseconds. */
  readonly idealTotalUs: Fraction;
  /** Σ PRI·GQ of known busy time, exact microseconds. */
  readonly idealGoodUs: Fraction;
  /** Output of known busy time without a PRI, by product; while it is not empty there is no OEE. */
  readonly missingIdeal: readonly MissingIdeal[];
  readonly preliminary: boolean;
}

const nothing: Pieces = { total: 0, reject: 0 };

const zeroOf = <Key extends string>(keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>;

/** Adds nothing to anything. */
export const emptySums: OeeSums = {
  time: zeroOf(timeClasses),
  knownBy: zeroOf([...provenances, "unknown"]),
  pieces: nothing,
  rework: null,
  unknownPieces: nothing,
  unplannedPieces: nothing,
  idealTotalUs: zero,
  idealGoodUs: zero,
  missingIdeal: [],
  preliminary: false,
};

/** The sums of one machine over one span. Splitting the span anywhere and adding gives the same, to the digit. */
export const sumsOf = (input: OeeInput): OeeSums => sumUp(timeAndPieces(input));

/** The sums of time and pieces already classified and booked. */
export function sumUp({ spans, counts, preliminary }: TimeAndPieces): OeeSums {
  const time = { ...emptySums.time };
  const knownBy = { ...emptySums.knownBy };
  for (const span of spans) {
    time[span.class] += lengthOf(span);
    if (pieceShare[span.class] === "unplanned") continue;
    knownBy[span.class === "unknown" ? "unknown" : (span.provenance ?? "unknown")] +=
      lengthOf(span);
  }

  const {
    busy = [],
    unknown = [],
    unplanned = [],
  } = Object.groupBy(counts, (count) => pieceShare[count.class]);
  const planned = unknown.length === 0 ? busy : [...busy, ...unknown];
  return {
    time,
    knownBy,
    pieces: piecesOf(planned),
    rework: planned.reduce<number | null>((sum, count) => addKnown(sum, count.rework), null),
    unknownPieces: piecesOf(unknown),
    unplannedPieces: piecesOf(unplanned),
    ...idealTimeOf(busy),
    missingIdeal: missingIdealOf(busy.filter((count) => count.ideal === null)),
    preliminary,
  };
}

/** The sums of two parts together: ranges that do not overlap, or different machines. */
export function addSums(a: OeeSums, b: OeeSums): OeeSums {
  return {
    time: addEach(a.time, b.time),
    knownBy: addEach(a.knownBy, b.knownBy),
    pieces: addPieces(a.pieces, b.pieces),
    rework: addKnown(a.rework, b.rework),
    unknownPieces: addPieces(a.unknownPieces, b.unknownPieces),
    unplannedPieces: addPieces(a.unplannedPieces, b.unplannedPieces),
    idealTotalUs: add(a.idealTotalUs, b.idealTotalUs),
    idealGoodUs: add(a.idealGoodUs, b.idealGoodUs),
    missingIdeal: missingIdealOf([...a.missingIdeal, ...b.missingIdeal]),
    preliminary: a.preliminary || b.preliminary,
  };
}

const addEach = <Key extends string>(
  a: Readonly<Record<Key, number>>,
  b: Readonly<Record<Key, number>>,
) =>
  Object.fromEntries((Object.keys(a) as Key[]).map((key) => [key, a[key] + b[key]])) as Record<
    Key,
    number
  >;

const addPieces = (a: Pieces, b: Pieces): Pieces => ({
  total: a.total + b.total,
  reject: a.reject + b.reject,
});

const piecesOf = (counts: readonly Pieces[]): Pieces => counts.reduce(addPieces, nothing);

const addKnown = (a: number | null, b: number | null): number | null =>
  a === null ? b : a + (b ?? 0);

/** Pieces are added per PRI first, so that a year of minutes costs a handful of exact products. */
function idealTimeOf(
  counts: readonly BookedCount[],
): Pick<OeeSums, "idealTotalUs" | "idealGoodUs"> {
  const byCycle = Map.groupBy(counts, ({ ideal }) =>
    ideal === null ? null : `${ideal.cycleUs}/${ideal.cavities}`,
  );
  let sums = { idealTotalUs: zero, idealGoodUs: zero };
  for (const sameCycle of byCycle.values()) {
    const { ideal } = sameCycle[0]!;
    if (ideal === null) continue;
    const { total, reject } = piecesOf(sameCycle);
    const timeFor = (pieces: number) =>
      fraction(BigInt(ideal.cycleUs) * BigInt(pieces), BigInt(ideal.cavities));
    sums = {
      idealTotalUs: add(sums.idealTotalUs, timeFor(total)),
      idealGoodUs: add(sums.idealGoodUs, timeFor(total - reject)),
    };
  }
  return sums;
}

/** One row per product, sorted; a product that made nothing is missing nothing. */
function missingIdealOf(counts: readonly MissingIdeal[]): MissingIdeal[] {
  return [...Map.groupBy(counts, (count) => count.productId)]
    .map(([productId, same]) => ({ productId, ...piecesOf(same) }))
    .filter((row) => row.total !== 0 || row.reject !== 0)
    .sort((a, b) => byText(a.productId ?? "", b.productId ?? ""));
}
