import { useRef, useState, type KeyboardEvent } from "react";
import {
  heatEdges,
  heatScale,
  heatStep,
  heatTable,
  placeAfterKey,
  type HeatCell,
  type HeatEntry,
  type HeatPlace,
  type HeatScale,
} from "./heat-map-layout.ts";
import classes from "./HeatMap.module.css";

export interface HeatAxis {
  readonly key: string;
  readonly label: string;
}

export interface HeatMapProps {
  readonly rows: readonly HeatAxis[];
  readonly columns: readonly HeatAxis[];
  readonly entries: readonly HeatEntry[];
  /** Scale of the colours; null = up to the greatest value. */
  readonly scale: HeatScale | null;
  readonly label: string;
  /** Of the corner: what stands in the rows. */
  readonly corner: string;
  readonly words: {
    /** In the cell, where there is room. */
    readonly short: (value: number) => string;
    /** Beside the legend. */
    readonly edge: (value: number) => string;
    readonly unknown: string;
    readonly gap: string;
    readonly less: string;
    readonly more: string;
    /** One cell in full, under the table while it has the focus or the pointer. */
    readonly describe: (row: string, column: string) => string;
    readonly hint: string;
  };
  readonly onOpen?: (row: string, column: string) => void;
}

/** Values by hour and day: the deeper, the more; what nobody read is hatched, what was not planned is empty. */
export function HeatMap(props: HeatMapProps) {
  const { rows, columns, entries, words, onOpen } = props;
  const host = useRef<HTMLTableElement>(null);
  const [stop, setStop] = useState<HeatPlace>({ row: 0, column: 0 });
  const [shown, setShown] = useState<HeatPlace | null>(null);
  const scale = heatScale(entries, props.scale);
  const table = heatTable(
    entries,
    rows.map(({ key }) => key),
    columns.map(({ key }) => key),
  );
  const size = { rows: rows.length, columns: columns.length };
  const open = ({ row, column }: HeatPlace) => onOpen?.(rows[row]!.key, columns[column]!.key);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") open(stop);
    const next = placeAfterKey(event.key, stop, size);
    if (next === undefined) return;
    event.preventDefault();
    setStop(next);
    host.current?.querySelector<HTMLElement>(`[data-place="${next.row} ${next.column}"]`)?.focus();
  };
  const text = (cell: HeatCell): string =>
    cell.kind === "value" ? words.short(cell.value) : cell.kind === "gap" ? "·" : "?";
  return (
    <figure className={classes.figure}>
      <div className={classes.scroll}>
        <table
          ref={host}
          className={classes.table}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- ARIA's grid: one stop for Tab, arrows walk its cells
          role="grid"
          aria-label={props.label}
          data-dense={columns.length > 10 || undefined}
          onKeyDown={onKeyDown}
          onMouseLeave={() => setShown(null)}
          onBlur={() => setShown(null)}
        >
          <thead>
            <tr>
              <th scope="col">{props.corner}</th>
              {columns.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label }, row) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                {table[row]!.map((cell, column) => {
                  const place = { row, column };
                  const isStop = stop.row === row && stop.column === column;
                  return (
                    <td
                      key={columns[column]!.key}
                      data-kind={cell.kind}
                      data-step={cell.kind === "value" ? heatStep(cell.value, scale) : undefined}
                      data-place={`${row} ${column}`}
                      data-opens={onOpen !== undefined || undefined}
                      tabIndex={isStop ? 0 : -1}
                      aria-label={words.describe(rows[row]!.key, columns[column]!.key)}
                      onFocus={() => {
                        setStop(place);
                        setShown(place);
                      }}
                      onMouseEnter={() => setShown(place)}
                      onClick={() => open(place)}
                    >
                      <span className={classes.number} aria-hidden="true">
                        {text(cell)}
                      </span>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className={classes.caption}>
        <span className={classes.legend} aria-hidden="true">
          {words.less}
          {heatEdges(scale)
            .slice(0, -1)
            .map((edge, step) => (
              <span key={edge} className={classes.swatch} data-kind="value" data-step={step}>
                {words.edge(edge)}
              </span>
            ))}
          {words.more}
          <span className={classes.swatch} data-kind="unknown">
            ?
          </span>
          {words.unknown}
          <span className={classes.swatch} data-kind="gap">
            ·
          </span>
          {words.gap}
        </span>
        <span className={classes.shown} aria-live="off">
          {shown === null
            ? words.hint
            : words.describe(rows[shown.row]!.key, columns[shown.column]!.key)}
        </span>
      </figcaption>
    </figure>
  );
}
