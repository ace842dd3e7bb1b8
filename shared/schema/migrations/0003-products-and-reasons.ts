import { code, count, duration, flag, id, instant, nullable, references, text } from "../column.ts";
import { createTable, type Migrating } from "../table.ts";
import { reasonCategories } from "../../stops/reason-category.ts";

export async function up(migrating: Migrating): Promise<void> {
  await createTable(
    migrating,
    "product",
    {
      id: id(),
      code: code(),
      name: text(),
      is_active: flag(),
      created_at: instant(),
      version: count(),
    },
    { unique: [["code"]] },
  );

  await createTable(
    migrating,
    "ideal_cycle",
    {
      id: id(),
      product_id: references("product"),
      machine_id: references("machine"),
      valid_from: instant(),
      cycle_us: duration(),
      cavities: count(),
      created_at: instant(),
      version: count(),
    },
    { unique: [["machine_id", "product_id", "valid_from"]] },
  );

  await createTable(
    migrating,
    "reason",
    {
      id: id(),
      code: code(),
      name: text(),
      category: code(...reasonCategories),
      parent_id: nullable(references("reason")),
      is_active: flag(),
      created_at: instant(),
      version: count(),
    },
    { unique: [["code"]] },
  );
}
