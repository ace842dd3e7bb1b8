import { Refusal } from "#shared/kernel/refusal.ts";
import type { Reader } from "./reader.ts";
import type { Writer } from "./writer.ts";

type CodedTable = "connection" | "machine" | "tag" | "product" | "reason" | "shift_pattern";

/** Refuses a code that another row of the table has. */
export async function refuseTakenCode(
  db: Pick<Reader | Writer, "selectFrom">,
  table: CodedTable,
  code: string,
) {
  const taken = await db.selectFrom(table).select("id").where("code", "=", code).executeTakeFirst();
  if (taken) throw new Refusal("DUPLICATE", { entity: table, field: "code", value: code });
}

/** Refuses an id that names no row. */
export async function refuseUnknown(
  db: Pick<Reader | Writer, "selectFrom">,
  table: CodedTable,
  id: string | null | undefined,
) {
  if (id === null || id === undefined) return;
  const found = await db
    .selectFrom(table)
    .select("id")
    .where("id", "=", id as never)
    .executeTakeFirst();
  if (!found) throw new Refusal("NOT_FOUND", { entity: table, id });
}
