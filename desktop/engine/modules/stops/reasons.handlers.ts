import type { MachineId } from "#shared/kernel/id.ts";
import { refuseTakenCode, refuseUnknown } from "../../database/unique-code.ts";
import type { Writer } from "../../database/writer.ts";
import { noFigures, type PlantChanges } from "../../plant-changes.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { reading, writing } from "../../serve/house.ts";
import { theMachine } from "../machines/machine.store.ts";
import { reasonRow, refuseCircle, storedMachines } from "./reason.store.ts";

const storedNames = (names: Readonly<Record<string, string>>): string | null =>
  Object.keys(names).length === 0 ? null : JSON.stringify(names);

const machinesAsked = (ids: readonly MachineId[] | null): string | null =>
  ids === null ? null : storedMachines(ids);

async function refuseUnknownMachines(writer: Writer, ids: readonly MachineId[] | null | undefined) {
  for (const id of ids ?? []) await theMachine(writer, id);
}

/** The words people and machines explain stops with. A reason is deactivated, never deleted. */
export const reasonsHandlers = (changes: PlantChanges, readers: ReaderThreads) => ({
  reasons: reading.stops.reasons.handler(async ({ context }) => {
    const rows = await context.reader.selectFrom("reason").selectAll().orderBy("code").execute();
    return { rows: rows.map(reasonRow) };
  }),

  reasonUses: reading.stops.reasonUses.handler(({ input }) =>
    readers.run("stops.reasonUses", input),
  ),

  createReason: writing.stops.createReason.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseTakenCode(writer, "reason", input.code);
      await refuseUnknown(writer, "reason", input.parentId);
      await refuseUnknownMachines(writer, input.machineIds);
      const row = await writer.insert("reason", {
        id: context.identity.newId<"reason">(),
        code: input.code,
        name: input.name,
        names: storedNames(input.names),
        category: input.category,
        colour: input.colour,
        parent_id: input.parentId,
        machine_ids: machinesAsked(input.machineIds),
        is_active: 1,
        is_other: input.isOther ? 1 : 0,
        created_at: context.identity.now(),
      });
      writer.afterCommit(() => changes.tell("reasons", noFigures));
      return reasonRow(row);
    }),
  ),

  updateReason: writing.stops.updateReason.handler(({ input, context }) =>
    context.write(async (writer) => {
      if (input.parentId !== undefined) {
        await refuseUnknown(writer, "reason", input.parentId);
        await refuseCircle(writer, input.id, input.parentId);
      }
      await refuseUnknownMachines(writer, input.machineIds);
      const before = await writer
        .selectFrom("reason")
        .select("category")
        .where("id", "=", input.id)
        .executeTakeFirst();
      const row = await writer.update("reason", input.id, input.basedOn, {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.names !== undefined && { names: storedNames(input.names) }),
        ...(input.category !== undefined && { category: input.category }),
        ...(input.colour !== undefined && { colour: input.colour }),
        ...(input.parentId !== undefined && { parent_id: input.parentId }),
        ...(input.machineIds !== undefined && { machine_ids: machinesAsked(input.machineIds) }),
        ...(input.isOther !== undefined && {
          is_other: input.isOther ? (1 as const) : (0 as const),
        }),
        ...(input.isActive !== undefined && {
          is_active: input.isActive ? (1 as const) : (0 as const),
        }),
      });
      // A name, a colour or a place in the tree is in no figure; a category is, where the reason is used.
      const touched = before?.category === row.category ? noFigures : { reasonIds: [row.id] };
      writer.afterCommit(() => changes.tell("reasons", touched));
      return reasonRow(row);
    }),
  ),
});
