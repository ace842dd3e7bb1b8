import type { Database } from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import type { Brand } from "#shared/kernel/brand.ts";
import type { PlantTables } from "./engine-tables.ts";

/** What a query is given: it can select and nothing else. */
export type Reader = Brand<Pick<Kysely<PlantTables>, "selectFrom" | "with" | "fn">, "Reader">;

/** Wraps a read-only connection. */
export const asReader = (raw: Database): Reader =>
  new Kysely<PlantTables>({ dialect: new SqliteDialect({ database: raw }) }) as unknown as Reader;
