import type { TableColumn } from "./table-column.ts";
import type { TableState } from "./table-state.ts";

type View = Pick<TableState, "q" | "sort" | "dir">;

/** Rows of a list that came whole, searched in every column and sorted; equal rows keep their order. */
export function localRows<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  view: View,
  language: string,
): readonly Row[] {
  const words = view.q.trim().toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
  const found =
    words.length === 0
      ? rows
      : rows.filter((row) => {
          const text = columns
            .map((column) => column.value(row))
            .join("\n")
            .toLocaleLowerCase(language);
          return words.every((word) => text.includes(word));
        });
  const column = columns.find(({ key, isSortable }) => key === view.sort && isSortable === true);
  if (column === undefined) return found;
  const byText = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const sign = view.dir === "asc" ? 1 : -1;
  return found.toSorted((a, b) => {
    const [left, right] = [column.value(a), column.value(b)];
    // What is not known stands last whichever way the list is turned.
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * byText.compare(String(left), String(right));
  });
}
