import type { CsvValue } from "#shared/kernel/csv.ts";
import { excelCell } from "#shared/ui/table/excel-cell.ts";
import type { ExportTable, ValueKind } from "#shared/ui/table/export-table.ts";
import type { Format } from "#shared/ui/format/format.ts";
import { printPage } from "./print-page.ts";
import "./print.css";

/** A value as paper shows it: in the plant's time, the person's language. */
function printed(value: CsvValue, kind: ValueKind | undefined, format: Format): string {
  if (value === null || value === "") return "–";
  if (typeof value === "number") {
    if (kind === "seconds") return format.duration(value * 1_000);
    return kind === "percent" ? format.percent(value) : format.precise(value, 6);
  }
  return isClock(value) ? format.dateTimeSeconds(Date.parse(value)) : String(value);
}

const isClock = (value: CsvValue): value is string =>
  typeof value === "string" && excelCell(value, undefined, "UTC").type === "clock";

/** More columns are printed on paper turned round. */
const portraitColumns = 7;

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  content: string | readonly Node[],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (typeof content === "string") made.textContent = content;
  else made.append(...content);
  return made;
}

/** Every row on a sheet of its own that only paper shows, with what it is above it; taken away again afterwards. */
export async function printTable(table: ExportTable, format: Format): Promise<void> {
  const facts = table.about.map(([label, value]) =>
    element("div", [element("dt", label), element("dd", printed(value, undefined, format))]),
  );
  const head = element(
    "tr",
    table.columns.map(({ label }) => element("th", label)),
  );
  const rows = table.rows.map((row) =>
    element(
      "tr",
      row.map((value, at) => {
        const cell = element("td", printed(value, table.columns[at]?.kind, format));
        if (typeof value === "number") cell.dataset["number"] = "";
        else if (isClock(value)) cell.dataset["clock"] = "";
        return cell;
      }),
    ),
  );
  const sheet = element("section", [
    element("h1", table.title),
    element("dl", facts),
    element("table", [element("thead", [head]), element("tbody", rows)]),
  ]);
  sheet.className = "print-sheet";
  if (table.columns.length > portraitColumns) sheet.dataset["wide"] = "";
  document.body.append(sheet);
  document.body.dataset["printing"] = "sheet";
  try {
    await printPage();
  } finally {
    delete document.body.dataset["printing"];
    sheet.remove();
  }
}
