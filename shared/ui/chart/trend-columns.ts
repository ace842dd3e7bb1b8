import { missingAt, type TrendLine } from "./trend-line.ts";

/** Columns as uPlot joins them: instants, then smallest, greatest and last value of one line. */
export type LineTable = [
  at: number[],
  min: (number | null)[],
  max: (number | null)[],
  last: (number | null)[],
];

/**
 * One line with what a chart needs beside its points: the value that holds at the left edge, a break where time is
 * missing, and the last value drawn on up to `until` (now, or the right edge).
 */
export function lineTable(line: TrendLine, from: number, until: number): LineTable {
  const table: LineTable = [[], [], [], []];
  const add = (at: number, min: number | null, max: number | null, last: number | null) => {
    table[0].push(at);
    table[1].push(min);
    table[2].push(max);
    table[3].push(last);
  };
  const silent = line.missing
    .filter(({ cause }) => cause !== "down_sampled")
    .toSorted((a, b) => a.start - b.start);
  let next = 0;
  // A line is broken where missing time lies between two of its points, however the points lie to its edges.
  const breakBefore = (at: number) => {
    const last = table[0].at(-1);
    while (next < silent.length && silent[next]!.end <= (last ?? -Infinity)) next += 1;
    const time = silent[next];
    if (last === undefined || time === undefined || time.start >= at) return;
    const instant = Math.max(time.start, last + 1);
    if (instant < at) add(instant, null, null, null);
  };
  const { before } = line;
  if (
    before !== null &&
    before.value !== null &&
    line.at[0] !== from &&
    missingAt(line, from) === null
  )
    add(from, before.value, before.value, before.value);
  line.at.forEach((at, i) => {
    breakBefore(at);
    // Two points at one instant cannot be drawn beside each other: the later one counts.
    if (table[0].at(-1) === at) for (const column of table) column.pop();
    add(at, line.min[i]!, line.max[i]!, line.last[i]!);
  });
  breakBefore(until);
  const end = table[3].at(-1);
  if (end !== undefined && end !== null && table[0].at(-1)! < until) add(until, end, end, end);
  return table;
}
