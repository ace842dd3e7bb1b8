import { provenances } from "../../machines/machine-state.ts";
import {
  code,
  count,
  duration,
  id,
  instant,
  json,
  nullable,
  real,
  references,
  text,
} from "../column.ts";
import { addColumn, createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // Null = the defaults of shared/historian/historian-policy.ts.
  await addColumn(migrating, "plant", "historian", nullable(json()));

  await addColumn(migrating, "tag", "deadband_kind", code(), "absolute");
  await addColumn(migrating, "tag", "span", nullable(real()));
  await addColumn(migrating, "tag", "sampling_ms", nullable(duration()));

  // The tag that lost values; null = the whole connection was silent. It stays when the tag is gone.
  await addColumn(migrating, "gap", "tag_code", nullable(text()));
  await addColumn(migrating, "gap", "back_read", nullable(json()));

  // Energy per machine, minute and provenance, in milliwatt-hours: a kilowatt-hour is 10⁶ of them.
  await createTable(
    migrating,
    "machine_energy",
    {
      id: id(),
      machine_id: references("machine"),
      minute: instant(),
      provenance: code(...provenances),
      energy_mwh: count(),
      recorded_at: instant(),
    },
    { unique: [["machine_id", "minute", "provenance"]] },
  );
}
