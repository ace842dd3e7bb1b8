/** What a cell of a heat map shows. `gap`: nothing to tell, e.g. not planned; `unknown`: there was something, nobody read it. */
export type HeatCell =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "gap" }
  | { readonly kind: "unknown" };

export interface HeatEntry {
  readonly row: string;
  readonly column: string;
  readonly cell: HeatCell;
}

/** Steps of colour from least to most. */
export const heatSteps = 5;

export interface HeatScale {
  readonly from: number;
  readonly to: number;
}

/**
 * The scale of the colours: `fixed` where one is given (a ratio has 0..1), else up to the greatest value, and never
 * empty, so that a quiet week is pale and not loud.
 */
export function heatScale(entries: readonly HeatEntry[], fixed: HeatScale | null): HeatScale {
  if (fixed !== null) return fixed;
  const values = entries.flatMap(({ cell }) => (cell.kind === "value" ? [cell.value] : []));
  return { from: 0, to: Math.max(1, ...values) };
}

/** 0 … `heatSteps` − 1; values beyond the scale take its end. */
export function heatStep(value: number, { from, to }: HeatScale): number {
  const at = to <= from ? 0 : (value - from) / (to - from);
  return Math.min(heatSteps - 1, Math.max(0, Math.floor(at * heatSteps)));
}

/** Edges of the steps for the legend: `heatSteps` + 1 values. */
export const heatEdges = ({ from, to }: HeatScale): number[] =>
  Array.from({ length: heatSteps + 1 }, (_, at) => from + ((to - from) * at) / heatSteps);

/** Cells as a table: rows and columns in the order given; a pair that is missing is a gap. */
export function heatTable(
  entries: readonly HeatEntry[],
  rows: readonly string[],
  columns: readonly string[],
): HeatCell[][] {
  const found = new Map(entries.map((entry) => [`${entry.row} ${entry.column}`, entry.cell]));
  return rows.map((row) =>
    columns.map((column) => found.get(`${row} ${column}`) ?? { kind: "gap" }),
  );
}

export interface HeatPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a key takes the focus in a table of the size; undefined for keys that do not move. */
export function placeAfterKey(
  key: string,
  { row, column }: HeatPlace,
  size: { readonly rows: number; readonly columns: number },
): HeatPlace | undefined {
  const wanted = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    Home: { row, column: 0 },
    End: { row, column: size.columns - 1 },
  }[key];
  return (
    wanted && {
      row: Math.min(size.rows - 1, Math.max(0, wanted.row)),
      column: Math.min(size.columns - 1, Math.max(0, wanted.column)),
    }
  );
}
