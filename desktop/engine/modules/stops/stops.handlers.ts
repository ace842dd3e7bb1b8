import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import type { ReasonRow as StoredReason } from "#shared/schema/tables/machine-tables.ts";
import { refuseTakenCode, refuseUnknown } from "../../database/unique-code.ts";
import type { PlantChanges } from "../../plant-changes.ts";
import { reading, writing } from "../../serve/house.ts";

const reasonRow = (row: StoredReason): ReasonRow => ({
  id: row.id,
  code: row.code,
  name: row.name,
  category: row.category,
  parentId: row.parent_id,
  isActive: row.is_active === 1,
  version: row.version,
});

export const stopsHandlers = (changes: PlantChanges) => ({
  reasons: reading.stops.reasons.handler(async ({ context }) => {
    const rows = await context.reader.selectFrom("reason").selectAll().orderBy("code").execute();
    return { rows: rows.map(reasonRow) };
  }),

  createReason: writing.stops.createReason.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseTakenCode(writer, "reason", input.code);
      await refuseUnknown(writer, "reason", input.parentId);
      const row = await writer.insert("reason", {
        id: context.identity.newId<"reason">(),
        code: input.code,
        name: input.name,
        category: input.category,
        parent_id: input.parentId,
        is_active: 1,
        is_other: 0,
        created_at: context.identity.now(),
      });
      writer.afterCommit(() => changes.tell("reasons"));
      return reasonRow(row);
    }),
  ),

  updateReason: writing.stops.updateReason.handler(({ input, context }) =>
    context.write(async (writer) => {
      const row = await writer.update("reason", input.id, input.basedOn, {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.category !== undefined && { category: input.category }),
        ...(input.isActive !== undefined && {
          is_active: input.isActive ? (1 as const) : (0 as const),
        }),
      });
      writer.afterCommit(() => changes.tell("reasons"));
      return reasonRow(row);
    }),
  ),
});
