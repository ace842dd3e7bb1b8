import type { ConnectionSecret } from "#shared/connections/connection-rows.ts";
import type { ConnectionSettings } from "#shared/connections/connection-settings.ts";
import { secretKindOf } from "#shared/connections/secret-kind.ts";
import type { ConnectionId } from "#shared/kernel/id.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { Vault } from "../../vault/vault.ts";
import { refuseUnusableSecret } from "./check-secret.ts";

/** The stored secret of a connection; null when there is none, or it does not open. */
export async function storedSecret(
  db: Pick<Reader | Writer, "selectFrom">,
  vault: Vault,
  id: ConnectionId,
): Promise<ConnectionSecret | null> {
  const row = await db
    .selectFrom("connection_secret")
    .select("sealed")
    .where("connection_id", "=", id)
    .executeTakeFirst();
  return row ? vault.open(id, row.sealed) : null;
}

/**
 * Brings the secret of a connection to what was given: a new one, none (null), or as it is (undefined). One that the
 * settings no longer use is taken away. The audit trail says that it changed, never what it is.
 */
export async function putSecret(
  writer: Writer,
  vault: Vault,
  now: number,
  connection: { readonly id: ConnectionId; readonly settings: ConnectionSettings },
  given: ConnectionSecret | null | undefined,
): Promise<void> {
  const { id, settings } = connection;
  if (given) {
    refuseUnusableSecret(settings, given);
    const sealed = vault.seal(id, given);
    await writer.engine
      .insertInto("connection_secret")
      .values({ connection_id: id, sealed, updated_at: now })
      .onConflict((conflict) =>
        conflict.column("connection_id").doUpdateSet({ sealed, updated_at: now }),
      )
      .execute();
    return writer.audit("connection_secret", id, null, { kind: given.kind, secret: "(sealed)" });
  }
  const stored = given === undefined ? await storedSecret(writer, vault, id) : null;
  if (given === undefined && (stored === null || stored.kind === secretKindOf(settings))) return;
  const { numDeletedRows } = await writer.engine
    .deleteFrom("connection_secret")
    .where("connection_id", "=", id)
    .executeTakeFirst();
  if (numDeletedRows > 0n)
    await writer.audit("connection_secret", id, { secret: "(sealed)" }, null);
}
