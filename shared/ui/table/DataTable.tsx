import { useLocalStorage } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import classes from "./DataTable.module.css";
import type { ExportKind } from "./export-table.ts";
import { NoMatch } from "./NoMatch.tsx";
import { shownColumns, type TableColumn } from "./table-column.ts";
import type { TableState } from "./table-state.ts";
import { TableBody } from "./TableBody.tsx";
import { TableFooter } from "./TableFooter.tsx";
import { TableSkeleton } from "./TableSkeleton.tsx";
import { TableToolbar } from "./TableToolbar.tsx";

export interface DataTableProps<Row> {
  /** Under this name the columns a person chose are remembered. */
  readonly id: string;
  /** What the list holds, read out with the table. */
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly keyOf: (row: Row) => string;
  /** The rows of the page shown; undefined while the first answer is on its way. */
  readonly rows: readonly Row[] | undefined;
  /** How many rows there are under the same search, on all pages. */
  readonly total: number;
  readonly state: TableState;
  readonly onChange: (change: Partial<TableState>) => void;
  /** The rows are those of the search before; the new ones are on their way. */
  readonly isWaiting?: boolean;
  /** In place of the rows when they could not be read. */
  readonly failure?: ReactNode;
  /** In place of everything when the list has nothing at all: what it is for, the first action. */
  readonly empty: ReactNode;
  readonly onOpen?: (row: Row) => void;
  /** Buttons at the end of a row. */
  readonly actions?: (row: Row) => ReactNode;
  readonly onExport?: (kind: ExportKind) => void;
  readonly isExporting?: boolean;
  /** Offers rows that were deactivated. */
  readonly hasInactive?: boolean;
  /** No field to search: the list cannot be asked by words. */
  readonly isUnsearched?: boolean;
  /** Offers further pages. */
  readonly isPaged?: boolean;
  /** Further filters, beside the search. */
  readonly filters?: ReactNode;
}

export type TableDensity = "normal" | "compact";

/** The one table of the product: search, order, pages, columns, density, export, keyboard. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { t } = useTranslation("table");
  const { id, columns, rows, total, state, onChange, failure } = props;
  const [density, setDensity] = useLocalStorage<TableDensity>({
    key: "unison.table-density",
    defaultValue: "normal",
    getInitialValueInEffect: false,
  });
  const [chosen, setChosen] = useLocalStorage<string[] | null>({
    key: `unison.table-columns.${id}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const isFiltered = state.q.trim() !== "" || state.inactive;
  const isEmpty = rows?.length === 0 && !isFiltered;
  const hasFilters = props.hasInactive === true || props.filters !== undefined;
  if (isEmpty && !hasFilters) return <div className={classes.table}>{props.empty}</div>;

  const shown = shownColumns(columns, chosen);
  return (
    <div className={classes.table}>
      <TableToolbar
        {...props}
        density={density}
        setDensity={setDensity}
        shown={shown}
        setChosen={setChosen}
      />
      {failure !== undefined && rows === undefined ? (
        <div className={classes.state}>{failure}</div>
      ) : rows === undefined ? (
        <TableSkeleton label={t("loading")} />
      ) : isEmpty ? (
        props.empty
      ) : rows.length === 0 ? (
        <NoMatch state={state} onChange={onChange} />
      ) : (
        <TableBody {...props} rows={rows} shown={shown} density={density} />
      )}
      {rows !== undefined && rows.length > 0 && (
        <TableFooter
          total={total}
          shown={rows.length}
          state={state}
          onChange={onChange}
          isPaged={props.isPaged === true}
        />
      )}
    </div>
  );
}
