import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { notifications } from "@mantine/notifications";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CsvValue } from "#shared/kernel/csv.ts";
import { csvText } from "#shared/ui/table/csv.ts";
import { DataTable, type DataTableProps } from "#shared/ui/table/DataTable.tsx";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { tableState } from "#shared/ui/table/table-state.ts";
import { Failure } from "./PageStates.tsx";
import { saveFile } from "./save-file.ts";
import { useSearchState } from "./use-search-state.ts";

/** What every list operation takes (shared/kernel/list.ts). */
interface ListQuery<Sort extends string> {
  readonly search: string;
  readonly sortBy: Sort;
  readonly sortDirection: "asc" | "desc";
  readonly offset: number;
  readonly limit: number;
  readonly includeInactive: boolean;
}

interface ListAnswer<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

interface ServerTableProps<Row, Sort extends string> {
  readonly id: string;
  readonly label: string;
  /** The operation of the contract, e.g. `api.products.list`. */
  readonly list: {
    readonly key: () => readonly unknown[];
    readonly call: (
      input: ListQuery<Sort>,
      options?: { signal?: AbortSignal },
    ) => Promise<ListAnswer<Row>>;
  };
  /** What the server sorts by; the first is the list's own order. */
  readonly sorts: readonly [Sort, ...Sort[]];
  readonly firstDirection?: "asc" | "desc";
  readonly columns: readonly TableColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly empty: ReactNode;
  readonly onOpen?: (row: Row) => void;
  readonly actions?: (row: Row) => ReactNode;
  readonly hasInactive?: boolean;
  /** Reads the list again so often; for lists that show live states. Milliseconds. */
  readonly refetchMs?: number;
}

/** Most rows one answer may have; an export asks as often as it needs to. */
const mostRows = 5_000;

/** A list that the engine searches, sorts and pages; its state stands in the address. */
export function ServerTable<Row, const Sort extends string>(props: ServerTableProps<Row, Sort>) {
  const { list, sorts, columns } = props;
  const [state, change] = useSearchState(tableState);
  const sortBy = sorts.find((sort) => sort === state.sort) ?? sorts[0];
  const filter = {
    search: state.q,
    sortBy,
    sortDirection: state.sort === "" ? (props.firstDirection ?? "asc") : state.dir,
    includeInactive: state.inactive,
  };
  const input = { ...filter, offset: (state.page - 1) * state.size, limit: state.size };
  const query = useQuery({
    queryKey: [...list.key(), input],
    queryFn: ({ signal }) => list.call(input, { signal }),
    placeholderData: keepPreviousData,
    ...(props.refetchMs === undefined ? {} : { refetchInterval: props.refetchMs }),
  });
  const { isExporting, exportRows } = useCsvExport(props.id, columns, async () => {
    const all: Row[] = [];
    for (;;) {
      const page = await list.call({ ...filter, offset: all.length, limit: mostRows });
      all.push(...page.rows);
      if (page.rows.length < mostRows) return all;
    }
  });
  return (
    <DataTable
      {...props}
      columns={columns.map((column) => ({
        ...column,
        isSortable: sorts.some((sort) => sort === column.key),
      }))}
      state={
        state.sort === "" ? { ...state, sort: sorts[0], dir: props.firstDirection ?? "asc" } : state
      }
      onChange={change}
      rows={query.data?.rows}
      total={query.data?.total ?? 0}
      isWaiting={query.isPlaceholderData}
      failure={
        query.error === null ? undefined : (
          <Failure error={query.error} retry={() => void query.refetch()} />
        )
      }
      isPaged
      onExport={exportRows}
      isExporting={isExporting}
    />
  );
}

interface ExportState {
  readonly isExporting: boolean;
  readonly exportRows: () => void;
}

/** Writes rows as a CSV file with every column, also those not shown. */
export function useCsvExport<Row>(
  name: string,
  columns: DataTableProps<Row>["columns"],
  read: () => Promise<readonly Row[]>,
): ExportState {
  const { t } = useTranslation("form");
  const [isExporting, setExporting] = useState(false);
  const exportRows = async () => {
    setExporting(true);
    try {
      const rows = await read();
      const cells = rows.map((row): CsvValue[] => columns.map((column) => column.value(row)));
      const text = csvText(
        columns.map((column) => column.label),
        cells,
      );
      const day = new Date().toISOString().slice(0, 10);
      await saveFile(`${name}-${day}.csv`, text, "text/csv");
    } catch {
      notifications.show({
        title: t("exportFailed"),
        message: t("exportFailedWayOut"),
        color: "red",
      });
    } finally {
      setExporting(false);
    }
  };
  return { isExporting, exportRows: () => void exportRows() };
}
