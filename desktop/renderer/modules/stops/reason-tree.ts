import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import { reasonName } from "../rules/reason-name.ts";

/** A reason in its place of the tree. */
export interface ReasonNode extends ReasonRow {
  readonly depth: number;
  /** Names from the top down to this one, in the person's language. */
  readonly path: readonly string[];
  readonly childCount: number;
}

/** Reasons depth-first, siblings by name. One whose parent is not there (or stands above itself) is shown at the top. */
export function reasonTree(
  rows: readonly ReasonRow[],
  compare: (a: string, b: string) => number,
  language = "en",
): readonly ReasonNode[] {
  const nameOf = (row: ReasonRow) => reasonName(row, language);
  const ids = new Set(rows.map((row) => row.id));
  const byName = rows.toSorted((a, b) => compare(nameOf(a), nameOf(b)));
  const childrenOf = (parentId: string | null) => byName.filter((row) => row.parentId === parentId);
  const placed = new Set<string>();
  const nodes: ReasonNode[] = [];
  const place = (row: ReasonRow, above: readonly string[]): void => {
    if (placed.has(row.id)) return;
    placed.add(row.id);
    const children = childrenOf(row.id);
    const path = [...above, nameOf(row)];
    nodes.push({ ...row, depth: above.length, path, childCount: children.length });
    for (const child of children) place(child, path);
  };
  for (const row of byName) if (row.parentId === null || !ids.has(row.parentId)) place(row, []);
  for (const row of byName) place(row, []);
  return nodes;
}
