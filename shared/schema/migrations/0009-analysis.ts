import { code, count, duration, id, instant, json, nullable, references, text } from "../column.ts";
import { createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // Time and stops of one machine by reason, class and product over one slice of oee_slice: what a Pareto adds up.
  await createTable(
    migrating,
    "loss_slice",
    {
      id: id(),
      machine_id: references("machine"),
      starts_at: instant(),
      ends_at: instant(),
      shift_instance_id: nullable(text()),
      time_class: code(),
      /** '' = none was given. */
      reason_key: text(),
      /** '' = none was set. */
      product_key: text(),
      duration_ms: duration(),
      /** Stops that begin in the slice. */
      stops: count(),
    },
    { unique: [["machine_id", "starts_at", "time_class", "reason_key", "product_key"]] },
  );

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
