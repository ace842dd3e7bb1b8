import type { LossEntries } from "#shared/analysis/loss-entries.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import { LossBook } from "./loss-book.ts";
import { LossGroups } from "./loss-groups.ts";

/** The same text for the same losses, whatever their order. */
const canonical = ({ time, output }: LossEntries): string =>
  [...time, ...output]
    .map((entry) => JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort()
    .join();

/** The slices of a machine whose stored losses are not those computed from the facts: their starts. */
export async function wrongLosses(
  { reader }: PlantDatabase,
  machineId: MachineId,
  slices: readonly (Span & { readonly losses: LossEntries })[],
): Promise<number[]> {
  if (slices.length === 0) return [];
  const rows = await reader
    .selectFrom("loss_slice")
    .select(["starts_at", "bytes"])
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", slices[0]!.start)
    .where("starts_at", "<=", slices.at(-1)!.start)
    .execute();
  const groups = new LossGroups<number>();
  for (const { starts_at, bytes } of rows) groups.add(bytes, () => starts_at);
  const stored = await groups.resolved(reader);
  return slices
    .filter(({ start, losses }) => {
      const found = stored.get(start);
      return found === undefined || canonical(found) !== canonical(losses);
    })
    .map(({ start }) => start);
}

/** The days of a machine whose row is not the sum of its slices: their starts. Reads only. */
export function wrongDays({ raw }: PlantDatabase, machineId: MachineId): number[] {
  const book = new LossBook(raw);
  const days = raw
    .prepare<[MachineId], { start: number; end: number; bytes: Uint8Array }>(
      'select starts_at as start, ends_at as "end", bytes from loss_day where machine_id = ?',
    )
    .all(machineId);
  const missing = raw
    .prepare<[MachineId], number>(
      `select starts_at from loss_slice as slice where machine_id = ? and not exists
       (select 1 from loss_day as day where day.machine_id = slice.machine_id
        and day.starts_at <= slice.starts_at and day.ends_at >= slice.ends_at)`,
    )
    .pluck()
    .all(machineId) as number[];
  const wrong = days.filter(({ start, end, bytes }) => {
    const packed = book.packDay(machineId, { start, end });
    return packed === null || Buffer.compare(packed, bytes) !== 0;
  });
  return [...wrong.map(({ start }) => start), ...missing];
}
