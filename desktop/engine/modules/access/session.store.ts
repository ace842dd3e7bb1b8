import { createHash, randomBytes } from "node:crypto";
import type { UserId } from "#shared/kernel/id.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

/** A session ends twelve hours after its last use: one shift and its hand-over. */
export const sessionIdleMs = 12 * 3_600_000;

export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** Opens a session and returns its token, which exists nowhere else in the clear. */
export async function openSession(
  writer: Writer,
  userId: UserId,
  station: string,
  now: number,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await writer.engine.deleteFrom("session").where("expires_at", "<=", now).execute();
  await writer.engine
    .insertInto("session")
    .values({
      token_hash: hashToken(token),
      user_id: userId,
      station,
      created_at: now,
      last_used_at: now,
      expires_at: now + sessionIdleMs,
    })
    .execute();
  return token;
}

export const findSession = (db: Pick<Reader | Writer, "selectFrom">, token: string, now: number) =>
  db
    .selectFrom("session")
    .selectAll()
    .where("token_hash", "=", hashToken(token))
    .where("expires_at", ">", now)
    .executeTakeFirst();

export async function touchSession(writer: Writer, tokenHash: string, now: number): Promise<void> {
  await writer.engine
    .updateTable("session")
    .set({ last_used_at: now, expires_at: now + sessionIdleMs })
    .where("token_hash", "=", tokenHash)
    .execute();
}

export const endSession = (writer: Writer, tokenHash: string) =>
  writer.engine.deleteFrom("session").where("token_hash", "=", tokenHash).execute();

export const endSessionsOf = (writer: Writer, userId: UserId) =>
  writer.engine.deleteFrom("session").where("user_id", "=", userId).execute();
