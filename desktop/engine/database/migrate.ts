import type { Database } from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { sharedMigrations, type Migration } from "#shared/schema/migrations/registry.ts";
import * as engine from "./migrations/0001-engine.ts";
import * as connectivity from "./migrations/0002-connectivity.ts";
import * as rules from "./migrations/0003-rules.ts";
import * as channels from "./migrations/0004-channels.ts";
import * as losses from "./migrations/0005-losses.ts";

/** Shared migrations first: engine tables may point at them. Forward only; a released one is never edited. */
export const engineMigrations: readonly Migration[] = [
  ...sharedMigrations,
  { name: "engine-0001", up: engine.up },
  { name: "engine-0002", up: connectivity.up },
  { name: "engine-0003", up: rules.up },
  { name: "engine-0004", up: channels.up },
  { name: "engine-0005", up: losses.up },
];

/** The schema version written into wire records: how many shared migrations there are. */
export const schemaVersion = sharedMigrations.length;

/**
 * Brings the files to the newest schema; each migration is one transaction.
 * Throws when the files come from a newer program, because an old one would damage them.
 */
export async function migrate(
  raw: Database,
  now: number,
  migrations = engineMigrations,
): Promise<void> {
  raw.exec(
    "create table if not exists migration (name text primary key, applied_at integer not null) strict",
  );
  const applied = new Set(raw.prepare<[], string>("select name from migration").pluck().all());
  const known = new Set(migrations.map((migration) => migration.name));
  const newer = [...applied].filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new Error(
      `The data was written by a newer version of Unison (${newer.join(", ")}). Install that version or newer.`,
    );
  }

  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: raw }) });
  for (const migration of migrations) {
    if (applied.has(migration.name)) continue;
    await db.transaction().execute(async (trx) => {
      await migration.up({ db: trx, dialect: "sqlite" });
      raw
        .prepare("insert into migration (name, applied_at) values (?, ?)")
        .run(migration.name, now);
    });
  }
}
