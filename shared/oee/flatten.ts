import type { Span } from "#shared/kernel/span.ts";

/** A stretch of time that one item won. */
export interface Piece<Item> extends Span {
  readonly of: Item;
}

/**
 * Flattens overlapping spans to one item per instant: at each instant the strongest item that covers it wins.
 * The result is sorted, has no overlaps, and has gaps where no item is. The originals stay untouched.
 *
 * @param order negative when `a` is stronger than `b`; must be a total order, so that the order of input is of no account.
 */
export function flatten<Item extends Span>(
  items: readonly Item[],
  order: (a: Item, b: Item) => number,
): Piece<Item>[] {
  const pieces: Piece<Item>[] = [];
  /** Items begun and perhaps not ended, the strongest last. */
  const begun: Item[] = [];
  let at = -Infinity;

  const give = (of: Item, end: number): void => {
    const last = pieces.at(-1);
    if (last?.of === of && last.end === at) pieces[pieces.length - 1] = { ...last, end };
    else pieces.push({ start: at, end, of });
    at = end;
  };
  const advanceTo = (until: number): void => {
    while (at < until) {
      const strongest = begun.at(-1);
      if (strongest === undefined) break;
      if (strongest.end <= at) begun.pop();
      else give(strongest, Math.min(strongest.end, until));
    }
    at = Math.max(at, until);
  };

  for (const item of inOrder(items, (a, b) => a.start - b.start)) {
    advanceTo(item.start);
    begun.splice(placeIn(begun, item, order), 0, item);
  }
  advanceTo(Infinity);
  return pieces;
}

/** Where `item` belongs in a list that has its strongest last. */
function placeIn<Item>(
  list: readonly Item[],
  item: Item,
  order: (a: Item, b: Item) => number,
): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(list[middle]!, item) > 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The items sorted; rows from the store are sorted already, which one look at each proves. */
export function inOrder<Item>(
  items: readonly Item[],
  order: (a: Item, b: Item) => number,
): readonly Item[] {
  const sorted = items.every((item, i) => i === 0 || order(items[i - 1]!, item) <= 0);
  return sorted ? items : items.toSorted(order);
}

/** Orders by a text; the last word where two rows are equal in all that matters. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Reads pieces from left to right: tells what holds at an instant, and until when. Instants must not go back.
 * One pass over the pieces for any number of questions.
 */
export function readAlong<Item>(
  pieces: readonly Piece<Item>[],
): (at: number) => { of: Item | null; until: number } {
  let next = 0;
  return (at) => {
    while (next < pieces.length && pieces[next]!.end <= at) next++;
    const piece = pieces[next];
    if (piece === undefined) return { of: null, until: Infinity };
    return piece.start <= at
      ? { of: piece.of, until: piece.end }
      : { of: null, until: piece.start };
  };
}
