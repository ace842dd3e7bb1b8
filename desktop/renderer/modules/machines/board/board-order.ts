import type { MarkCode } from "#shared/ui/theme/state-marks.ts";
import { markRank } from "./tile-mark.ts";

/** What ordering, filtering and counting need of a tile. */
export interface BoardRow {
  readonly machineId: string;
  readonly code: string;
  readonly name: string;
  readonly productCode: string | null;
  readonly productName: string | null;
  readonly orderNo: string | null;
  readonly mark: MarkCode;
  readonly since: number | null;
}

export const boardSorts = ["worst", "code"] as const;
export type BoardSort = (typeof boardSorts)[number];

/** Up to this rank (a stop) the longest comes first; behind it nothing but the code, so that healthy tiles never move. */
const lastTimedRank = markRank("stopped");

const byCode = (a: BoardRow, b: BoardRow): number =>
  a.code.localeCompare(b.code, "en", { numeric: true }) || (a.machineId < b.machineId ? -1 : 1);

function worstFirst(a: BoardRow, b: BoardRow): number {
  const rank = markRank(a.mark);
  const difference = rank - markRank(b.mark);
  if (difference !== 0) return difference;
  if (rank <= lastTimedRank && a.since !== b.since) return (a.since ?? 0) - (b.since ?? 0);
  return byCode(a, b);
}

/** The rows in order. The order is total: equal facts always give equal order. */
export const inBoardOrder = (rows: readonly BoardRow[], sort: BoardSort): BoardRow[] =>
  rows.toSorted(sort === "code" ? byCode : worstFirst);

/** Whether every word of the search stands somewhere in code, name, product or order. */
export function matchesSearch(row: BoardRow, search: string): boolean {
  const text = [row.code, row.name, row.productCode, row.productName, row.orderNo]
    .join(" ")
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** How many machines show each mark; marks nobody shows are left out. */
export function countByMark(rows: readonly BoardRow[]): ReadonlyMap<MarkCode, number> {
  const counts = new Map<MarkCode, number>();
  for (const { mark } of rows) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return counts;
}

/**
 * What to show when the wanted order changed. While tiles may not move (somebody points at one) the shown ones keep
 * their places, vanished ones leave and new ones join at the end.
 */
export function nextShown(
  shown: readonly string[],
  wanted: readonly string[],
  mayMove: boolean,
): readonly string[] {
  if (shown.length === wanted.length && shown.every((id, index) => id === wanted[index]))
    return shown;
  if (mayMove) return wanted;
  const stillWanted = new Set(wanted);
  const kept = shown.filter((id) => stillWanted.has(id));
  const before = new Set(kept);
  const next = [...kept, ...wanted.filter((id) => !before.has(id))];
  return next.length === shown.length && next.every((id, index) => id === shown[index])
    ? shown
    : next;
}
