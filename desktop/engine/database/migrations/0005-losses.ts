import { sql, type Kysely } from "kysely";
import type { Migrating } from "#shared/schema/table.ts";

/**
 * Time and pieces by class, reason and product: what Paretos, waterfalls and trends add up. One packed row per slice of
 * `oee_slice`, and one per machine and local day that adds up its slices: a year of a hundred machines is 36,500 rows.
 */
export async function up({ db }: Migrating): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db as Kysely<unknown>);

  await run(`create table loss_key (
    number integer primary key,
    kind text not null check (kind in ('time', 'output')),
    class text not null,
    reason_key text not null,
    product_key text not null,
    cycle_us integer not null,
    cavities integer not null,
    unique (kind, class, reason_key, product_key, cycle_us, cavities)
  ) strict`);
  await run(`create table loss_name (
    number integer primary key,
    name text not null unique
  ) strict`);
  for (const table of ["loss_slice", "loss_day"]) {
    await run(`create table ${table} (
      machine_id text not null,
      starts_at integer not null,
      ends_at integer not null,
      bytes blob not null,
      primary key (machine_id, starts_at)
    ) strict, without rowid`);
  }
  // What was summed up before gets its rows in the background, a bounded piece at a time.
  await run(`insert into stale_slice (machine_id, starts_at, ends_at)
    select machine_id, min(starts_at), max(ends_at) from oee_slice where true group by machine_id
    on conflict (machine_id) do update set
      starts_at = min(starts_at, excluded.starts_at), ends_at = max(ends_at, excluded.ends_at)`);
}
