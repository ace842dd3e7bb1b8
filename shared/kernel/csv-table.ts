import { readCsv } from "./csv.ts";

/** What is wrong where: `row` is the line in the file, `column` the key of the column or "" for the whole row. */
export interface CsvIssue {
  readonly row: number;
  readonly column: string;
  readonly rule: string;
}

/** One row of a table by the keys of its columns; a column that the file does not have is "". */
export interface CsvRecord {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Capitals, spaces, accents and punctuation tell no two headers apart: `Abtast­rate (ms)` = `abtastratems`. */
const plain = (header: string): string =>
  header
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^a-z0-9]/g, "");

/**
 * Reads a table whose first row names its columns, under any of the names people use for them. Columns nobody knows are
 * left out.
 * @param names key of a column → the names it goes by
 * @param required keys without which the table means nothing
 */
export function readCsvTable(
  text: string,
  names: Readonly<Record<string, readonly string[]>>,
  required: readonly string[],
): { readonly records: readonly CsvRecord[]; readonly issues: readonly CsvIssue[] } {
  const { rows, unclosedLine } = readCsv(text);
  const [header, ...rest] = rows;
  if (unclosedLine !== null)
    return {
      records: [],
      issues: [{ row: unclosedLine, column: "", rule: "has a quote that is never closed" }],
    };
  if (header === undefined)
    return { records: [], issues: [{ row: 1, column: "", rule: "must not be empty" }] };
  const known = new Map(
    Object.entries(names).flatMap(([key, aliases]) =>
      [key, ...aliases].map((alias) => [plain(alias), key] as const),
    ),
  );
  const keys = header.cells.map((cell) => known.get(plain(cell)) ?? null);
  const issues = [
    ...required
      .filter((key) => !keys.includes(key))
      .map((column) => ({ row: header.line, column, rule: "must have this column" })),
    ...keys.flatMap((key, i) =>
      key !== null && keys.indexOf(key) < i
        ? [{ row: header.line, column: key, rule: "must have this column only once" }]
        : [],
    ),
  ];
  if (issues.length > 0) return { records: [], issues };
  const blank = Object.fromEntries(Object.keys(names).map((key) => [key, ""]));
  const isTooLong = (cells: readonly string[]): boolean =>
    cells.slice(keys.length).some((cell) => cell !== "");
  const records = rest
    .filter(({ cells }) => !isTooLong(cells))
    .map(({ line, cells }) => {
      const record: Record<string, string> = { ...blank };
      for (const [i, key] of keys.entries()) if (key !== null) record[key] = cells[i] ?? "";
      return { row: line, cells: record };
    });
  // A text with a separator in it that stands in no quotes falls apart and shifts all that follows it.
  const tooLong = rest
    .filter(({ cells }) => isTooLong(cells))
    .map(({ line }) => ({
      row: line,
      column: "",
      rule: "must not have more cells than the header",
    }));
  return { records, issues: tooLong };
}

const numberForm = /^[+-]?\d+(?:[.,]\d+)?$/;

/** A number with decimal point or comma; null when empty, undefined when it is none. Thousands are not marked. */
export function csvNumber(cell: string): number | null | undefined {
  const text = cell.trim();
  if (text === "") return null;
  return numberForm.test(text) ? Number(text.replace(",", ".")) : undefined;
}
