import { code, count, id, instant, json, nullable, text } from "../column.ts";
import { addColumn, createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // Nearly every minute gets its last pieces just after it is over, so what it said on time stands in the row itself:
  // null `late_at` = nothing came late; null pieces = on time there was no such row. Further changes leave a fact_change.
  await addColumn(migrating, "machine_count", "late_at", nullable(instant()));
  await addColumn(migrating, "machine_count", "on_time_total", nullable(count()));
  await addColumn(migrating, "machine_count", "on_time_reject", nullable(count()));

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
        ["entity", "recorded_at"],
      ],
    },
  );
}
