import { code, id, instant, json, nullable, text } from "../column.ts";
import { createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // What a fact row said before it was written over, added late or removed: figures as they were known at an instant
  // are made by taking these back. Null `before` = the row did not exist.
  await createTable(
    migrating,
    "fact_change",
    {
      id: id(),
      entity: code(),
      entity_id: text(),
      machine_id: nullable(text()),
      /** The time the row speaks of. */
      starts_at: instant(),
      ends_at: nullable(instant()),
      before: nullable(json()),
      recorded_at: instant(),
    },
    {
      index: [
        ["machine_id", "recorded_at"],
        ["entity", "entity_id", "recorded_at"],
      ],
    },
  );
}
