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
  await addColumn(migrating, "shift_instance", "crew", nullable(text()));
  // JSON of ShiftTargets as planned when the shift was expanded; null = none.
  await addColumn(migrating, "shift_instance", "targets", nullable(json()));
  await addColumn(migrating, "shift_instance", "is_overtime", flag(), 0);

  // JSON of HandoverPolicy; null = its defaults.
  await addColumn(migrating, "plant", "handover", nullable(json()));

  // Time in shifts that is planned not to be worked: taken out of planned busy time. Null machine = all of the plant.
  await createTable(
    migrating,
    "planned_downtime",
    {
      id: id(),
      machine_id: nullable(references("machine")),
      starts_at: instant(),
      ends_at: instant(),
      name: text(),
      created_at: instant(),
      version: count(),
    },
    { index: [["starts_at"]] },
  );

  await createTable(
    migrating,
    "handover",
    {
      id: id(),
      shift_instance_id: references("shift_instance"),
      status: code("draft", "signed", "acknowledged"),
      /** What the outgoing supervisor wrote, by section. */
      notes: json(),
      /** The facts as they were drafted and signed; null while they are drafted anew at every look. */
      facts: nullable(json()),
      unclassified_ms: duration(),
      unclassified_reason: nullable(text()),
      /** SHA-256 of the signed facts and notes. */
      digest: nullable(text()),
      signed_at: nullable(instant()),
      signed_by: nullable(text()),
      signed_name: nullable(text()),
      acknowledged_at: nullable(instant()),
      acknowledged_by: nullable(text()),
      acknowledged_name: nullable(text()),
      acknowledged_note: nullable(text()),
      created_at: instant(),
      version: count(),
    },
    { unique: [["shift_instance_id"]] },
  );
}
