import { connectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { Vault } from "../../vault/vault.ts";
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
      build
        .selectFrom("connection_secret")
        .select("sealed")
        .whereRef("connection_secret.connection_id", "=", "connection.id")
        .as("sealed"),
    ]);

export type StoredConnection = Awaited<
  ReturnType<ReturnType<typeof connectionsWithCounts>["executeTakeFirstOrThrow"]>
>;

/** What a row is shown with besides what is stored. */
export interface ConnectionSurroundings {
  readonly port: ConnectionPort;
  readonly vault: Vault;
}

/** The stored row together with how the link does right now. */
export function connectionRow(
  row: StoredConnection,
  { port, vault }: ConnectionSurroundings,
): ConnectionRow {
  const isEnabled = row.is_enabled === 1;
  const health = isEnabled ? port.health(row.id) : undefined;
  const settings = settingsOf(row);
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    settings,
    isEnabled,
    link: isEnabled ? (health?.link ?? "lost") : "disabled",
    since: health?.since ?? null,
    cause: isEnabled ? (health ? health.cause : "starting") : null,
    detail: health?.detail ?? null,
    clockOffsetMs: health?.clockOffsetMs ?? null,
    lastDataAt: health?.lastDataAt ?? null,
    valuesPerSecond: health ? port.valuesPerSecond(row.id) : null,
    lostCount: health?.counters.lost ?? 0,
    errorCount: health?.counters.errors ?? 0,
    overflowCount: health?.tags.reduce((sum, tag) => sum + tag.overflowCount, 0) ?? 0,
    hasSecret: row.sealed !== null && vault.open(row.id, row.sealed) !== null,
    certificateValidTo: isSecured(settings)
      ? firstEnd([health?.serverCertificate?.validTo, port.ownCertificateValidTo()])
      : null,
    reconnects: health?.reconnects ?? 0,
    tagCount: row.tag_count ?? 0,
    badTagCount: health?.tags.filter((tag) => tag.itemStatus !== 0).length ?? 0,
    machineCount: row.machine_count ?? 0,
    version: row.version,
  };
}

export const settingsOf = (row: Pick<StoredConnection, "settings">): ConnectionSettings =>
  connectionSettings.parse(JSON.parse(row.settings));

export const isSecured = (settings: ConnectionSettings): boolean =>
  settings.driver === "opcua" && settings.security.mode !== "None";

const firstEnd = (ends: readonly (number | null | undefined)[]): number | null =>
  ends.reduce<number | null>(
    (first, end) => (end == null ? first : Math.min(first ?? end, end)),
    null,
  );

export async function theConnection(db: Selecting, id: ConnectionId): Promise<StoredConnection> {
  const row = await connectionsWithCounts(db).where("connection.id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("NOT_FOUND", { entity: "connection", id });
  return row;
}
