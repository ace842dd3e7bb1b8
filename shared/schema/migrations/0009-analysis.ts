import { code, count, id, instant, json, nullable, text } from "../column.ts";
import { createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  await createTable(
    migrating,
    "saved_view",
    {
      id: id(),
      /** The page it belongs to. */
      page: code(),
      name: text(),
      /** Null = shared with everybody. */
      owner_id: nullable(text()),
      search: json(),
      created_at: instant(),
      version: count(),
    },
    { index: [["page"]] },
  );
}
