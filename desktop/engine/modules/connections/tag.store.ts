import type { TagRow } from "#shared/connections/connection-rows.ts";
import type { TagId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { signalRules, tagsOf } from "#shared/machines/signal-rules.ts";
import type { TagRow as StoredTag } from "#shared/schema/tables/machine-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

export const tagRow = (row: StoredTag): TagRow => ({
  id: row.id,
  code: row.code,
  name: row.name,
  connectionId: row.connection_id,
  machineId: row.machine_id,
  address: row.address,
  class: row.class,
  unit: row.unit,
  deadband: row.deadband,
  deadbandKind: row.deadband_kind,
  span: row.span,
  samplingMs: row.sampling_ms,
  version: row.version,
});

export async function theTag(db: Selecting, id: TagId): Promise<StoredTag> {
  const tag = await db.selectFrom("tag").selectAll().where("id", "=", id).executeTakeFirst();
  if (!tag) throw new Refusal("NOT_FOUND", { entity: "tag", id });
  return tag;
}

/** Codes of the tags that the rules of this machine read. */
export async function tagsReadBy(db: Selecting, machineId: string | null): Promise<string[]> {
  if (machineId === null) return [];
  const machine = await db
    .selectFrom("machine")
    .select("signals")
    .where("id", "=", machineId as never)
    .executeTakeFirst();
  return machine ? tagsOf(signalRules.parse(JSON.parse(machine.signals))) : [];
}

/** Refuses to take a tag away from the signal rules that read it. */
export async function refuseUsedTag(db: Selecting, tag: StoredTag): Promise<void> {
  if ((await tagsReadBy(db, tag.machine_id)).includes(tag.code)) {
    throw new Refusal("IN_USE", {
      entity: "tag",
      id: tag.id,
      uses: [{ entity: "signal rule", count: 1 }],
    });
  }
}
