import type { SignedInUser, UserRow } from "#shared/access/access.contract.ts";
import { permissionsOf } from "#shared/access/permissions.ts";
import type { UserId } from "#shared/kernel/id.ts";
import type { Language } from "#shared/kernel/language.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { UserAccountRow } from "#shared/schema/tables/plant-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

export const signedIn = (row: UserAccountRow): SignedInUser => ({
  id: row.id,
  username: row.username,
  displayName: row.display_name,
  role: row.role,
  language: row.language as Language | null,
  permissions: [...permissionsOf[row.role]],
});

export const userRowOf = (row: UserAccountRow): UserRow => ({
  id: row.id,
  username: row.username,
  displayName: row.display_name,
  role: row.role,
  language: row.language as Language | null,
  isActive: row.is_active === 1,
  createdAt: row.created_at,
  version: row.version,
});

export const findUser = (db: Selecting, username: string) =>
  db
    .selectFrom("user_account")
    .selectAll()
    .where("username", "=", username.trim().toLowerCase())
    .executeTakeFirst();

export const userById = (db: Selecting, id: UserId) =>
  db.selectFrom("user_account").selectAll().where("id", "=", id).executeTakeFirst();

/** Refuses a change that would leave the plant without an active administrator. */
export async function keepAnAdmin(db: Selecting): Promise<void> {
  const admin = await db
    .selectFrom("user_account")
    .select("id")
    .where("role", "=", "admin")
    .where("is_active", "=", 1)
    .executeTakeFirst();
  if (!admin) {
    throw new Refusal("INVALID", {
      issues: [{ path: "role", message: "the plant needs at least one active administrator" }],
    });
  }
}
