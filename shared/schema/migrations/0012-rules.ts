import { json, nullable } from "../column.ts";
import { addColumn, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // JSON of SuggestionPolicy; null = its defaults.
  await addColumn(migrating, "plant", "suggestions", nullable(json()));
}
