import { sql } from "kysely";
import { z } from "zod";
import { beforeImageOf, takeBack, type BeforeImage } from "#shared/trust/take-back.ts";
import type { PlantTables } from "../../database/engine-tables.ts";
import type { Reader } from "../../database/reader.ts";

/** Tables that people edit and that figures rest on: each edit left an audit entry with its before. */
export const settingTables = [
  "plant",
  "machine",
  "product",
  "reason",
  "ideal_cycle",
  "planned_downtime",
] as const satisfies (keyof PlantTables)[];
export type SettingTable = (typeof settingTables)[number];

const row = z.record(z.string(), z.unknown());
const readRow = (text: string | null) => (text === null ? null : row.parse(JSON.parse(text)));

/** What was recorded of a table after an instant, the newest first, as it was before. */
async function changesSince(
  reader: Reader,
  table: SettingTable,
  knownAt: number,
): Promise<BeforeImage[]> {
  const entries = await reader
    .selectFrom("audit_entry")
    .select(["entity_id", "before", "after"])
    .where("entity", "=", table)
    .where("at", ">", knownAt)
    .orderBy("at", "desc")
    .orderBy(sql`rowid`, "desc")
    .execute();
  return entries.flatMap(
    ({ entity_id, before, after }) =>
      beforeImageOf({ entityId: entity_id, before: readRow(before), after: readRow(after) }) ?? [],
  );
}

/** All rows of a table of settings as they stood at an instant. */
export async function settingsAsKnown<Table extends SettingTable>(
  reader: Reader,
  table: Table,
  knownAt: number,
): Promise<PlantTables[Table][]> {
  const rows = await reader
    .selectFrom(table as "machine")
    .selectAll()
    .execute();
  return takeBack(
    rows as unknown as (PlantTables[Table] & { readonly id: string })[],
    await changesSince(reader, table, knownAt),
  );
}
