import SqliteDatabase, { type Database, type Statement } from "better-sqlite3";
import { sql } from "kysely";
import { asReader, type Reader } from "./reader.ts";
import type { PlantTables } from "./engine-tables.ts";

/** A plant in memory with chosen rows, read by the same code as the real one. */
export interface Scratch {
  readonly reader: Reader;
  put<Table extends keyof PlantTables>(table: Table, rows: readonly PlantTables[Table][]): void;
  close(): void;
}

/** A table that the scratch copy lacks fails loudly where it is read: whatever figures rest on must be brought along. */
export async function openScratch(
  reader: Reader,
  tables: readonly (keyof PlantTables)[],
): Promise<Scratch> {
  const made = await reader
    .selectFrom(sql<{ sql: string | null; type: string }>`sqlite_master`.as("made"))
    .select(["made.sql", "made.type"])
    .where(sql<string>`made.tbl_name`, "in", tables as readonly string[])
    .where("made.type", "in", ["table", "index"])
    .execute();
  const raw: Database = new SqliteDatabase(":memory:");
  raw.pragma("foreign_keys = OFF");
  for (const type of ["table", "index"])
    for (const row of made) if (row.type === type && row.sql !== null) raw.exec(row.sql);
  return {
    reader: asReader(raw),
    put(table, rows) {
      // A row of before an upgrade lacks the columns that came since: it gets their defaults.
      const inserts = new Map<string, Statement>();
      const insertOf = (columns: readonly string[]): Statement => {
        const key = columns.join(",");
        const known = inserts.get(key);
        if (known !== undefined) return known;
        const insert = raw.prepare(
          `insert into ${table} (${columns.map((column) => `"${column}"`).join(", ")})
           values (${columns.map((column) => `@${column}`).join(", ")})`,
        );
        inserts.set(key, insert);
        return insert;
      };
      raw.transaction(() => {
        for (const row of rows) insertOf(Object.keys(row)).run(row);
      })();
    },
    close: () => raw.close(),
  };
}
