import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { Vault } from "../../vault/vault.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/** The channel that mail goes out by; webhooks are named by the id of their target. */
export const mailChannel = "mail";

/** The stored secret of a channel; null when there is none, or it does not open. */
export async function channelSecret(
  db: Selecting,
  vault: Vault,
  channel: string,
): Promise<string | null> {
  const row = await db
    .selectFrom("channel_secret")
    .select("sealed")
    .where("channel", "=", channel)
    .executeTakeFirst();
  return row === undefined ? null : vault.openChannel(channel, row.sealed);
}

export async function hasChannelSecret(db: Selecting, channel: string): Promise<boolean> {
  const row = await db
    .selectFrom("channel_secret")
    .select("channel")
    .where("channel", "=", channel)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps a new secret of a channel, or none (null). The audit trail says that it changed, never what it is. */
export async function putChannelSecret(
  writer: Writer,
  vault: Vault,
  now: number,
  channel: string,
  secret: string | null,
): Promise<void> {
  if (secret === null) {
    const { numDeletedRows } = await writer.engine
      .deleteFrom("channel_secret")
      .where("channel", "=", channel)
      .executeTakeFirst();
    if (numDeletedRows > 0n)
      await writer.audit("channel_secret", channel, { secret: "(sealed)" }, null);
    return;
  }
  const sealed = vault.sealChannel(channel, secret);
  await writer.engine
    .insertInto("channel_secret")
    .values({ channel, sealed, updated_at: now })
    .onConflict((conflict) => conflict.column("channel").doUpdateSet({ sealed, updated_at: now }))
    .execute();
  await writer.audit("channel_secret", channel, null, { secret: "(sealed)" });
}
