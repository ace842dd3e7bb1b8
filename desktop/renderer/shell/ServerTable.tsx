import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DataTable } from "#shared/ui/table/DataTable.tsx";
import type { AboutLine } from "#shared/ui/table/export-table.ts";
import type { TableColumn } from "#shared/ui/table/table-column.ts";
import { tableState } from "#shared/ui/table/table-state.ts";
import { Failure } from "./PageStates.tsx";
import { useSearchState } from "./use-search-state.ts";
import { useTableExport } from "./use-table-export.ts";

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
  readonly isUnsearched?: boolean;
  /** Reads the list again so often; for lists that show live states. Milliseconds. */
  readonly refetchMs?: number;
  /** What an export says of itself beside search and address: range, filter, definition. */
  readonly about?: readonly AboutLine[];
}

/** Most rows one answer may have; an export asks as often as it needs to. */
const mostRows = 5_000;

/** A list that the engine searches, sorts and pages; its state stands in the address. */
export function ServerTable<Row, const Sort extends string>(props: ServerTableProps<Row, Sort>) {
  const { list, sorts, columns } = props;
  const { t } = useTranslation("table");
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
  const { isExporting, exportRows } = useTableExport({
    name: props.id,
    title: props.label,
    columns,
    about: [...(state.q === "" ? [] : [[t("search"), state.q] as const]), ...(props.about ?? [])],
    read: async (told) => {
      const all: Row[] = [];
      for (;;) {
        const page = await list.call({ ...filter, offset: all.length, limit: mostRows });
        all.push(...page.rows);
        told(all.length, page.total);
        if (page.rows.length < mostRows) return all;
      }
    },
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
