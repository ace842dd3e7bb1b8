import { connectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionRow, TagRow } from "#shared/connections/connection-rows.ts";
import type { ConnectionId, TagId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { signalRules, tagsOf } from "#shared/machines/signal-rules.ts";
import type { TagRow as StoredTag } from "#shared/schema/tables/machine-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { ConnectionPort } from "./connection-port.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

export const connectionsWithCounts = (db: Selecting) =>
  db
    .selectFrom("connection")
    .selectAll("connection")
    .select((build) => [
      build
        .selectFrom("tag")
        .select((count) => count.fn.countAll<number>().as("n"))
        .whereRef("tag.connection_id", "=", "connection.id")
        .as("tag_count"),
      build
        .selectFrom("machine")
        .select((count) => count.fn.countAll<number>().as("n"))
        .whereRef("machine.connection_id", "=", "connection.id")
        .as("machine_count"),
    ]);

export type StoredConnection = Awaited<
  ReturnType<ReturnType<typeof connectionsWithCounts>["executeTakeFirstOrThrow"]>
>;

/** The stored row together with how the link does right now. */
export function connectionRow(row: StoredConnection, port: ConnectionPort): ConnectionRow {
  const health = row.is_enabled === 1 ? port.health(row.id) : undefined;
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    settings: connectionSettings.parse(JSON.parse(row.settings)),
    isEnabled: row.is_enabled === 1,
    link: row.is_enabled === 0 ? "disabled" : (health?.link ?? "lost"),
    since: health?.since ?? null,
    cause: row.is_enabled === 1 ? (health ? health.cause : "starting") : null,
    detail: health?.detail ?? null,
    clockOffsetMs: health?.clockOffsetMs ?? null,
    lastDataAt: health?.lastDataAt ?? null,
    valuesPerSecond: null,
    lostCount: health?.counters.lost ?? 0,
    errorCount: health?.counters.errors ?? 0,
    overflowCount: health?.tags.reduce((sum, tag) => sum + tag.overflowCount, 0) ?? 0,
    hasSecret: false,
    certificateValidTo: health?.serverCertificate?.validTo ?? null,
    reconnects: health?.reconnects ?? 0,
    tagCount: row.tag_count ?? 0,
    badTagCount: health?.tags.filter((tag) => tag.itemStatus !== 0).length ?? 0,
    machineCount: row.machine_count ?? 0,
    version: row.version,
  };
}

export async function theConnection(db: Selecting, id: ConnectionId): Promise<StoredConnection> {
  const row = await connectionsWithCounts(db).where("connection.id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("NOT_FOUND", { entity: "connection", id });
  return row;
}

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

/** Refuses to take a tag away from the signal rules that read it. */
export async function refuseUsedTag(db: Selecting, id: TagId): Promise<void> {
  const tag = await db
    .selectFrom("tag")
    .select(["code", "machine_id"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!tag) throw new Refusal("NOT_FOUND", { entity: "tag", id });
  if (tag.machine_id === null) return;
  const machine = await db
    .selectFrom("machine")
    .select("signals")
    .where("id", "=", tag.machine_id)
    .executeTakeFirst();
  const read = machine ? tagsOf(signalRules.parse(JSON.parse(machine.signals))) : [];
  if (read.includes(tag.code)) {
    throw new Refusal("IN_USE", { entity: "tag", id, uses: [{ entity: "signal rule", count: 1 }] });
  }
}
