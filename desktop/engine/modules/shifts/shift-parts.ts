import { clip, contains, type Span } from "#shared/kernel/span.ts";
import type { ClassifiedSpan } from "#shared/oee/classify-time.ts";
import { sumUp, type OeeSums } from "#shared/oee/oee-sums.ts";
import { timeAndPieces, type TimeAndPieces } from "#shared/oee/time-and-pieces.ts";
import { unclassifiedOf } from "#shared/stops/unclassified.ts";
import type { Reader } from "../../database/reader.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import type { MachineSetting } from "../oee/machine-setting.ts";
import { storedShifts } from "./stored-shifts.ts";

/** What one machine did in one shift. */
export interface MachineShift {
  readonly sums: OeeSums;
  readonly unclassifiedMs: number;
}

/** The same with the very time it is made of. */
export interface ComputedShift extends MachineShift {
  readonly spans: readonly ClassifiedSpan[];
}

interface ShiftAsked extends Span {
  readonly id: string;
}

/** Facts of so much time are held at once. */
const stretchMs = 7 * 86_400_000;

/** A machine's shifts by id: from the stored hours where they are final, else from the facts. */
export async function machineShifts(
  reader: Reader,
  setting: MachineSetting,
  shifts: readonly ShiftAsked[],
  now: number,
): Promise<ReadonlyMap<string, MachineShift>> {
  const stored = await storedShifts(reader, setting.machineId, shifts, now);
  const open = shifts.filter((shift) => !stored.has(shift.id));
  return new Map([...stored, ...(await computeShifts(reader, setting, open, now))]);
}

/**
 * A machine's shifts from its facts, by id: classified a week at a time, then cut at the shifts.
 *
 * @param shifts sorted by start, none overlapping
 */
export async function computeShifts(
  reader: Reader,
  setting: MachineSetting,
  shifts: readonly ShiftAsked[],
  now: number,
): Promise<ReadonlyMap<string, ComputedShift>> {
  const found = new Map<string, ComputedShift>();
  for (const week of stretchesOf(shifts)) {
    const span = { start: week[0]!.start, end: week.at(-1)!.end };
    const parts = timeAndPieces(await loadOeeInput(reader, setting, span, now));
    for (const shift of week) found.set(shift.id, cutOut(parts, shift, now));
  }
  return found;
}

function stretchesOf(shifts: readonly ShiftAsked[]): ShiftAsked[][] {
  const stretches: ShiftAsked[][] = [];
  for (const shift of shifts) {
    const last = stretches.at(-1);
    if (last !== undefined && shift.end - last[0]!.start <= stretchMs) last.push(shift);
    else stretches.push([shift]);
  }
  return stretches;
}

function cutOut({ spans, counts }: TimeAndPieces, shift: Span, now: number): ComputedShift {
  const inside = spans.flatMap((span) => clip(span, shift) ?? []);
  return {
    sums: sumUp({
      spans: inside,
      counts: counts.filter((count) => contains(shift, count.bookedAt)),
      preliminary:
        now < shift.end ||
        inside.some((part) => part.class === "adet_minor" && part.stop?.open === true),
    }),
    unclassifiedMs: unclassifiedOf(inside, shift).ms,
    spans: inside,
  };
}
