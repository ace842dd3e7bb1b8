import { hourMs } from "#shared/kernel/instant.ts";
import { contains, type Span } from "#shared/kernel/span.ts";
import type { ShiftSpan } from "#shared/oee/time-model.ts";
import { hourRows } from "#shared/shifts/hour-labels.ts";
import { shiftAt } from "#shared/shifts/shift-at.ts";
import { roundTheClock } from "../modules/oee/load-oee-input.ts";

/** A piece of a clock hour that lies in one shift, or in none. */
export interface Slice extends Span {
  readonly shiftId: string | null;
}

/** The whole hours of the plant's clock that a span touches. */
export function clockHours({ start, end }: Span, zone: string): Span[] {
  // Rows begin with a part of an hour, so one begins early; a clock change may shorten an hour, never lengthen it.
  const rows = hourRows({ start: start - hourMs, end: end + hourMs }, zone);
  return rows.slice(1, -1).filter((row) => row.start < end && row.end > start);
}

/** Cuts hours at the edges of shifts. `shifts` sorted, none overlapping. */
export function cutSlices(hours: readonly Span[], shifts: readonly ShiftSpan[]): Slice[] {
  const edges = [...new Set(shifts.flatMap((shift) => [shift.start, shift.end]))].sort(
    (a, b) => a - b,
  );
  let next = 0;
  return hours.flatMap((hour) => {
    while (next < edges.length && edges[next]! <= hour.start) next++;
    const inside: number[] = [];
    for (let i = next; i < edges.length && contains(hour, edges[i]!); i++) inside.push(edges[i]!);
    return [hour.start, ...inside].map((start, i) => {
      const shift = shiftAt(shifts, start);
      const shiftId = shift === undefined || shift.id === roundTheClock ? null : shift.id;
      return { start, end: inside[i] ?? hour.end, shiftId };
    });
  });
}
