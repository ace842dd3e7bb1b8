import { mkdirSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase, { type Database } from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { createHistorianTables } from "./historian-tables.ts";
import { migrate } from "./migrate.ts";
import { asReader, type Reader } from "./reader.ts";
import type { PlantTables } from "./engine-tables.ts";

/** The open stores of a plant: one connection that writes, one that can only read. */
export interface PlantDatabase {
  readonly folder: string;
  /** The writing connection, for prepared statements of the hot paths. */
  readonly raw: Database;
  /** The writing connection behind Kysely; only write.ts opens transactions on it. */
  readonly kysely: Kysely<PlantTables>;
  readonly reader: Reader;
  close(): void;
}

/** The file that holds orders, people, machine facts: every commit is on disk when it returns. */
export const businessFile = (folder: string): string => join(folder, "business.sqlite");
/** The file that holds raw samples; a power cut may cost its last moments, never the business file. */
export const historianFile = (folder: string): string => join(folder, "historian.sqlite");

function configure(raw: Database, folder: string): void {
  raw.pragma("journal_mode = WAL");
  raw.pragma("synchronous = FULL");
  raw.pragma("foreign_keys = ON");
  raw.pragma("busy_timeout = 5000");
  raw.prepare("attach database ? as historian").run(historianFile(folder));
  // Both take effect in a new file only. Blocks and rows of the tail are kilobytes: fewer pages to chain, fewer to log.
  raw.pragma("historian.page_size = 8192");
  // There, what is given up can shrink the file.
  raw.pragma("historian.auto_vacuum = INCREMENTAL");
  raw.pragma("historian.journal_mode = WAL");
  raw.pragma("historian.synchronous = NORMAL");
  // Of either file's log: a checkpoint, and the wait for the disk it brings, comes half as often.
  raw.pragma("wal_autocheckpoint = 2000");
}

/** A connection that cannot write, for queries and reader threads. The stores must have been opened for writing before. */
export function openReadOnly(folder: string): Database {
  const raw = new SqliteDatabase(businessFile(folder), { readonly: true, fileMustExist: true });
  raw.pragma("busy_timeout = 5000");
  raw.prepare("attach database ? as historian").run(historianFile(folder));
  raw.pragma("query_only = ON");
  return raw;
}

/**
 * Opens (or creates) the stores in `folder` and migrates them.
 * Throws better-sqlite3's error when a file is damaged, read-only or the disk is full; database-failure.ts words it.
 */
export async function openDatabase(folder: string, now: number): Promise<PlantDatabase> {
  mkdirSync(folder, { recursive: true });
  const raw = new SqliteDatabase(businessFile(folder));
  try {
    configure(raw, folder);
    await migrate(raw, now);
    createHistorianTables(raw);
  } catch (error) {
    raw.close();
    throw error;
  }
  const readOnly = openReadOnly(folder);
  return {
    folder,
    raw,
    kysely: new Kysely<PlantTables>({ dialect: new SqliteDialect({ database: raw }) }),
    reader: asReader(readOnly),
    close() {
      readOnly.close();
      raw.pragma("wal_checkpoint(TRUNCATE)");
      raw.close();
    },
  };
}
