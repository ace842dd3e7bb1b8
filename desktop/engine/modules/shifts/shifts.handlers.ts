import { Refusal } from "#shared/kernel/refusal.ts";
import type { ShiftPatternRow } from "#shared/schema/tables/machine-tables.ts";
import { expandShifts } from "#shared/shifts/expand-shifts.ts";
import { addDays } from "#shared/shifts/local-time.ts";
import { shiftPattern } from "#shared/shifts/shift-pattern.ts";
import type { Reader } from "../../database/reader.ts";
import { refuseTakenCode } from "../../database/unique-code.ts";
import type { Writer } from "../../database/writer.ts";
import type { PlantChanges } from "../../plant-changes.ts";
import { reading, writing } from "../../serve/house.ts";
import { plantZone } from "../plant/plant.store.ts";
import type { ReaderThreads } from "../../readers/reader-threads.ts";
import { planShifts } from "./calendar.ts";
import { downtimeHandlers, type PlannedTimePort } from "./downtime.handlers.ts";
import { plannedShifts, shiftRow } from "./shift-rows.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

async function patternRow(db: Selecting, row: ShiftPatternRow) {
  const { machines } = await db
    .selectFrom("machine")
    .select((build) => build.fn.countAll<number>().as("machines"))
    .where("shift_pattern_id", "=", row.id)
    .executeTakeFirstOrThrow();
  const pattern = shiftPattern.parse(JSON.parse(row.definition));
  return { id: row.id, code: row.code, pattern, machineCount: machines, version: row.version };
}

export const shiftsHandlers = (
  changes: PlantChanges,
  readers: ReaderThreads,
  facts: PlannedTimePort,
) => ({
  ...downtimeHandlers(facts),

  patterns: reading.shifts.patterns.handler(async ({ context }) => {
    const rows = await context.reader
      .selectFrom("shift_pattern")
      .selectAll()
      .orderBy("code")
      .execute();
    return { rows: await Promise.all(rows.map((row) => patternRow(context.reader, row))) };
  }),

  createPattern: writing.shifts.createPattern.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { identity } = context;
      await refuseTakenCode(writer, "shift_pattern", input.code);
      const row = await writer.insert("shift_pattern", {
        id: identity.newId<"shift-pattern">(),
        code: input.code,
        name: input.pattern.name,
        definition: JSON.stringify(input.pattern),
        created_at: identity.now(),
      });
      await planShifts(writer, identity, row.id, input.pattern, {
        zone: await plantZone(writer),
        since: identity.now(),
      });
      writer.afterCommit(() => changes.tell("calendar"));
      return patternRow(writer, row);
    }),
  ),

  updatePattern: writing.shifts.updatePattern.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { identity } = context;
      const row = await writer.update("shift_pattern", input.id, input.basedOn, {
        name: input.pattern.name,
        definition: JSON.stringify(input.pattern),
      });
      await planShifts(writer, identity, row.id, input.pattern, {
        zone: await plantZone(writer),
        since: identity.now(),
      });
      writer.afterCommit(() => changes.tell("calendar"));
      return patternRow(writer, row);
    }),
  ),

  preview: reading.shifts.preview.handler(async ({ input, context }) => {
    const zone = await plantZone(context.reader);
    const until = addDays(input.fromDate, input.days);
    const rows = expandShifts(input.pattern, zone, input.fromDate, until).map((shift) => ({
      id: `${shift.businessDate} ${shift.code}`,
      code: shift.code,
      name: shift.name,
      businessDate: shift.businessDate,
      start: shift.start,
      end: shift.end,
      breaks: [...shift.breaks],
      crew: shift.crew,
      targets: shift.targets,
      isOvertime: shift.isOvertime,
    }));
    return { zone, rows };
  }),

  ofMachine: reading.shifts.ofMachine.handler(async ({ input, context }) => {
    const machine = await context.reader
      .selectFrom("machine")
      .select("shift_pattern_id")
      .where("id", "=", input.machineId)
      .executeTakeFirst();
    if (!machine) throw new Refusal("NOT_FOUND", { entity: "machine", id: input.machineId });
    if (machine.shift_pattern_id === null) return { rows: [] };
    const rows = await context.reader
      .selectFrom("shift_instance")
      .selectAll()
      .where("pattern_id", "=", machine.shift_pattern_id)
      .where("starts_at", "<", input.range.to)
      .where("ends_at", ">", input.range.from)
      .orderBy("starts_at")
      .execute();
    return { rows: rows.map(shiftRow) };
  }),

  ofRange: reading.shifts.ofRange.handler(async ({ input, context }) => {
    const { range, patternIds } = input;
    return { rows: await plannedShifts(context.reader, { by: "overlap", ...range, patternIds }) };
  }),

  performance: reading.shifts.performance.handler(({ input }) =>
    readers.run("shifts.performance", input),
  ),
  compare: reading.shifts.compare.handler(({ input }) => readers.run("shifts.compare", input)),
  shift: reading.shifts.shift.handler(({ input }) => readers.run("shifts.shift", input)),
  pace: reading.shifts.pace.handler(({ input }) => readers.run("shifts.pace", input)),
});
