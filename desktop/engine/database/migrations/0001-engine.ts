import { sql, type Kysely } from "kysely";
import type { Migrating } from "#shared/schema/table.ts";

/** Tables that only an engine has; they are never replicated. */
export async function up({ db }: Migrating): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db as Kysely<unknown>);

  await run(`create table outbox (
    epoch integer not null,
    lane integer not null check (lane in (0, 1, 2)),
    seq integer not null,
    table_name text not null,
    row_id text not null,
    op text not null check (op in ('insert', 'update', 'delete')),
    schema_version integer not null,
    payload text not null,
    hash blob not null,
    primary key (epoch, lane, seq)
  ) strict, without rowid`);
  await run(`create table enrolment (
    plant_id text primary key,
    epoch integer not null,
    enrolled_at integer not null
  ) strict`);
  await run(`create table command_receipt (
    command_id text primary key,
    operation text not null,
    actor_id text,
    at integer not null,
    output text not null
  ) strict`);
  await run(`create index command_receipt_at_ix on command_receipt (at)`);
  await run(`create table session (
    token_hash text primary key,
    user_id text not null references user_account (id),
    station text not null,
    created_at integer not null,
    last_used_at integer not null,
    expires_at integer not null
  ) strict`);
  await run(`create table last_value (
    tag_id text primary key,
    value text not null,
    status integer not null,
    source_time integer,
    received_time integer not null
  ) strict, without rowid`);
  await run(`create table machine_memory (
    machine_id text primary key,
    memory text not null,
    updated_at integer not null
  ) strict`);
  await run(`create table clock_event (
    at integer primary key,
    stepped_ms integer not null
  ) strict`);
  await run(`create table heartbeat (
    id integer primary key check (id = 1),
    at integer not null
  ) strict`);
  await run(`create table stale_slice (
    machine_id text primary key,
    starts_at integer not null,
    ends_at integer not null
  ) strict, without rowid`);
}
