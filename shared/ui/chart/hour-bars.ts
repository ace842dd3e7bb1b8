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

/** Top of the scale: room above the greatest bar or target; never 0, so that an empty shift has an axis. */
export function hourScaleTop(bars: readonly HourBar[]): number {
  const top = Math.max(0, ...bars.map(({ good, reject, due }) => Math.max(good + reject, due ?? 0)));
  return top === 0 ? 10 : top * 1.08;
}

/** Every n-th label is written so that at most `atMost` stand on the axis. */
export const labelStep = (count: number, atMost: number): number => Math.max(1, Math.ceil(count / Math.max(1, atMost)));
