import { sql } from "kysely";
import {
  code,
  count,
  duration,
  flag,
  id,
  instant,
  json,
  nullable,
  references,
  text,
} from "../column.ts";
import { addColumn, createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // Null = the colour of the category; names by language; null machines = offered on every machine.
  await addColumn(migrating, "reason", "colour", nullable(text()));
  await addColumn(migrating, "reason", "names", nullable(json()));
  await addColumn(migrating, "reason", "machine_ids", nullable(json()));
  // A reason that says "other": its share tells how well the tree fits.
  await addColumn(migrating, "reason", "is_other", flag(), 0);

  // A run between two standstills that is shorter does not end the stop; null = the plant's.
  await addColumn(migrating, "machine", "minimum_run_ms", nullable(duration()));

  await createTable(migrating, "reason_rule", {
    id: id(),
    name: text(),
    /** The lowest is asked first. */
    rank: count(),
    condition: json(),
    reason_id: references("reason"),
    /** Stops that begin at or after it. */
    valid_from: instant(),
    is_active: flag(),
    created_at: instant(),
    version: count(),
  });

  // What people and rules say of standstill time, beside what was measured. Append-only: a row that no longer holds is
  // marked as superseded, so that any figure can be told as it was known at any instant.
  await createTable(
    migrating,
    "stop_class",
    {
      id: id(),
      machine_id: references("machine"),
      starts_at: instant(),
      /** Null = up to the end of the stop that stands at `starts_at`. */
      ends_at: nullable(instant()),
      /** Null = said to be without a reason, e.g. a part that was split off. */
      reason_id: nullable(references("reason")),
      origin: code("person", "rule"),
      rule_id: nullable(references("reason_rule")),
      note: text(),
      actor_id: nullable(text()),
      actor_name: text(),
      recorded_at: instant(),
      superseded_at: nullable(instant()),
      superseded_by: nullable(text()),
    },
    { index: [["machine_id", "starts_at"], ["recorded_at"]] },
  );
  await sql`create unique index stop_class_current_uq on stop_class (${sql.raw(
    migrating.dialect === "postgres" ? "tenant_id, machine_id" : "machine_id",
  )}, starts_at) where superseded_at is null`.execute(migrating.db);
}
