import type { MachineId, ReasonRuleId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { PreviewChange } from "#shared/rules/preview-change.ts";
import type { RuleCondition } from "#shared/rules/rule-condition.ts";
import type { Permission } from "#shared/access/permissions.ts";
import type { Writer } from "../../database/writer.ts";
import { refuseUnknown } from "../../database/unique-code.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading, writing } from "../../serve/house.ts";
import { thePlant } from "../plant/plant.store.ts";
import type { PreviewThreads } from "./preview-threads.ts";
import type { RuleDue } from "./rule-due.ts";
import { ruleRows, storedRules, suggestionPolicyOf } from "./rule.store.ts";

/** Whoever may make a change may try it. */
const permissionFor: Record<PreviewChange["kind"], Permission> = {
  rules: "reason:update",
  plant_limits: "plant:update",
  machine_setup: "machine:update",
  ideal_cycle: "product:update",
  shift_pattern: "shift:update",
};

const invalid = (path: string, message: string): Refusal =>
  new Refusal("INVALID", { issues: [{ path, message }] });

/** Rules name machines, products and tags: a name that nobody knows would be a rule that never speaks. */
async function refuseUnknownNames(writer: Writer, condition: RuleCondition): Promise<void> {
  for (const id of condition.machineIds ?? []) await refuseUnknown(writer, "machine", id);
  for (const [i, clause] of condition.all.entries()) {
    if (clause.type === "product")
      for (const id of clause.productIds) await refuseUnknown(writer, "product", id);
    if (clause.type !== "tag") continue;
    const tag = await writer
      .selectFrom("tag")
      .select("id")
      .where("code", "=", clause.tag)
      .executeTakeFirst();
    if (!tag) throw invalid(`condition.all.${i}.tag`, "must be a tag of this plant");
  }
}

export function rulesHandlers(readers: ReaderThreads, previews: PreviewThreads, due: RuleDue) {
  /** Stops since an instant are asked about; the machines a rule speaks of, null = all. */
  async function askSince(
    writer: Writer,
    machineIds: readonly MachineId[] | null,
    start: number,
    now: number,
  ): Promise<void> {
    const machines = await writer.selectFrom("machine").select("id").execute();
    for (const { id } of machines)
      if (machineIds === null || machineIds.includes(id)) due.mark(id, { start, end: now });
  }

  async function oneRule(writer: Writer, id: string) {
    return (await ruleRows(writer)).find((row) => row.id === id)!;
  }

  const validSince = (validFrom: number | null, now: number): number => {
    if (validFrom !== null && validFrom > now)
      throw invalid("validFrom", "must not lie in the future");
    return validFrom ?? now;
  };

  return {
    list: reading.rules.list.handler(async ({ context: { reader } }) => {
      const plant = await thePlant(reader);
      return {
        rows: await ruleRows(reader),
        policy: suggestionPolicyOf(plant),
        plantVersion: plant.version,
      };
    }),

    create: writing.rules.create.handler(({ input, context }) =>
      context.write(async (writer) => {
        const now = context.identity.now();
        const validFrom = validSince(input.validFrom, now);
        await refuseUnknown(writer, "reason", input.reasonId);
        await refuseUnknownNames(writer, input.condition);
        const last = (await storedRules(writer)).at(-1);
        const { id } = await writer.insert("reason_rule", {
          id: context.identity.newId<"reason-rule">(),
          name: input.name,
          rank: (last?.rank ?? 0) + 1,
          condition: JSON.stringify(input.condition),
          reason_id: input.reasonId,
          valid_from: validFrom,
          is_active: 1,
          created_at: now,
        });
        await askSince(writer, input.condition.machineIds, validFrom, now);
        return oneRule(writer, id);
      }),
    ),

    update: writing.rules.update.handler(({ input, context }) =>
      context.write(async (writer) => {
        const now = context.identity.now();
        const { id, basedOn, name, condition, reasonId, isActive } = input;
        const changesWhatItSays =
          condition !== undefined || reasonId !== undefined || isActive === true;
        const validFrom =
          input.validFrom === undefined && !changesWhatItSays
            ? undefined
            : validSince(input.validFrom ?? null, now);
        if (reasonId !== undefined) await refuseUnknown(writer, "reason", reasonId);
        if (condition !== undefined) await refuseUnknownNames(writer, condition);
        await writer.update("reason_rule", id, basedOn, {
          ...(name !== undefined && { name }),
          ...(condition !== undefined && { condition: JSON.stringify(condition) }),
          ...(reasonId !== undefined && { reason_id: reasonId }),
          ...(validFrom !== undefined && { valid_from: validFrom }),
          ...(isActive !== undefined && { is_active: isActive ? (1 as const) : (0 as const) }),
        });
        if (validFrom !== undefined) await askSince(writer, null, validFrom, now);
        return oneRule(writer, id);
      }),
    ),

    reorder: writing.rules.reorder.handler(({ input, context }) =>
      context.write(async (writer) => {
        const stored = await storedRules(writer);
        const asked = new Set(input.ids);
        const missing = stored.find(({ id }) => !asked.has(id));
        if (missing || asked.size !== input.ids.length || asked.size !== stored.length)
          throw invalid("ids", "must name every rule once");
        const ranks = new Map<ReasonRuleId, number>(input.ids.map((id, i) => [id, i + 1]));
        for (const { id, rank } of stored)
          if (rank !== ranks.get(id))
            await writer.update("reason_rule", id, null, { rank: ranks.get(id)! });
        return { rows: await ruleRows(writer) };
      }),
    ),

    setPolicy: writing.rules.setPolicy.handler(({ input, context }) =>
      context.write(async (writer) => {
        const plant = await thePlant(writer);
        const { version } = await writer.update("plant", plant.id, input.basedOn, {
          suggestions: JSON.stringify(input.policy),
        });
        return { policy: input.policy, plantVersion: version };
      }),
    ),

    watchPreview: reading.rules.watchPreview.handler(({ input, context, signal }) => {
      const permission = permissionFor[input.change.kind];
      if (!context.caller.session?.user.permissions.includes(permission))
        throw new Refusal("FORBIDDEN", { permission });
      return previews.run(input, context.identity.now(), signal);
    }),

    suggest: reading.rules.suggest.handler(({ input }) => readers.run("rules.suggest", input)),
    health: reading.rules.health.handler(({ input }) => readers.run("rules.health", input)),
  };
}
