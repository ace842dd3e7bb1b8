import { sql, type Kysely } from "kysely";
import type { Migrating } from "#shared/schema/table.ts";

/** What an engine alone knows of its connections: secrets under seal, and what happened to each link. */
export async function up({ db }: Migrating): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db as Kysely<unknown>);

  await run(`create table connection_secret (
    connection_id text primary key references connection (id) on delete cascade,
    sealed blob not null,
    updated_at integer not null
  ) strict`);
  await run(`create table connection_log (
    id integer primary key,
    connection_id text not null references connection (id) on delete cascade,
    at integer not null,
    level text not null check (level in ('info', 'warn')),
    event text not null,
    detail text not null,
    times integer not null
  ) strict`);
  await run(`create index connection_log_newest_ix on connection_log (connection_id, id)`);
}
