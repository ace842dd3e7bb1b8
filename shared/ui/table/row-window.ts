/** Longer lists draw only the rows in sight. */
export const windowFrom = 200;
const spare = 12;

/** Rows to draw of a list whose rows are all `rowHeight` px high, with the room before and after them in px. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

export function rowWindow(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number,
): RowWindow {
  if (count <= windowFrom) return { first: 0, end: count, before: 0, after: 0 };
  const first = Math.min(
    Math.max(0, Math.floor(scrollTop / rowHeight) - spare),
    Math.max(0, count - 1),
  );
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + spare);
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight };
}
