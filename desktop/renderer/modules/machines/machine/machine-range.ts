import { z } from "zod";
import { hourMs } from "#shared/kernel/instant.ts";

/** The stretch of time a machine page shows, as it stands in the address; absent = this shift. */
export const machineRangeSearch = z.object({
  from: z.int().optional().catch(undefined),
  to: z.int().optional().catch(undefined),
});
export type MachineRangeSearch = z.infer<typeof machineRangeSearch>;

export interface ShiftOfRange {
  readonly id: string;
  readonly name: string;
  readonly businessDate: string;
  readonly start: number;
  readonly end: number;
}

export interface MachineRange {
  readonly range: { readonly from: number; readonly to: number };
  /** The shift that is exactly this range. */
  readonly shift: ShiftOfRange | null;
  /** `this_shift` runs now; `last_shift`: none runs now; `none`: the machine has no shifts, the last hours are shown. */
  readonly kind: "this_shift" | "last_shift" | "none" | "chosen";
  /** The shift before and after; the one after only once it has begun. */
  readonly previous: ShiftOfRange | null;
  readonly next: ShiftOfRange | null;
}

const withoutShiftsMs = 8 * hourMs;

/** What to show at `now`: what the address asks for, else the running shift, else the last one, else eight hours. */
export function machineRange(
  search: MachineRangeSearch,
  shifts: readonly ShiftOfRange[],
  now: number,
): MachineRange {
  const begun = shifts.filter(({ start }) => start <= now).toSorted((a, b) => a.start - b.start);
  const asked = askedRange(search);
  if (asked !== null) {
    const shift = begun.find(({ start, end }) => start === asked.from && end === asked.to) ?? null;
    const isThis = shift !== null && now < shift.end;
    return {
      range: asked,
      shift,
      kind: isThis ? "this_shift" : "chosen",
      ...neighbours(asked, begun),
    };
  }
  const last = begun.at(-1);
  if (last === undefined) {
    const to = Math.ceil(now / hourMs) * hourMs;
    return {
      range: { from: to - withoutShiftsMs, to },
      shift: null,
      kind: "none",
      previous: null,
      next: null,
    };
  }
  const range = { from: last.start, to: last.end };
  return {
    range,
    shift: last,
    kind: now < last.end ? "this_shift" : "last_shift",
    ...neighbours(range, begun),
  };
}

function askedRange({ from, to }: MachineRangeSearch): { from: number; to: number } | null {
  return from !== undefined && to !== undefined && from < to ? { from, to } : null;
}

const neighbours = (range: { from: number; to: number }, begun: readonly ShiftOfRange[]) => ({
  previous: begun.findLast(({ start, end }) => start < range.from && end <= range.to) ?? null,
  next: begun.find(({ start }) => start > range.from && start >= range.to) ?? null,
});
