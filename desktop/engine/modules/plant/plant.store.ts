import type { PlantFacts } from "#shared/plant/plant.contract.ts";
import type { Language } from "#shared/kernel/language.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import { kpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { PlantRow } from "#shared/schema/tables/plant-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/** The one plant of this data folder, or undefined before first run. */
export const findPlant = (db: Selecting): Promise<PlantRow | undefined> =>
  db.selectFrom("plant").selectAll().executeTakeFirst();

/** The plant; refuses with NOT_NOW before first run. */
export async function thePlant(db: Selecting): Promise<PlantRow> {
  const plant = await findPlant(db);
  if (!plant) throw new Refusal("NOT_NOW", { reason: "the plant is not set up yet" });
  return plant;
}

export const plantZone = async (db: Selecting): Promise<string> => (await thePlant(db)).zone;

export const plantFactsOf = (row: PlantRow): PlantFacts => ({
  id: row.id,
  name: row.name,
  zone: row.zone,
  language: row.language as Language,
  policy: kpiPolicy.parse(JSON.parse(row.policy)),
  version: row.version,
});
