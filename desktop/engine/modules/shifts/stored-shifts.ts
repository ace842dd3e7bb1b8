import type { MachineId } from "#shared/kernel/id.ts";
import { contains, lengthOf, type Span } from "#shared/kernel/span.ts";
import type { OeeSums } from "#shared/oee/oee-sums.ts";
import { readSums } from "#shared/oee/printed-sums.ts";
import { rollUp } from "#shared/oee/roll-up.ts";
import { askingClasses } from "#shared/stops/unclassified.ts";
import type { Reader } from "../../database/reader.ts";
import { readLosses, type LossSink } from "../../losses/loss-codec.ts";
import type { MachineShift } from "./shift-parts.ts";

interface ShiftAsked extends Span {
  readonly id: string;
}

/**
 * A machine's shifts that its stored hours tell whole: they have ended, their hours are final and none waits to be
 * computed again. Those left out must be computed from the facts; the two ways agree to the digit.
 */
export async function storedShifts(
  reader: Reader,
  machineId: MachineId,
  shifts: readonly ShiftAsked[],
  now: number,
): Promise<ReadonlyMap<string, MachineShift>> {
  const stale = await reader
    .selectFrom("stale_slice")
    .select(["starts_at as start", "ends_at as end"])
    .where("machine_id", "=", machineId)
    .executeTakeFirst();
  const ended = shifts.filter(
    ({ start, end }) =>
      end <= now && (stale === undefined || stale.start >= end || stale.end <= start),
  );
  const found = new Map<string, MachineShift>();
  if (ended.length === 0) return found;
  const span = { start: ended[0]!.start, end: ended.at(-1)!.end };
  const slices = Map.groupBy(await slicesIn(reader, machineId, span), ({ shiftId }) => shiftId);
  const losses = await lossesIn(reader, machineId, span);
  for (const shift of ended) {
    const sums = rollUp(
      (slices.get(shift.id) ?? []).map((slice) => readSums(JSON.parse(slice.sums))),
    );
    const lost = { ms: 0, unclassifiedMs: 0 };
    for (const slice of losses) {
      if (!contains(shift, slice.start)) continue;
      lost.ms += slice.ms;
      lost.unclassifiedMs += slice.unclassifiedMs;
    }
    const isWhole = timeOf(sums) === lengthOf(shift) && lost.ms === lengthOf(shift);
    if (isWhole && !sums.preliminary)
      found.set(shift.id, { sums, unclassifiedMs: lost.unclassifiedMs });
  }
  return found;
}

const slicesIn = (reader: Reader, machineId: MachineId, { start, end }: Span) =>
  reader
    .selectFrom("oee_slice")
    .select(["shift_instance_id as shiftId", "sums"])
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", start)
    .where("starts_at", "<", end)
    .where("shift_instance_id", "is not", null)
    .execute();

/** The time of each stored slice, and its part that needs a reason and has none. */
async function lossesIn(reader: Reader, machineId: MachineId, { start, end }: Span) {
  const keys = await reader
    .selectFrom("loss_key")
    .select("number")
    .where("kind", "=", "time")
    .where("class", "in", askingClasses)
    .where("reason_key", "=", "")
    .execute();
  const unclassified = new Set(keys.map(({ number }) => number));
  const rows = await reader
    .selectFrom("loss_slice")
    .select(["starts_at", "bytes"])
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", start)
    .where("starts_at", "<", end)
    .execute();
  return rows.map((row) => {
    const sum = { start: row.starts_at, ms: 0, unclassifiedMs: 0 };
    readLosses(row.bytes, {
      ...onlyTime,
      time(key, ms) {
        sum.ms += ms;
        if (unclassified.has(key)) sum.unclassifiedMs += ms;
      },
    });
    return sum;
  });
}

const onlyTime: Omit<LossSink, "time"> = {
  definition: () => undefined,
  part: () => true,
  output: () => undefined,
};

const timeOf = ({ time }: OeeSums): number => Object.values(time).reduce((sum, ms) => sum + ms, 0);
