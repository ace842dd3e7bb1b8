import type { ReasonCategory } from "#shared/stops/reason-category.ts";
import type { Reader } from "../../database/reader.ts";

export interface NamedReason {
  readonly code: string;
  readonly name: string;
  readonly category: ReasonCategory;
  readonly colour: string | null;
}

/** All reasons by id, also those no longer offered: they are in the past's figures. */
export async function reasonsById(reader: Reader): Promise<ReadonlyMap<string, NamedReason>> {
  const rows = await reader
    .selectFrom("reason")
    .select(["id", "code", "name", "category", "colour"])
    .execute();
  return new Map(rows.map(({ id, ...reason }) => [id, reason]));
}
