import { sql, type Kysely } from "kysely";
import type { Migrating } from "#shared/schema/table.ts";

/** What the filing of rules remembers, so that a crash forgets no stop. */
export async function up({ db }: Migrating): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db as Kysely<unknown>);

  await run(`create table rule_due (
    machine_id text primary key references machine (id),
    starts_at integer not null,
    ends_at integer not null
  ) strict, without rowid`);
  await run(`create table rule_reading (
    id integer primary key check (id = 1),
    event_place integer not null
  ) strict`);
}
