import { sql, type Kysely } from "kysely";
import type { Migrating } from "#shared/schema/table.ts";

/** Secrets of the channels that alerts go out by, under seal: the mail password, the addresses of webhooks. */
export async function up({ db }: Migrating): Promise<void> {
  await sql
    .raw(
      `create table channel_secret (
        channel text primary key,
        sealed blob not null,
        updated_at integer not null
      ) strict`,
    )
    .execute(db as Kysely<unknown>);
}
