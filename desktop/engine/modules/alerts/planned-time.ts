import type { Span } from "#shared/kernel/span.ts";
import type { ShiftSpan } from "#shared/oee/time-model.ts";

/** The shift that runs at an instant and the start of the planned time the instant lies in; null = none. */
export function plannedAt(
  shifts: readonly ShiftSpan[],
  at: number,
): { readonly shift: ShiftSpan | null; readonly plannedSince: number | null } {
  const shift = shifts.find(({ start, end }) => start <= at && at < end) ?? null;
  if (shift === null) return { shift, plannedSince: null };
  const covers = ({ start, end }: Span) => start <= at && at < end;
  if (shift.breaks.some(covers)) return { shift, plannedSince: null };
  const ends = shift.breaks.map(({ end }) => end).filter((end) => end <= at);
  return { shift, plannedSince: Math.max(shift.start, ...ends) };
}
