import type { VersionedTable, Writer } from "../../database/writer.ts";
import type { PlantTables } from "../../database/engine-tables.ts";
import type { Identity } from "../../identity.ts";

export interface Tally {
  created: number;
  updated: number;
  unchanged: number;
}

type CodedTable = "connection" | "machine" | "tag" | "product" | "reason" | "shift_pattern";
export type Wanted<Name extends VersionedTable> = Omit<
  PlantTables[Name],
  // Which machines a reason is offered on comes after the machines.
  "id" | "version" | "created_at" | "machine_ids"
>;

export interface Put<Name extends VersionedTable> {
  readonly row: PlantTables[Name];
  readonly outcome: keyof Tally;
}

/** Whether any of the wanted columns differs from what is stored. */
export const differs = (stored: object, wanted: object): boolean =>
  Object.entries(wanted).some(([column, value]) => stored[column as keyof typeof stored] !== value);

/** Brings the row with this code to what is wanted, and counts what that took. */
export async function putByCode<Name extends CodedTable>(
  writer: Writer,
  identity: Identity,
  tally: Tally,
  table: Name,
  wanted: Wanted<Name>,
): Promise<Put<Name>> {
  const stored = await writer
    .selectFrom(table as "machine")
    .selectAll()
    .where("code", "=", (wanted as { code: string }).code)
    .executeTakeFirst();
  const outcome = !stored ? "created" : differs(stored, wanted) ? "updated" : "unchanged";
  tally[outcome] += 1;
  if (stored && outcome === "unchanged")
    return { row: stored as unknown as PlantTables[Name], outcome };
  const row = stored
    ? await writer.update(table, stored.id, null, wanted as never)
    : await writer.insert(table, {
        id: identity.newId(),
        created_at: identity.now(),
        ...wanted,
      } as never);
  return { row: row as PlantTables[Name], outcome };
}
