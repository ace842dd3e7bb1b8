export type CsvValue = string | number | boolean | null;

/**
 * CSV after RFC 4180: comma, CRLF, quotes doubled, with a byte order mark so that spreadsheets read UTF-8. A text that
 * a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => row.map(cellText).join(",")).join("\r\n")}\r\n`;
}

function cellText(cell: CsvValue): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
