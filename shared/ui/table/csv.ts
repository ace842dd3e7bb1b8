/** One cell of a table as CSV takes it. */
export type CsvValue = string | number | boolean | null;

/** Spreadsheets run a cell that begins so as a formula; a machine's name must never become one. */
const formulaStart = /^[=+\-@\t\r]/;

const needsQuotes = /[",;\r\n]/;

/**
 * CSV after RFC 4180: comma, CRLF, quotes doubled, with a byte order mark so that spreadsheets read UTF-8. A text that
 * a spreadsheet would run as a formula gets an apostrophe in front; numbers keep their sign.
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/** One cell, quoted when it has to be. */
export function csvCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const text = formulaStart.test(value) ? `'${value}` : value;
  return needsQuotes.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
