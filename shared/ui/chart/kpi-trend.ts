/** One bucket of a trend: a value per line, in the order of the lines; null = cannot be known. */
export interface KpiPoint {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** Its figures mean something else than those before: a break in every line. */
  readonly isBreak: boolean;
  /** Not over yet, or too little known: drawn hollow. */
  readonly isUncertain: boolean;
}

/**
 * Columns as uPlot takes them: positions, then one column per line. Where the definition changes, an empty position
 * between two buckets breaks the lines, so that what cannot be compared is never joined.
 */
export function trendColumnsOf(
  points: readonly KpiPoint[],
  lines: number,
): [number[], ...(number | null)[][]] {
  const positions: number[] = [];
  const columns: (number | null)[][] = Array.from({ length: lines }, () => []);
  points.forEach((point, at) => {
    if (at > 0 && point.isBreak) {
      positions.push(at - 0.5);
      for (const column of columns) column.push(null);
    }
    positions.push(at);
    columns.forEach((column, line) => column.push(point.values[line] ?? null));
  });
  return [positions, ...columns];
}

/** Positions between two buckets of different definitions. */
export const definitionBreaks = (points: readonly KpiPoint[]): number[] =>
  points.flatMap(({ isBreak }, at) => (at > 0 && isBreak ? [at - 0.5] : []));

/** Top of a scale of ratios: 100 %, or above the greatest value in steps of a tenth where a machine beat its ideal. */
export function ratioTop(points: readonly KpiPoint[]): number {
  const greatest = Math.max(0, ...points.flatMap(({ values }) => values.map((one) => one ?? 0)));
  return greatest <= 1 ? 1 : Math.ceil(greatest * 10 - 1e-9) / 10;
}

/** Where a key takes the cursor among `count` buckets; undefined for keys that do not move. */
export function bucketAfterKey(
  key: string,
  at: number | null,
  count: number,
): number | null | undefined {
  if (count === 0) return undefined;
  const from = at ?? count;
  const target = {
    ArrowLeft: from - 1,
    ArrowRight: at === null ? 0 : from + 1,
    Home: 0,
    End: count - 1,
  }[key];
  if (key === "Escape") return null;
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}
