import { contains, type Span } from "#shared/kernel/span.ts";

/** The shift that runs at an instant, or undefined between shifts. `shifts` sorted by start, none overlapping. */
export function shiftAt<Shift extends Span>(
  shifts: readonly Shift[],
  at: number,
): Shift | undefined {
  const shift = shifts[firstAfter(shifts, at) - 1];
  return shift !== undefined && contains(shift, at) ? shift : undefined;
}

/** The shift that begins next after an instant. `shifts` sorted by start. */
export const nextShift = <Shift extends Span>(
  shifts: readonly Shift[],
  at: number,
): Shift | undefined => shifts[firstAfter(shifts, at)];

/** The break of a shift that runs at an instant. */
export const breakAt = <Break extends Span>(
  shift: { readonly breaks: readonly Break[] },
  at: number,
): Break | undefined => shift.breaks.find((pause) => contains(pause, at));

/** Where the shifts that begin after `at` start. */
function firstAfter(shifts: readonly Span[], at: number): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (shifts[middle]!.start > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
