import { minuteMs } from "#shared/kernel/instant.ts";
import { lengthOf, type Span } from "#shared/kernel/span.ts";
import { dealPieces } from "./deal-pieces.ts";
import type { CountFact, RunSpan } from "./time-model.ts";

/** A counter read this long after a run has ended still tells its last pieces. */
export const lastPiecesMs = 5 * minuteMs;

/** A count with the run it belongs to; `item` is the place of the product in a combined run. */
export interface RunCount extends CountFact {
  readonly runId: string | null;
  readonly item: number | null;
}

/**
 * Says of every count what it was made of, from the runs as they are known now: a product that was corrected later is
 * the product of its pieces. The product noted when the pieces were counted decides only where runs meet in the minute.
 * Counts of a combined run are dealt to its items, so each gives one count per item.
 *
 * @param counts sorted by start; of a combined run all from its start on, for the shares go on from minute to minute
 * @param runs sorted by start, without overlaps; also the one that ended before the first count
 */
export function countsOfRuns(counts: readonly CountFact[], runs: readonly RunSpan[]): RunCount[] {
  const dealers = new Map<string, Dealer>();
  let first = 0;
  return counts.flatMap((count): RunCount[] => {
    while (first < runs.length && (runs[first]!.end ?? Infinity) <= count.start - lastPiecesMs)
      first++;
    const run = runOf(count, runs, first);
    if (run === null) return [{ ...count, productId: null, runId: null, item: null }];
    const items = run.items ?? [];
    const cavities = run.cavities ?? null;
    if (items.length === 0)
      return [{ ...count, productId: run.productId, runId: run.id, item: null, cavities }];
    let dealer = dealers.get(run.id);
    if (dealer === undefined)
      dealers.set(run.id, (dealer = new Dealer(items.map((item) => item.piecesPerCycle))));
    return dealer
      .deal(count)
      .map((share, item) => ({
        ...count,
        ...share,
        productId: items[item]!.productId,
        runId: run.id,
        item,
        cavities,
      }))
      .filter(({ total, reject }) => total !== 0 || reject !== 0);
  });
}

/** Deals the counts of one combined run, in their order. */
class Dealer {
  readonly #weights: readonly number[];
  #totals: readonly number[];
  #rejects: readonly number[];

  constructor(weights: readonly number[]) {
    this.#weights = weights;
    this.#totals = weights.map(() => 0);
    this.#rejects = this.#totals;
  }

  deal(count: CountFact): Pick<CountFact, "total" | "reject" | "rework">[] {
    const totals = dealPieces(count.total, this.#weights, this.#totals);
    const rejects = dealPieces(count.reject, this.#weights, this.#rejects, totals);
    const reworks =
      count.rework === undefined
        ? null
        : dealPieces(
            count.rework,
            this.#weights,
            this.#weights.map(() => 0),
            rejects,
          );
    this.#totals = this.#totals.map((before, i) => before + totals[i]!);
    this.#rejects = this.#rejects.map((before, i) => before + rejects[i]!);
    return totals.map((total, i) => ({
      total,
      reject: rejects[i]!,
      ...(reworks !== null && { rework: reworks[i]! }),
    }));
  }
}

const isOf = (run: RunSpan, productId: string | null): boolean =>
  run.productId === productId || (run.items?.some((item) => item.productId === productId) ?? false);

const shared = (run: Span & { readonly run: RunSpan }): number => lengthOf(run);

/** The run a count belongs to; null where nothing was being made. */
function runOf(count: CountFact, runs: readonly RunSpan[], first: number): RunSpan | null {
  const end = Math.max(count.end, count.start + 1);
  let covered = 0;
  let ended: RunSpan | null = null;
  const meeting: (Span & { readonly run: RunSpan })[] = [];
  for (let i = first; i < runs.length && runs[i]!.start < end; i++) {
    const run = runs[i]!;
    const part = { start: Math.max(run.start, count.start), end: Math.min(run.end ?? end, end) };
    if (part.start >= part.end) ended = run;
    else {
      covered += lengthOf(part);
      meeting.push({ ...part, run });
    }
  }
  const longest = (parts: typeof meeting) =>
    parts.reduce<(typeof meeting)[number] | null>(
      (best, part) => (best === null || shared(part) > shared(best) ? part : best),
      null,
    )?.run ?? null;
  const noted = longest(meeting.filter(({ run }) => isOf(run, count.productId)));
  if (noted !== null) return noted;
  if (covered < end - count.start) {
    if (count.productId === null) return null;
    if (ended !== null && isOf(ended, count.productId)) return ended;
  }
  return longest(meeting);
}
