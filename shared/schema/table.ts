import { sql, type ColumnDataType, type Kysely, type RawBuilder } from "kysely";
import type { Column, ColumnKind } from "./column.ts";

export type Dialect = "sqlite" | "postgres";

/** What a migration is given. The schema grows by migrations, so it has no table types of its own. */
export interface Migrating {
  readonly db: Kysely<unknown>;
  readonly dialect: Dialect;
}

export interface TableKeys {
  /** Primary key; `['id']` when absent. */
  readonly primary?: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly index?: readonly (readonly string[])[];
}

type DataType = ColumnDataType | RawBuilder<unknown>;

const sqliteTypes: Record<ColumnKind, DataType> = {
  id: "text",
  text: "text",
  code: "text",
  instant: "integer",
  duration: "integer",
  count: "integer",
  quantity: "integer",
  money: "integer",
  flag: "integer",
  json: "text",
  bytes: "blob",
  real: "real",
};

const postgresTypes: Record<ColumnKind, DataType> = {
  id: "text",
  text: "text",
  code: "text",
  instant: "bigint",
  duration: "bigint",
  count: "bigint",
  quantity: "bigint",
  money: "bigint",
  flag: "boolean",
  json: "jsonb",
  bytes: "bytea",
  real: "double precision",
};

/** Keys of a replica lead with the tenant, so that no constraint can reach across tenants. */
const keyColumns = (dialect: Dialect, columns: readonly string[]): string[] =>
  dialect === "postgres" ? ["tenant_id", ...columns] : [...columns];

/**
 * Creates one table in either store from one definition. SQLite gets a STRICT table; Postgres gets the same columns
 * behind `tenant_id` and `plant_id`, with row level security forced (the policy itself comes from the access manifest).
 */
export async function createTable(
  { db, dialect }: Migrating,
  name: string,
  columns: Readonly<Record<string, Column>>,
  keys: TableKeys = {},
): Promise<void> {
  const types = dialect === "sqlite" ? sqliteTypes : postgresTypes;
  let table = db.schema.createTable(name);
  if (dialect === "postgres") {
    table = table
      .addColumn("tenant_id", "text", (builder) => builder.notNull())
      .addColumn("plant_id", "text", (builder) => builder.notNull());
  }
  for (const [columnName, column] of Object.entries(columns)) {
    table = table.addColumn(columnName, types[column.kind], (builder) =>
      column.isNullable ? builder : builder.notNull(),
    );
    const ref = sql.ref(columnName);
    if (column.kind === "flag" && dialect === "sqlite") {
      table = table.addCheckConstraint(`${name}_${columnName}_flag`, sql`${ref} in (0, 1)`);
    }
    if (column.codes) {
      const codes = sql.join(column.codes.map((code) => sql.lit(code)));
      table = table.addCheckConstraint(`${name}_${columnName}_code`, sql`${ref} in (${codes})`);
    }
    if (column.references) {
      table = table.addForeignKeyConstraint(
        `${name}_${columnName}_fk`,
        keyColumns(dialect, [columnName]) as [never],
        column.references,
        keyColumns(dialect, ["id"]),
      );
    }
  }
  table = table.addPrimaryKeyConstraint(
    `${name}_pk`,
    keyColumns(dialect, keys.primary ?? ["id"]) as [never],
  );
  for (const unique of keys.unique ?? []) {
    table = table.addUniqueConstraint(
      `${name}_${unique.join("_")}_uq`,
      keyColumns(dialect, unique) as [never],
    );
  }
  await (dialect === "sqlite" ? table.modifyEnd(sql`strict`) : table).execute();

  for (const index of keys.index ?? []) {
    await db.schema
      .createIndex(`${name}_${index.join("_")}_ix`)
      .on(name)
      .columns(keyColumns(dialect, index))
      .execute();
  }
  if (dialect === "postgres") {
    await sql`alter table ${sql.table(name)} enable row level security`.execute(db);
    await sql`alter table ${sql.table(name)} force row level security`.execute(db);
  }
}

/**
 * Adds a column to a table that has rows. A column that must not be null names the value the old rows get.
 * Dialects agree on it: no constraint is added.
 */
export async function addColumn(
  { db, dialect }: Migrating,
  table: string,
  name: string,
  column: Column,
  oldRows?: string | number,
): Promise<void> {
  const types = dialect === "sqlite" ? sqliteTypes : postgresTypes;
  if (!column.isNullable && oldRows === undefined)
    throw new RangeError(`${table}.${name} must not be null: name the value of the old rows`);
  await db.schema
    .alterTable(table)
    .addColumn(name, types[column.kind], (builder) =>
      column.isNullable ? builder : builder.notNull().defaultTo(oldRows),
    )
    .execute();
}
