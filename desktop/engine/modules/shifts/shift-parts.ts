import { lengthOf, type Span } from "#shared/kernel/span.ts";
import { emptySums, sumUp, type OeeSums } from "#shared/oee/oee-sums.ts";
import { readSums } from "#shared/oee/printed-sums.ts";
import { rollUp } from "#shared/oee/roll-up.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import type { ClassifiedSpan } from "#shared/oee/classify-time.ts";
import type { Reader } from "../../database/reader.ts";
import { loadOeeInput } from "../oee/load-oee-input.ts";
import type { MachineSetting } from "../oee/machine-setting.ts";

/** What one machine did in one shift. */
export interface MachineShift {
  readonly sums: OeeSums;
  readonly unclassifiedMs: number;
}

interface ShiftAsked extends Span {
  readonly id: string;
}

/** Time a reason is asked for: a stop that is not minor, and that nobody and nothing explained. */
export const isUnclassified = ({ class: timeClass, reasonId }: ClassifiedSpan): boolean =>
  timeClass === "adet_down" && reasonId === null;

/** A machine's shifts that have begun: from the stored hours where they are final, else computed from the facts. */
export async function machineShifts(
  reader: Reader,
  setting: MachineSetting,
  shifts: readonly ShiftAsked[],
  now: number,
): Promise<ReadonlyMap<string, MachineShift>> {
  const found = new Map<string, MachineShift>();
  if (shifts.length === 0) return found;
  const stored = await storedShifts(reader, setting, shifts, now);
  for (const shift of shifts) {
    found.set(shift.id, stored.get(shift.id) ?? (await computeShift(reader, setting, shift, now)));
  }
  return found;
}

/** The exact way: the shift's facts classified now. */
export async function computeShift(
  reader: Reader,
  setting: MachineSetting,
  span: Span,
  now: number,
): Promise<MachineShift & { readonly spans: readonly ClassifiedSpan[] }> {
  if (span.start >= now) return { sums: emptySums, unclassifiedMs: 0, spans: [] };
  const { start, end } = span;
  const parts = timeAndPieces(await loadOeeInput(reader, setting, { start, end }, now));
  return {
    sums: sumUp(parts),
    unclassifiedMs: parts.spans
      .filter(isUnclassified)
      .reduce((sum, part) => sum + lengthOf(part), 0),
    spans: parts.spans,
  };
}

/** Shifts whose slices are final, cover all of them and wait for no computing. */
async function storedShifts(
  reader: Reader,
  { machineId }: MachineSetting,
  shifts: readonly ShiftAsked[],
  now: number,
): Promise<Map<string, MachineShift>> {
  const from = Math.min(...shifts.map(({ start }) => start));
  const to = Math.max(...shifts.map(({ end }) => end));
  const stale = await reader
    .selectFrom("stale_slice")
    .select(["starts_at as start", "ends_at as end"])
    .where("machine_id", "=", machineId)
    .executeTakeFirst();
  const slices = await reader
    .selectFrom("oee_slice")
    .select(["shift_instance_id as shiftId", "sums"])
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", from)
    .where("starts_at", "<", to)
    .where("shift_instance_id", "is not", null)
    .execute();
  const losses = await unexplained(reader, machineId, { start: from, end: to });
  const byShift = Map.groupBy(slices, ({ shiftId }) => shiftId!);
  const found = new Map<string, MachineShift>();
  for (const shift of shifts) {
    if (shift.end > now) continue;
    if (stale !== undefined && stale.start < shift.end && stale.end > shift.start) continue;
    const sums = rollUp(
      (byShift.get(shift.id) ?? []).map((slice) => readSums(JSON.parse(slice.sums))),
    );
    const lost = losses.get(shift.id) ?? { downMs: 0, unclassifiedMs: 0 };
    const isWhole = calendarOf(sums) === lengthOf(shift) && !sums.preliminary;
    if (isWhole && lost.downMs === sums.time.adet_down)
      found.set(shift.id, { sums, unclassifiedMs: lost.unclassifiedMs });
  }
  return found;
}

/** Standstill of each shift that needs a reason, and the part of it that has none. */
async function unexplained(reader: Reader, machineId: MachineSetting["machineId"], span: Span) {
  const rows = await reader
    .selectFrom("loss_slice")
    .select((build) => [
      "shift_instance_id as shiftId",
      "reason_key as reason",
      build.fn.sum<number>("duration_ms").as("ms"),
    ])
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", span.start)
    .where("starts_at", "<", span.end)
    .where("time_class", "=", "adet_down")
    .groupBy(["shift_instance_id", "reason_key"])
    .execute();
  const byShift = new Map<string, { downMs: number; unclassifiedMs: number }>();
  for (const { shiftId, reason, ms } of rows) {
    if (shiftId === null) continue;
    const known = byShift.get(shiftId) ?? { downMs: 0, unclassifiedMs: 0 };
    byShift.set(shiftId, {
      downMs: known.downMs + ms,
      unclassifiedMs: known.unclassifiedMs + (reason === "" ? ms : 0),
    });
  }
  return byShift;
}

const calendarOf = ({ time }: OeeSums): number =>
  Object.values(time).reduce((sum, ms) => sum + ms, 0);
