import type { MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Span } from "#shared/kernel/span.ts";
import { downtimeIssues, touchedBy, type PlannedStretch } from "#shared/shifts/planned-downtime.ts";
import { refuseUnknown } from "../../database/unique-code.ts";
import type { Writer } from "../../database/writer.ts";
import { reading, writing } from "../../serve/house.ts";
import { downtimeRows, oneDowntime } from "./downtime.store.ts";

/** What follows a change of planned time: figures of the touched time, and the board. */
export interface PlannedTimePort {
  /** Part of the command's transaction: the machine's figures over the span are computed again. */
  mark(machineId: MachineId, span: Span): void;
  /** The transaction failed. */
  forget(): void;
  /** The change is on disk. */
  changed(machineId: MachineId): void;
}

type Stretch = PlannedStretch<MachineId>;

interface Entered {
  readonly machineId: MachineId | null;
  readonly from: number;
  readonly to: number;
}

async function refuseBad(writer: Writer, entered: Entered): Promise<void> {
  const issues = downtimeIssues(entered);
  if (issues.length > 0) throw new Refusal("INVALID", { issues });
  await refuseUnknown(writer, "machine", entered.machineId);
}

/** Planned downtime: entered, moved and taken back; only the figures of the machines and time it touches are made again. */
export function downtimeHandlers(facts: PlannedTimePort) {
  async function recompute(writer: Writer, stretches: readonly Stretch[], now: number) {
    const everyMachine = await writer.selectFrom("machine").select("id").execute();
    const touched = touchedBy(
      stretches,
      everyMachine.map(({ id }) => id),
      now,
    );
    try {
      for (const { machineId, span } of touched) facts.mark(machineId, span);
    } catch (error) {
      facts.forget();
      throw error;
    }
    const machines = new Set(touched.map(({ machineId }) => machineId));
    writer.afterCommit(() => {
      for (const id of machines) facts.changed(id);
    });
  }

  return {
    downtime: reading.shifts.downtime.handler(async ({ input, context }) => ({
      rows: await downtimeRows(context.reader, input.range, input.machineId),
    })),

    createDowntime: writing.shifts.createDowntime.handler(({ input, context }) =>
      context.write(async (writer) => {
        const { identity } = context;
        await refuseBad(writer, input);
        const row = await writer.insert("planned_downtime", {
          id: identity.newId<"planned-downtime">(),
          machine_id: input.machineId,
          starts_at: input.from,
          ends_at: input.to,
          name: input.name,
          created_at: identity.now(),
        });
        const stretch = { machineId: input.machineId, start: input.from, end: input.to };
        await recompute(writer, [stretch], identity.now());
        return oneDowntime(writer, row.id);
      }),
    ),

    updateDowntime: writing.shifts.updateDowntime.handler(({ input, context }) =>
      context.write(async (writer) => {
        await refuseBad(writer, input);
        const before = await stretchOf(writer, input.id);
        await writer.update("planned_downtime", input.id, input.basedOn, {
          machine_id: input.machineId,
          starts_at: input.from,
          ends_at: input.to,
          name: input.name,
        });
        const after = { machineId: input.machineId, start: input.from, end: input.to };
        await recompute(writer, [before, after], context.identity.now());
        return oneDowntime(writer, input.id);
      }),
    ),

    removeDowntime: writing.shifts.removeDowntime.handler(({ input, context }) =>
      context.write(async (writer) => {
        const before = await stretchOf(writer, input.id);
        await writer.remove("planned_downtime", input.id, input.basedOn);
        await recompute(writer, [before], context.identity.now());
        return { id: input.id };
      }),
    ),
  };
}

async function stretchOf(writer: Writer, id: string): Promise<Stretch> {
  const row = await writer
    .selectFrom("planned_downtime")
    .select(["machine_id as machineId", "starts_at as start", "ends_at as end"])
    .where("id", "=", id as never)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("NOT_FOUND", { entity: "planned_downtime", id });
  return row;
}
