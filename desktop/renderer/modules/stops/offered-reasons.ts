import { reasonCategories } from "#shared/stops/reason-category.ts";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import { reasonTree, type ReasonNode } from "./reason-tree.ts";

/** Reasons that may be chosen for all of these machines: by category, in it in the order of the tree. */
export function offeredReasons(
  rows: readonly ReasonRow[],
  machineIds: readonly string[],
  language: string,
): readonly ReasonNode[] {
  const offered = rows.filter(
    (row) =>
      row.isActive &&
      (row.machineIds === null || machineIds.every((id) => row.machineIds!.includes(id))),
  );
  return reasonTree(offered, new Intl.Collator(language).compare, language).toSorted(
    (a, b) => reasonCategories.indexOf(a.category) - reasonCategories.indexOf(b.category),
  );
}

/** Those whose code or name along the path has every word. */
export function matchingReasons(
  nodes: readonly ReasonNode[],
  search: string,
): readonly ReasonNode[] {
  const words = search.toLowerCase().split(/\s+/);
  return nodes.filter((node) => {
    const text = [node.code, ...node.path].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
