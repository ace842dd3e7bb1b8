import type { ReactNode } from "react";
import type { CsvValue } from "../../kernel/csv.ts";
import type { ValueKind } from "./export-table.ts";

/** One column of a table. */
export interface TableColumn<Row> {
  /** Its name in the address; where the server sorts, the server's name of it. */
  readonly key: string;
  readonly label: string;
  /** What the export writes, and what a list that came whole is searched and sorted by. */
  readonly value: (row: Row) => CsvValue;
  /** What the value is, where a spreadsheet should show it as such. */
  readonly kind?: ValueKind;
  /** What is seen; default: the value as text. */
  readonly cell?: (row: Row) => ReactNode;
  readonly isSortable?: boolean;
  readonly align?: "start" | "end";
  /** Left out on narrower tables: `md` below 620 px, `lg` below 900 px. */
  readonly from?: "md" | "lg";
  /** Words people wrote: shown whole, on as many lines as they need. */
  readonly isText?: boolean;
  /** A link or button: on the screen only, in no export. */
  readonly isScreenOnly?: boolean;
  /** Hidden until chosen. */
  readonly isExtra?: boolean;
  /** CSS width, e.g. `8rem`. */
  readonly width?: string;
}

/** The columns shown: those a person chose, else all but the extra ones. The first always stays. */
export function shownColumns<Row>(
  columns: readonly TableColumn<Row>[],
  chosen: readonly string[] | null,
): readonly TableColumn<Row>[] {
  return columns.filter(
    (column, index) =>
      index === 0 || (chosen === null ? column.isExtra !== true : chosen.includes(column.key)),
  );
}
