import type { Cell, SheetData } from "write-excel-file/universal";
import type { CsvValue } from "../../kernel/csv.ts";
import { excelCell, type ExcelCell } from "./excel-cell.ts";
import type { ExportTable } from "./export-table.ts";

export const excelMimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const clockFormat = "yyyy-mm-dd hh:mm:ss";

function written(cell: ExcelCell): Cell {
  switch (cell.type) {
    case "empty":
      return null;
    case "text":
      return { type: String, value: cell.value, format: "@" };
    case "flag":
      return { type: Boolean, value: cell.value };
    case "number":
      return { type: Number, value: cell.value, ...(cell.format && { format: cell.format }) };
    case "clock":
      return { type: Date, value: new Date(cell.value), format: clockFormat };
    default:
      return cell satisfies never;
  }
}

const bold = (value: string): Cell => ({ type: String, value, fontWeight: "bold" });

/** Widths in characters that show most of what the first rows hold. */
function widths(table: ExportTable): { width: number }[] {
  const looked = table.rows.slice(0, 200);
  const length = (value: CsvValue | undefined) => String(value ?? "").length;
  return table.columns.map(({ label }, at) => {
    const longest = Math.max(label.length, ...looked.map((row) => length(row[at])));
    return { width: Math.min(60, Math.max(9, longest + 2)) };
  });
}

/** What a spreadsheet allows as the name of a sheet. */
const sheetName = (title: string): string =>
  title
    .replaceAll(/[[\]:*?/\\]/g, " ")
    .trim()
    .slice(0, 31) || "1";

/**
 * A table as .xlsx: its rows with typed cells under a header that stays in sight, and a second sheet that says what it
 * is. `aboutName`: that sheet's name. The writer is fetched on first use.
 */
export async function excelFile(
  table: ExportTable,
  aboutName: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { default: writeXlsxFile } = await import("write-excel-file/universal");
  const { zone } = table;
  const data: SheetData = [
    table.columns.map(({ label }) => bold(label)),
    ...table.rows.map((row) =>
      row.map((value, at) => written(excelCell(value, table.columns[at]?.kind, zone))),
    ),
  ];
  const about: SheetData = table.about.map(([label, value]) => [
    bold(label),
    written(excelCell(value, undefined, zone)),
  ]);
  const name = sheetName(table.title);
  const blob = await writeXlsxFile([
    { data, sheet: name, columns: widths(table), stickyRowsCount: 1 },
    {
      data: about,
      sheet: name === sheetName(aboutName) ? `${sheetName(aboutName)} 2` : sheetName(aboutName),
      columns: [{ width: 26 }, { width: 70 }],
    },
  ]).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
