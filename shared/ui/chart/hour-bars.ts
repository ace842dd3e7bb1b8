/** What a bar chart of hours needs of an hour. */
export interface HourBar {
  readonly label: string;
  readonly good: number;
  readonly reject: number;
  /** Good pieces due in this hour; null = no target known. */
  readonly due: number | null;
}

/** Columns as uPlot takes them: positions, tops of the stacked bars (good below, reject above), targets. */
export function hourColumns(
  bars: readonly HourBar[],
): [number[], number[], number[], (number | null)[]] {
  return [
    bars.map((_, index) => index),
    bars.map(({ good, reject }) => Math.max(0, good) + Math.max(0, reject)),
    bars.map(({ good }) => Math.max(0, good)),
    bars.map(({ due }) => due),
  ];
}

/** Top of the scale over the greatest bar or target (null = no data); never 0, so that an empty shift has an axis. */
export const scaleTop = (greatest: number | null): number =>
  greatest === null || greatest <= 0 ? 10 : greatest * 1.08;

/** Every n-th label is written so that at most `atMost` stand on the axis. */
export const labelStep = (count: number, atMost: number): number =>
  Math.max(1, Math.ceil(count / Math.max(1, atMost)));
