import { code, count, id, instant, json, nullable, references, text } from "../column.ts";
import { createTable, type Migrating } from "../table.ts";
import { machineStates, provenances } from "../../machines/machine-state.ts";

export async function up(migrating: Migrating): Promise<void> {
  await createTable(
    migrating,
    "shift_instance",
    {
      id: id(),
      pattern_id: references("shift_pattern"),
      code: code(),
      name: text(),
      business_date: text(),
      starts_at: instant(),
      ends_at: instant(),
      breaks: json(),
    },
    { unique: [["pattern_id", "starts_at"]] },
  );

  // What the signal rules saw, append-only: everything below can be folded again from this and machine_count.
  await createTable(
    migrating,
    "machine_event",
    {
      id: id(),
      machine_id: references("machine"),
      at: instant(),
      state: code(...machineStates),
      cause: nullable(text()),
      reason_code: nullable(code()),
      provenance: code(...provenances),
      recorded_at: instant(),
    },
    { index: [["machine_id", "at", "id"]] },
  );

  await createTable(
    migrating,
    "machine_interval",
    {
      id: id(),
      machine_id: references("machine"),
      starts_at: instant(),
      ends_at: nullable(instant()),
      state: code(...machineStates),
      cause: nullable(text()),
      reason_id: nullable(references("reason")),
      provenance: code(...provenances),
    },
    { unique: [["machine_id", "starts_at"]] },
  );

  await createTable(
    migrating,
    "machine_run",
    {
      id: id(),
      machine_id: references("machine"),
      product_id: nullable(references("product")),
      product_code: nullable(code()),
      order_no: nullable(text()),
      starts_at: instant(),
      ends_at: nullable(instant()),
    },
    { unique: [["machine_id", "starts_at"]] },
  );

  // Pieces per machine, minute, product, provenance and suspicion. `product_key` is '' where no product was known.
  await createTable(
    migrating,
    "machine_count",
    {
      id: id(),
      machine_id: references("machine"),
      minute: instant(),
      product_key: text(),
      provenance: code(...provenances),
      suspect: text(),
      total: count(),
      reject: count(),
      recorded_at: instant(),
    },
    { unique: [["machine_id", "minute", "product_key", "provenance", "suspect"]] },
  );

  // Additive OEE sums of one machine over one clock hour cut by shift edges. Exact integers; ratios are never stored.
  await createTable(
    migrating,
    "oee_slice",
    {
      id: id(),
      machine_id: references("machine"),
      starts_at: instant(),
      ends_at: instant(),
      shift_instance_id: nullable(text()),
      sums: json(),
      definition: text(),
      computed_at: instant(),
    },
    { unique: [["machine_id", "starts_at"]] },
  );

  await createTable(
    migrating,
    "gap",
    {
      id: id(),
      connection_id: references("connection"),
      starts_at: instant(),
      ends_at: nullable(instant()),
      cause: code(),
      detail: text(),
    },
    { index: [["connection_id", "starts_at"]] },
  );
}
