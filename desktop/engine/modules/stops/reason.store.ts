import { z } from "zod";
import type { ReasonId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { ReasonRow as StoredReason } from "#shared/schema/tables/machine-tables.ts";
import { reasonNames, type NamedReason } from "#shared/stops/stop-row.ts";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

const machineList = z.array(z.string());

/** The machines of a reason as the column holds them: sorted, so that the same ones are the same text. */
export const storedMachines = (ids: readonly string[]): string => JSON.stringify(ids.toSorted());

export const namesOf = (row: Pick<StoredReason, "names">): NamedReason["names"] =>
  row.names === null ? {} : reasonNames.parse(JSON.parse(row.names));

/** The machines a reason is offered on; null = all. */
export const machinesOf = (row: Pick<StoredReason, "machine_ids">): string[] | null =>
  row.machine_ids === null ? null : machineList.parse(JSON.parse(row.machine_ids));

export const reasonRow = (row: StoredReason): ReasonRow => ({
  id: row.id,
  code: row.code,
  name: row.name,
  names: namesOf(row),
  category: row.category,
  colour: row.colour,
  parentId: row.parent_id,
  machineIds: machinesOf(row),
  isOther: row.is_other === 1,
  isActive: row.is_active === 1,
  version: row.version,
});

export const namedReason = (row: StoredReason): NamedReason => ({
  id: row.id,
  code: row.code,
  name: row.name,
  names: namesOf(row),
  category: row.category,
  colour: row.colour,
});

/** All reasons by id, also those that are no longer offered: history keeps them. */
export async function reasonsById(db: Selecting): Promise<ReadonlyMap<string, NamedReason>> {
  const rows = await (db as Reader).selectFrom("reason").selectAll().execute();
  return new Map(rows.map((row) => [row.id, namedReason(row)]));
}

/** Refuses a reason that cannot be chosen on a machine: unknown, deactivated, or offered on others only. */
export async function refuseReason(
  db: Selecting,
  reasonId: ReasonId | null,
  machineId: string,
  path: string,
): Promise<void> {
  if (reasonId === null) return;
  const row = await (db as Reader)
    .selectFrom("reason")
    .selectAll()
    .where("id", "=", reasonId)
    .executeTakeFirst();
  if (!row) throw new Refusal("NOT_FOUND", { entity: "reason", id: reasonId });
  const machines = machinesOf(row);
  const message =
    row.is_active === 0
      ? "is deactivated"
      : machines !== null && !machines.includes(machineId)
        ? "is not offered on this machine"
        : null;
  if (message !== null) throw new Refusal("INVALID", { issues: [{ path, message }] });
}

/** Refuses a parent that is the reason itself or stands under it. */
export async function refuseCircle(db: Selecting, id: ReasonId, parentId: ReasonId | null) {
  const rows = await (db as Reader).selectFrom("reason").select(["id", "parent_id"]).execute();
  const parentOf = new Map(rows.map((row) => [row.id, row.parent_id]));
  for (let above = parentId; above !== null; above = parentOf.get(above) ?? null)
    if (above === id)
      throw new Refusal("INVALID", { issues: [{ path: "parentId", message: "makes a circle" }] });
}
