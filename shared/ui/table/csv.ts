import { writeCsv, type CsvValue } from "../../kernel/csv.ts";

/** A table as CSV that a spreadsheet opens: its header, then its rows. */
export const csvText = (
  header: readonly string[],
  rows: readonly (readonly CsvValue[])[],
): string => writeCsv([header, ...rows]);
