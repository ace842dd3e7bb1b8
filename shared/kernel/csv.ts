/** One cell of a table as CSV takes it. */
export type CsvValue = string | number | boolean | null;

export const csvSeparators = [",", ";", "\t"] as const;
export type CsvSeparator = (typeof csvSeparators)[number];

/**
 * Spreadsheets run a cell that begins so as a formula; a machine's name must never become one. Apostrophes before it
 * belong to the test, so that reading takes away exactly the one that writing put there.
 */
const formulaStart = /^'*[=+\-@\t\r]/;
const guardedStart = /^'+[=+\-@\t\r]/;

const needsQuotes = /[",;\t\r\n]/;

const byteOrderMark = "\uFEFF";

/** One cell, quoted when it has to be. A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = formulaStart.test(value) ? `'${value}` : value;
  return needsQuotes.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** CSV after RFC 4180: CRLF, quotes doubled, with a byte order mark so that spreadsheets read UTF-8. */
export const writeCsv = (
  rows: readonly (readonly CsvValue[])[],
  separator: CsvSeparator = ",",
): string =>
  `${byteOrderMark}${rows.map((row) => row.map(csvCell).join(separator)).join("\r\n")}\r\n`;

/** A row and where it begins in the text; the first line is 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The separator that stands most often in the first line, outside of quotes; a comma when none does. */
function separatorOf(text: string): CsvSeparator {
  const first = (/^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(text)?.[0] ?? "").replace(
    /"(?:[^"]|"")*"/g,
    "",
  );
  const timesIn = (separator: string): number => first.split(separator).length;
  return csvSeparators.reduce((best, one) => (timesIn(one) > timesIn(best) ? one : best));
}

const unguarded = (cell: string): string => (guardedStart.test(cell) ? cell.slice(1) : cell);

/**
 * Reads CSV as spreadsheets write it: comma, semicolon or tab, with or without byte order mark and `sep=` line, any line
 * ends, quoted cells over several lines. Unquoted cells are trimmed, empty lines left out. `unclosedLine`: a quote was
 * opened in this line and never closed, so that what follows it is no table.
 */
export function readCsv(source: string): {
  readonly rows: readonly CsvRow[];
  readonly separator: CsvSeparator;
  readonly unclosedLine: number | null;
} {
  const marked = source.startsWith(byteOrderMark) ? source.slice(1) : source;
  const declared = /^sep=([,;\t])\r?\n/i.exec(marked);
  const text = declared ? marked.slice(declared[0].length) : marked;
  const separator = (declared?.[1] as CsvSeparator | undefined) ?? separatorOf(text);
  const rows: CsvRow[] = [];
  let line = declared ? 2 : 1;
  let begin = line;
  let cells: string[] = [];
  const endRow = (): void => {
    if (cells.some((cell) => cell !== "")) rows.push({ line: begin, cells });
    cells = [];
  };
  let at = 0;
  while (at < text.length) {
    const spaces = /^[ \u00A0]*(?=")/.exec(text.slice(at, at + 20))?.[0].length ?? 0;
    if (text[at + spaces] === '"') {
      let end = at + spaces + 1;
      for (;;) {
        end = text.indexOf('"', end);
        if (end < 0) return { rows, separator, unclosedLine: line };
        if (text[end + 1] !== '"') break;
        end += 2;
      }
      const quoted = text.slice(at + spaces + 1, end);
      cells.push(unguarded(quoted.replaceAll('""', '"')));
      line += quoted.split("\n").length - 1;
      at = end + 1;
      // What stands between the closing quote and the separator belongs to nothing.
      while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r")
        at += 1;
    } else {
      let end = at;
      while (
        end < text.length &&
        text[end] !== separator &&
        text[end] !== "\n" &&
        text[end] !== "\r"
      )
        end += 1;
      cells.push(unguarded(text.slice(at, end).trim()));
      at = end;
    }
    if (text[at] === separator) {
      at += 1;
      if (at < text.length) continue;
      cells.push("");
    }
    endRow();
    if (text[at] === "\r" && text[at + 1] === "\n") at += 1;
    at += 1;
    line += 1;
    begin = line;
  }
  endRow();
  return { rows, separator, unclosedLine: null };
}
