import type { MachineId } from "#shared/kernel/id.ts";
import { clip } from "#shared/kernel/span.ts";
import type { ShiftSpan } from "#shared/oee/time-model.ts";
import type { PlannedDowntimeRow } from "#shared/shifts/shifts.contract.ts";
import { longestDowntimeMs } from "#shared/shifts/planned-downtime.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/**
 * Lays the planned downtime of a machine into its shifts, like breaks. Outside shifts it counts for nothing; where it
 * meets a break the time is planned downtime once.
 */
export async function withDowntime(
  reader: Reader,
  machineId: MachineId,
  shifts: readonly ShiftSpan[],
): Promise<ShiftSpan[]> {
  if (shifts.length === 0) return [];
  const span = { start: shifts[0]!.start, end: Math.max(...shifts.map(({ end }) => end)) };
  const rows = await reader
    .selectFrom("planned_downtime")
    .select(["starts_at as start", "ends_at as end", "name"])
    .where("starts_at", "<", span.end)
    .where("starts_at", ">", span.start - longestDowntimeMs)
    .where("ends_at", ">", span.start)
    .where((build) =>
      build.or([build("machine_id", "is", null), build("machine_id", "=", machineId)]),
    )
    .execute();
  if (rows.length === 0) return [...shifts];
  return shifts.map((shift) => ({
    ...shift,
    breaks: [...shift.breaks, ...rows.flatMap((row) => clip(row, shift) ?? [])],
  }));
}

const withMachine = (db: Selecting) =>
  db
    .selectFrom("planned_downtime")
    .leftJoin("machine", "machine.id", "planned_downtime.machine_id")
    .selectAll("planned_downtime")
    .select(["machine.code as machine_code", "machine.name as machine_name"]);

type Stored = Awaited<ReturnType<ReturnType<typeof withMachine>["executeTakeFirstOrThrow"]>>;

const downtimeRow = (row: Stored): PlannedDowntimeRow => ({
  id: row.id,
  machineId: row.machine_id,
  from: row.starts_at,
  to: row.ends_at,
  name: row.name,
  machineCode: row.machine_code,
  machineName: row.machine_name,
  version: row.version,
});

export async function oneDowntime(db: Selecting, id: string): Promise<PlannedDowntimeRow> {
  return downtimeRow(
    await withMachine(db)
      .where("planned_downtime.id", "=", id as never)
      .executeTakeFirstOrThrow(),
  );
}

/** What overlaps a range, by start; with a machine what holds for it. */
export async function downtimeRows(
  db: Selecting,
  range: { readonly from: number; readonly to: number },
  machineId: MachineId | undefined,
): Promise<PlannedDowntimeRow[]> {
  let rows = withMachine(db)
    .where("starts_at", "<", range.to)
    .where("ends_at", ">", range.from)
    .orderBy("starts_at")
    .orderBy("planned_downtime.id");
  if (machineId !== undefined)
    rows = rows.where((build) =>
      build.or([
        build("planned_downtime.machine_id", "is", null),
        build("planned_downtime.machine_id", "=", machineId),
      ]),
    );
  return (await rows.execute()).map(downtimeRow);
}
