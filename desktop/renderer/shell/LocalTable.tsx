import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { DataTable, type DataTableProps } from "#shared/ui/table/DataTable.tsx";
import type { AboutLine } from "#shared/ui/table/export-table.ts";
import { localRows } from "#shared/ui/table/local-rows.ts";
import { tableState } from "#shared/ui/table/table-state.ts";
import { useSearchState } from "./use-search-state.ts";
import { useTableExport } from "./use-table-export.ts";

type LocalTableProps<Row> = Omit<
  DataTableProps<Row>,
  "total" | "state" | "onChange" | "onExport" | "isExporting" | "isPaged" | "hasInactive"
> & {
  /** Which rows were deactivated; absent = the list has none such. */
  readonly isActive?: (row: Row) => boolean;
  /** What an export says of itself beside search and address. */
  readonly about?: readonly AboutLine[];
};

/** A list that came whole: searched and sorted here; its state stands in the address. */
export function LocalTable<Row>(props: LocalTableProps<Row>) {
  const { rows, columns, isActive } = props;
  const { t, i18n } = useTranslation();
  const [state, change] = useSearchState(tableState);
  const shown = useMemo(() => {
    const kept = isActive === undefined || state.inactive ? rows : rows?.filter(isActive);
    return kept && localRows(kept, columns, state, i18n.language);
  }, [rows, columns, isActive, state, i18n.language]);
  const { isExporting, exportRows } = useTableExport({
    name: props.id,
    title: props.label,
    columns,
    about: [
      ...(state.q === "" ? [] : [[t("table:search"), state.q] as const]),
      ...(props.about ?? []),
    ],
    read: async () => shown ?? [],
  });
  return (
    <DataTable
      {...props}
      rows={shown}
      total={shown?.length ?? 0}
      state={state}
      onChange={change}
      hasInactive={isActive !== undefined}
      onExport={exportRows}
      isExporting={isExporting}
    />
  );
}
