import type { CsvValue } from "../../kernel/csv.ts";
import type { TableColumn } from "./table-column.ts";

/** How a table leaves the screen. */
export const exportKinds = ["excel", "csv", "print"] as const;
export type ExportKind = (typeof exportKinds)[number];

/** What the values of a column are: `seconds` a length of time, `percent` a ratio (1 = 100 %). Instants tell themselves: ISO text in UTC. */
export type ValueKind = "seconds" | "percent";

/** One line on what an export holds: the filter, the range, the definition its figures were made under. */
export type AboutLine = readonly [label: string, value: CsvValue];

/** A table on its way out: every column, every row of the filter, and what it is. */
export interface ExportTable {
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly kind: ValueKind | undefined }[];
  readonly rows: readonly (readonly CsvValue[])[];
  readonly about: readonly AboutLine[];
  /** IANA zone of the plant: instants are written as its wall clocks show them. */
  readonly zone: string;
}

/** The columns that leave the screen. */
export const exportColumns = <Row>(
  columns: readonly TableColumn<Row>[],
): readonly TableColumn<Row>[] => columns.filter(({ isScreenOnly }) => isScreenOnly !== true);

/** Every column, also those not shown, so that an export never depends on the width of a window. */
export const exportCells = <Row>(
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
): CsvValue[][] => rows.map((row) => columns.map((column) => column.value(row)));
