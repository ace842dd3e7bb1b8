import { sql } from "kysely";
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
      /** Its place in the run; the first leads. */
      rank: count(),
      product_id: nullable(references("product")),
      product_code: nullable(code()),
      order_no: nullable(text()),
      pieces_per_cycle: count(),
    },
    { index: [["run_id"], ["order_no"]] },
  );
  const tenant = migrating.dialect === "postgres" ? "tenant_id, " : "";
  await sql
    .raw(`create index machine_run_order_no_ix on machine_run (${tenant}order_no)`)
    .execute(migrating.db);
  if (migrating.dialect === "sqlite") await refuseOverlaps(migrating);
}

/**
 * One run per machine and instant, refused where it is written. The replica holds what the plant's file has let in; its
 * own guard would be, with the extension btree_gist: exclude using gist (tenant_id with =, machine_id with =,
 * int8range(starts_at, ends_at) with &&).
 */
async function refuseOverlaps({ db }: Migrating): Promise<void> {
  // Stored runs are apart already, so only the one before and the one after can meet a new one.
  const others =
    "from machine_run other where other.machine_id = new.machine_id and other.id <> new.id";
  for (const event of ["insert", "update of machine_id, starts_at, ends_at"])
    await sql
      .raw(
        `create trigger machine_run_apart_${event.slice(0, 6)} before ${event} on machine_run begin
           select raise(abort, 'machine_run: two runs at one instant')
           where (select coalesce(other.ends_at, 9007199254740991) ${others} and other.starts_at <= new.starts_at
                  order by other.starts_at desc limit 1) > new.starts_at
             or exists (select 1 ${others} and other.starts_at > new.starts_at
                        and other.starts_at < coalesce(new.ends_at, 9007199254740991));
         end`,
      )
      .execute(db);
}
