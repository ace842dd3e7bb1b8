import { csvNumber, readCsvTable, type CsvIssue, type CsvRecord } from "../kernel/csv-table.ts";
import { writeCsv, type CsvSeparator } from "../kernel/csv.ts";
import { importedTag, type ImportedTag } from "./connection-rows.ts";
import type { DeadbandKind, TagClass } from "./tag.ts";

/** Columns of a tag list and the other names they go by, English and German. */
const columnNames = {
  code: ["tag", "tag code", "kürzel", "kennung"],
  name: ["description", "bezeichnung", "beschreibung", "benennung"],
  address: ["node id", "nodeid", "adresse", "knoten", "register"],
  class: ["type", "klasse", "art", "typ"],
  unit: ["einheit"],
  deadband: ["totband", "totzone"],
  deadband_kind: ["deadband type", "totbandart", "art des totbands", "totzone art"],
  span: ["range", "messbereich", "spanne"],
  sampling_ms: ["sampling", "sampling interval", "poll ms", "abtastung", "abtastrate", "abfrage"],
} as const satisfies Record<string, readonly string[]>;
type Column = keyof typeof columnNames;

/** The columns in the order they are written. */
export const tagColumns = Object.keys(columnNames) as readonly Column[];

const columnOfField: Readonly<Record<string, Column>> = {
  deadbandKind: "deadband_kind",
  samplingMs: "sampling_ms",
};

const classWords: Readonly<Record<string, TagClass>> = {
  state: "state",
  status: "state",
  zustand: "state",
  counter: "counter",
  zähler: "counter",
  zaehler: "counter",
  analog: "analog",
  messwert: "analog",
  text: "text",
  alarm: "alarm",
  störung: "alarm",
};

const kindWords: Readonly<Record<string, DeadbandKind>> = {
  "": "absolute",
  absolute: "absolute",
  absolut: "absolute",
  percent: "percent",
  prozent: "percent",
  "%": "percent",
};

export interface ReadTags {
  /** The rows without issues, in their order. */
  readonly tags: readonly ImportedTag[];
  readonly issues: readonly CsvIssue[];
}

/** A cell whose column takes a number; text that is none stays and fails the schema. */
const numberOrText = (cell: string): number | string | null => {
  const number = csvNumber(cell);
  return number === undefined ? cell : number;
};

const numberColumns = ["deadband", "span", "sampling_ms"] as const;

function readRow(record: CsvRecord): { tag: ImportedTag | null; issues: CsvIssue[] } {
  const { row, cells } = record;
  const cell = (column: Column): string => cells[column] ?? "";
  const noNumbers = numberColumns.filter((column) => csvNumber(cell(column)) === undefined);
  const parsed = importedTag.safeParse({
    code: cell("code"),
    name: cell("name") || cell("code"),
    address: cell("address"),
    class: classWords[cell("class").trim().toLowerCase()],
    unit: cell("unit") || null,
    deadband: numberOrText(cell("deadband")),
    deadbandKind: kindWords[cell("deadband_kind").trim().toLowerCase()] ?? cell("deadband_kind"),
    span: numberOrText(cell("span")),
    samplingMs: numberOrText(cell("sampling_ms")),
  });
  if (parsed.success) return { tag: parsed.data, issues: [] };
  const issues = parsed.error.issues.map(({ path, message }) => {
    const field = String(path[0] ?? "");
    const column = columnOfField[field] ?? (field as Column);
    return { row, column, rule: ruleFor(column, cell(column), message, noNumbers) };
  });
  return {
    tag: null,
    issues: issues.filter(
      (issue, i) => issues.findIndex(({ column }) => column === issue.column) === i,
    ),
  };
}

function ruleFor(
  column: Column,
  text: string,
  message: string,
  noNumbers: readonly Column[],
): string {
  if (noNumbers.includes(column)) return "must be a number";
  if (text === "" && column !== "deadband_kind") return "must not be empty";
  if (column === "class") return "must be state, counter, analog, text or alarm";
  if (column === "deadband_kind") return "must be absolute or percent";
  return message;
}

/**
 * Reads a list of tags: separator comma, semicolon or tab, decimal point or comma, columns in any order under English or
 * German names. Needed are code, address and class; a tag without a name is called as its code. Every broken cell is
 * told; rows without issues are given all the same.
 */
export function readTagsCsv(text: string): ReadTags {
  const table = readCsvTable(text, columnNames, ["code", "address", "class"]);
  const tags: ImportedTag[] = [];
  const issues: CsvIssue[] = [...table.issues];
  const seen = new Set<string>();
  for (const record of table.records) {
    const read = readRow(record);
    issues.push(...read.issues);
    if (read.tag === null) continue;
    if (seen.has(read.tag.code)) {
      issues.push({ row: record.row, column: "code", rule: "must stand in the list only once" });
      continue;
    }
    seen.add(read.tag.code);
    tags.push(read.tag);
  }
  if (table.records.length === 0 && issues.length === 0)
    issues.push({ row: 1, column: "", rule: "must not be empty" });
  return { tags, issues: issues.toSorted((a, b) => a.row - b.row) };
}

/**
 * Tags as a list that `readTagsCsv` reads back to the same. With semicolons numbers have a decimal comma: spreadsheets
 * of such countries read both together.
 */
export function writeTagsCsv(tags: readonly ImportedTag[], separator: CsvSeparator = ","): string {
  const number = (value: number | null): string | number | null =>
    value === null || separator !== ";" ? value : String(value).replace(".", ",");
  return writeCsv(
    [
      tagColumns,
      ...tags.map((tag) => [
        tag.code,
        tag.name,
        tag.address,
        tag.class,
        tag.unit,
        number(tag.deadband),
        tag.deadbandKind,
        number(tag.span),
        tag.samplingMs,
      ]),
    ],
    separator,
  );
}
