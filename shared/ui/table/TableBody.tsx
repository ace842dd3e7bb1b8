import { VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DataTableProps, TableDensity } from "./DataTable.tsx";
import classes from "./DataTable.module.css";
import { rowWindow, windowFrom } from "./row-window.ts";
import type { TableColumn } from "./table-column.ts";
import { sortedBy, type TableState } from "./table-state.ts";
import { useRowKeys } from "./use-row-keys.ts";

const rowHeights = { normal: 44, compact: 34 } as const;

interface BodyProps<Row> extends DataTableProps<Row> {
  readonly rows: readonly Row[];
  readonly shown: readonly TableColumn<Row>[];
  readonly density: TableDensity;
}

/** Header and rows. Beyond two hundred rows only those in sight are drawn. */
export function TableBody<Row>(props: BodyProps<Row>) {
  const { t } = useTranslation("table");
  const { rows, shown, onOpen, actions, keyOf, density, state } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const rowHeight = rowHeights[density];
  const drawn = rowWindow(rows.length, rowHeight, view.top, view.height);
  const keys = useRowKeys(rows.length, onOpen && ((index) => onOpen(rows[index]!)), (index) => {
    const element = scroller.current;
    if (element === null || rows.length <= windowFrom) return;
    const top = index * rowHeight;
    const isSeen =
      top >= element.scrollTop && top + 2 * rowHeight <= element.scrollTop + element.clientHeight;
    if (!isSeen) element.scrollTop = Math.max(0, top - element.clientHeight / 2);
    setView({ top: element.scrollTop, height: element.clientHeight });
  });
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [state.page, state.q, state.sort, state.dir]);

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={{ "--row-height": `${rowHeight}px` } as React.CSSProperties}
      onScroll={(event) => {
        const { scrollTop: top, clientHeight: height } = event.currentTarget;
        if (rows.length > windowFrom && Math.abs(top - view.top) >= rowHeight)
          setView({ top, height });
      }}
    >
      <table aria-label={props.label} aria-rowcount={props.total} onKeyDown={keys.onKeyDown}>
        <thead>
          <tr>
            {shown.map((column) => (
              <HeaderCell
                key={column.key}
                column={column}
                state={state}
                onChange={props.onChange}
              />
            ))}
            {actions !== undefined && (
              <th>
                <VisuallyHidden>{t("actions")}</VisuallyHidden>
              </th>
            )}
          </tr>
        </thead>
        <tbody data-waiting={props.isWaiting === true || undefined}>
          <Spacer height={drawn.before} />
          {rows.slice(drawn.first, drawn.end).map((row, offset) => {
            const index = drawn.first + offset;
            return (
              <tr
                key={keyOf(row)}
                data-row={index}
                data-opens={onOpen !== undefined || undefined}
                tabIndex={index === keys.stop ? 0 : -1}
                onFocus={() => keys.onRowFocus(index)}
                onClick={onOpen && (() => onOpen(row))}
              >
                {shown.map((column) => (
                  <td
                    key={column.key}
                    data-align={column.align}
                    data-from={column.from}
                    data-text={column.isText || undefined}
                  >
                    {column.cell?.(row) ?? text(column.value(row))}
                  </td>
                ))}
                {actions !== undefined && (
                  <td data-align="end" onClick={(event) => event.stopPropagation()}>
                    {actions(row)}
                  </td>
                )}
              </tr>
            );
          })}
          <Spacer height={drawn.after} />
        </tbody>
      </table>
    </div>
  );
}

const text = (value: string | number | boolean | null): string =>
  value === null || value === "" ? "–" : String(value);

function Spacer(props: { height: number }) {
  if (props.height <= 0) return null;
  return (
    <tr className={classes.spacer} aria-hidden>
      <td style={{ height: props.height }} />
    </tr>
  );
}

function HeaderCell<Row>(props: {
  column: TableColumn<Row>;
  state: TableState;
  onChange: (change: Partial<TableState>) => void;
}) {
  const { column, state, onChange } = props;
  const isActive = state.sort === column.key;
  const isDown = isActive && state.dir === "desc";
  const Mark = isDown ? IconArrowDown : IconArrowUp;
  return (
    <th
      scope="col"
      data-align={column.align}
      data-from={column.from}
      style={column.width === undefined ? undefined : { width: column.width }}
      aria-sort={isActive ? (isDown ? "descending" : "ascending") : undefined}
    >
      {column.isSortable === true ? (
        <button
          type="button"
          className={classes.sort}
          data-active={isActive || undefined}
          onClick={() => onChange(sortedBy(state, column.key))}
        >
          {column.label}
          <Mark size={13} className={classes.sortMark} aria-hidden />
        </button>
      ) : (
        column.label
      )}
    </th>
  );
}
