import { code, count, flag, id, instant, json, nullable, text } from "../column.ts";
import { createTable, type Migrating } from "../table.ts";
import { roles } from "../../access/roles.ts";

export async function up(migrating: Migrating): Promise<void> {
  await createTable(migrating, "plant", {
    id: id(),
    name: text(),
    zone: text(),
    language: code(),
    policy: json(),
    created_at: instant(),
    version: count(),
  });

  await createTable(
    migrating,
    "user_account",
    {
      id: id(),
      username: code(),
      display_name: text(),
      role: code(...roles),
      password_hash: text(),
      language: nullable(code()),
      is_active: flag(),
      created_at: instant(),
      version: count(),
    },
    { unique: [["username"]] },
  );

  await createTable(
    migrating,
    "audit_entry",
    {
      id: id(),
      at: instant(),
      actor_id: nullable(text()),
      actor_name: text(),
      station: text(),
      operation: code(),
      entity: code(),
      entity_id: text(),
      before: nullable(json()),
      after: nullable(json()),
      command_id: nullable(text()),
    },
    { index: [["entity", "entity_id", "at"], ["at"]] },
  );
}
