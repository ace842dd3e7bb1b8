import type { ReasonRule } from "#shared/rules/ask-rules.ts";
import { ruleCondition } from "#shared/rules/rule-condition.ts";
import type { RuleRow } from "#shared/rules/rules.contract.ts";
import { suggestionPolicy, type SuggestionPolicy } from "#shared/rules/suggestion-policy.ts";
import type { PlantRow } from "#shared/schema/tables/plant-tables.ts";
import type { ReasonRuleRow } from "#shared/schema/tables/stop-tables.ts";
import { reasonNames, type NamedReason } from "#shared/stops/stop-row.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/** The policy of a plant; the product's defaults where nobody chose. */
export const suggestionPolicyOf = ({
  suggestions,
}: Pick<PlantRow, "suggestions">): SuggestionPolicy =>
  suggestionPolicy.parse(suggestions === null ? {} : JSON.parse(suggestions));

/** Reasons by id, as they stand beside stops and rules. */
export async function namedReasons(db: Selecting): Promise<ReadonlyMap<string, NamedReason>> {
  const rows = await db
    .selectFrom("reason")
    .select(["id", "code", "name", "names", "category", "colour"])
    .execute();
  return new Map(
    rows.map(({ names, ...row }) => [
      row.id,
      { ...row, names: reasonNames.parse(names === null ? {} : JSON.parse(names)) },
    ]),
  );
}

export const storedRules = (db: Selecting): Promise<ReasonRuleRow[]> =>
  db.selectFrom("reason_rule").selectAll().orderBy("rank").orderBy("id").execute();

/** A stored rule as it is asked. */
export const askedRule = (row: ReasonRuleRow): ReasonRule => ({
  id: row.id,
  name: row.name,
  condition: ruleCondition.parse(JSON.parse(row.condition)),
  reasonId: row.reason_id,
  validFrom: row.valid_from,
});

/** Active rules in the order in which they are asked. */
export async function activeRules(db: Selecting): Promise<ReasonRule[]> {
  const rows = await storedRules(db);
  return rows.filter(({ is_active }) => is_active === 1).map(askedRule);
}

/** Every rule with what it has filed. */
export async function ruleRows(db: Selecting): Promise<RuleRow[]> {
  const reasons = await namedReasons(db);
  const filed = await db
    .selectFrom("stop_class")
    .select((build) => [
      "rule_id",
      build.fn.countAll<number>().as("stops"),
      build.fn.max("recorded_at").as("lastAt"),
    ])
    .where("superseded_at", "is", null)
    .where("rule_id", "is not", null)
    .groupBy("rule_id")
    .execute();
  const byRule = new Map<string | null, (typeof filed)[number]>(
    filed.map((row) => [row.rule_id, row]),
  );
  return (await storedRules(db)).map((row) => ({
    id: row.id,
    name: row.name,
    rank: row.rank,
    condition: ruleCondition.parse(JSON.parse(row.condition)),
    reason: reasons.get(row.reason_id)!,
    validFrom: row.valid_from,
    isActive: row.is_active === 1,
    filedStops: Number(byRule.get(row.id)?.stops ?? 0),
    lastFiledAt: byRule.get(row.id)?.lastAt ?? null,
    version: row.version,
  }));
}
