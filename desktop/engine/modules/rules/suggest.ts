import { z } from "zod";
import type { MachineId } from "#shared/kernel/id.ts";
import { train } from "#shared/rules/choice-model.ts";
import { suggestReasons } from "#shared/rules/suggest-reasons.ts";
import type { Suggestion } from "#shared/rules/suggestion.ts";
import type { Reader } from "../../database/reader.ts";
import { pastChoices, traitsAt } from "./past-choices.ts";
import { namedReasons } from "./rule.store.ts";

const machineIds = z.array(z.string()).nullable();

/** Reasons that may be chosen on a machine today. */
async function offeredOn(reader: Reader, machineId: MachineId): Promise<ReadonlySet<string>> {
  const rows = await reader
    .selectFrom("reason")
    .select(["id", "machine_ids"])
    .where("is_active", "=", 1)
    .execute();
  const offered = rows.filter((row) => {
    const only = machineIds.parse(row.machine_ids === null ? null : JSON.parse(row.machine_ids));
    return only === null || only.includes(machineId);
  });
  return new Set(offered.map(({ id }) => id));
}

/** Up to three reasons for the stop at an instant, with how far each may be trusted and why. */
export async function suggest(
  reader: Reader,
  { machineId, at }: { readonly machineId: MachineId; readonly at: number },
): Promise<{ suggestions: Suggestion[]; learnedFrom: number }> {
  const traits = await traitsAt(reader, machineId, at);
  const choices = traits === null ? [] : await pastChoices(reader);
  if (traits === null || choices.length === 0)
    return { suggestions: [], learnedFrom: choices.length };
  const offered = await offeredOn(reader, machineId);
  const reasons = await namedReasons(reader);
  const texts = await namesOf(reader);
  const suggestions = suggestReasons(train(choices), traits, (id) => offered.has(id)).map(
    ({ reasonId, confidence, evidence }) => ({
      reason: reasons.get(reasonId)!,
      confidence,
      evidence: evidence.map((one) => ({ ...one, value: texts.get(one.value) ?? one.value })),
    }),
  );
  return { suggestions, learnedFrom: choices.length };
}

/** Names for the ids that stand in evidence. */
async function namesOf(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const machines = await reader.selectFrom("machine").select(["id", "code as name"]).execute();
  const products = await reader.selectFrom("product").select(["id", "code as name"]).execute();
  const reasons = await reader.selectFrom("reason").select(["id", "name"]).execute();
  return new Map<string, string>(
    [...machines, ...products, ...reasons].map(({ id, name }) => [id, name]),
  );
}
