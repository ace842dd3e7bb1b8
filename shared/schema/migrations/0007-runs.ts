import { code, count, id, instant, nullable, references, text } from "../column.ts";
import { addColumn, createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // Good pieces the run aims at, and cavities that differ from the ideal cycle's; null = not said.
  await addColumn(migrating, "machine_run", "target", nullable(count()));
  await addColumn(migrating, "machine_run", "cavities", nullable(count()));
  await addColumn(migrating, "machine_run", "source", code(), "signal");
  await addColumn(migrating, "machine_run", "started_by", nullable(text()));
  await addColumn(migrating, "machine_run", "recorded_at", instant(), 0);

  // A combined run (nest, family mould): what one machine cycle makes of each product. A run of one product has no items.
  await createTable(
    migrating,
    "run_item",
    {
      id: id(),
      run_id: references("machine_run"),
      product_id: nullable(references("product")),
      product_code: nullable(code()),
      order_no: nullable(text()),
      pieces_per_cycle: count(),
    },
    { index: [["run_id"]] },
  );
}
