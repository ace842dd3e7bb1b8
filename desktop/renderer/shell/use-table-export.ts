import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { csvText } from "#shared/ui/table/csv.ts";
import { excelFile, excelMimeType } from "#shared/ui/table/excel-file.ts";
import {
  exportCells,
  exportColumns,
  type AboutLine,
  type ExportKind,
  type ExportTable,
} from "#shared/ui/table/export-table.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { printTable } from "./print-table.ts";
import { saveFile } from "./save-file.ts";
import { useFormat } from "./use-format.ts";
import { usePlant, useSession } from "./use-session.ts";

export interface ExportState {
  readonly isExporting: boolean;
  readonly exportRows: (kind: ExportKind) => void;
}

export interface ExportWish<Row> {
  /** Begins the file's name. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly TableColumn<Row>[];
  /** All rows of the filter; `told` is called with how many have come of how many. */
  readonly read: (told: (done: number, total: number) => void) => Promise<readonly Row[]>;
  /** What the rows are: filter, range, definition. */
  readonly about?: readonly AboutLine[];
}

const progressNote = "table-export";

/** Every row of a filter as spreadsheet, CSV or on paper, with every column, also those not shown. */
export function useTableExport<Row>(wish: ExportWish<Row>): ExportState {
  const { t } = useTranslation(["form", "table"]);
  const { plant, now } = usePlant();
  const { user } = useSession();
  const format = useFormat();
  const [isExporting, setExporting] = useState(false);

  const tell = (done: number, total: number) => {
    if (done >= total) return;
    const words = t("table:exportProgress", {
      done: format.pieces(done),
      total: format.pieces(total),
    });
    const note = { id: progressNote, message: words, loading: true, autoClose: false } as const;
    // Showing what is shown already changes nothing, so that the words are put in anew.
    notifications.show(note);
    notifications.update(note);
  };

  const tableOf = (rows: readonly Row[], at: number): ExportTable => ({
    title: wish.title,
    zone: plant.zone,
    columns: exportColumns(wish.columns).map(({ label, kind }) => ({ label, kind })),
    rows: exportCells(exportColumns(wish.columns), rows),
    about: [
      [t("table:about.plant"), plant.name],
      [t("table:about.table"), wish.title],
      ...(wish.about ?? []),
      [t("table:about.address"), decodeURIComponent(location.pathname + location.search)],
      [t("table:about.rows"), rows.length],
      [t("table:about.zone"), plant.zone],
      [t("table:about.exportedAt"), new Date(at).toISOString()],
      [t("table:about.exportedBy"), user.displayName],
    ],
  });

  const write = async (kind: ExportKind) => {
    setExporting(true);
    try {
      const at = now();
      const table = tableOf(await wish.read(tell), at);
      const file = `${wish.name}-${new Date(at).toISOString().slice(0, 10)}`;
      switch (kind) {
        case "excel":
          await saveFile(
            `${file}.xlsx`,
            await excelFile(table, t("table:about.sheet")),
            excelMimeType,
          );
          break;
        case "csv":
          await saveFile(
            `${file}.csv`,
            csvText(
              table.columns.map(({ label }) => label),
              table.rows,
            ),
            "text/csv",
          );
          break;
        case "print":
          await printTable(table, format);
          break;
        default:
          kind satisfies never;
      }
    } catch {
      notifications.show({
        title: t("form:exportFailed"),
        message: t("form:exportFailedWayOut"),
        color: "red",
      });
    } finally {
      notifications.hide(progressNote);
      setExporting(false);
    }
  };
  return { isExporting, exportRows: (kind) => void write(kind) };
}
