import type { StateFact } from "./machine-fact.ts";

/** A stored state fact. Ids are UUIDv7: a greater id was born later. */
export type StoredStateFact = Omit<StateFact, "kind"> & { readonly id: string };

/** One state of a machine over `[start, end)`; `end` null while it lasts. Its id is that of the fact that opened it. */
export interface FoldedInterval {
  readonly id: string;
  readonly start: number;
  readonly end: number | null;
  readonly state: StateFact["state"];
  readonly cause: string | null;
  readonly reasonCode: string | null;
  readonly provenance: StateFact["provenance"];
}

type Meaning = Pick<StateFact, "state" | "cause" | "reasonCode" | "provenance">;

const sameMeaning = (a: Meaning, b: Meaning): boolean =>
  a.state === b.state &&
  a.cause === b.cause &&
  a.reasonCode === b.reasonCode &&
  a.provenance === b.provenance;

const byTimeThenId = (a: StoredStateFact, b: StoredStateFact): number =>
  a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** One fact per instant, in order of time: the one with the greatest id, i.e. the latest word about that instant. */
function lastWords(facts: readonly StoredStateFact[]): StoredStateFact[] {
  const sorted = facts.toSorted(byTimeThenId);
  return sorted.filter((fact, index) => sorted[index + 1]?.at !== fact.at);
}

const openBy = ({
  id,
  at,
  state,
  cause,
  reasonCode,
  provenance,
}: StoredStateFact): FoldedInterval => ({
  id,
  start: at,
  end: null,
  state,
  cause,
  reasonCode,
  provenance,
});

/**
 * Replaces what was folded from `from` on. `facts` are all stored facts with `at >= from`, in any order (others are
 * ignored); `intervals` are those of before, at least from the one in effect just before `from`. Returns the same stretch
 * folded anew, so that folding late facts one by one ends in exactly the full fold.
 */
export function foldFrom(
  intervals: readonly FoldedInterval[],
  facts: readonly StoredStateFact[],
  from: number,
): FoldedInterval[] {
  const folded = intervals
    .filter((interval) => interval.start < from)
    .toSorted((a, b) => a.start - b.start);
  const close = (end: number | null): void => {
    const last = folded.pop();
    if (last !== undefined) folded.push({ ...last, end });
  };
  close(null);
  for (const fact of lastWords(facts.filter(({ at }) => at >= from))) {
    const last = folded.at(-1);
    if (last !== undefined && sameMeaning(last, fact)) continue;
    close(fact.at);
    folded.push(openBy(fact));
  }
  return folded;
}

/** State facts of one machine as gapless half-open intervals, the last one open; before the first fact nothing is known. */
export const foldIntervals = (facts: readonly StoredStateFact[]): FoldedInterval[] =>
  foldFrom([], facts, Number.NEGATIVE_INFINITY);
