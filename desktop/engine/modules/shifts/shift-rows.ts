import { instant } from "#shared/kernel/instant.ts";
import type { ShiftInstanceRow } from "#shared/schema/tables/fact-tables.ts";
import type { PlannedShiftRow, ShiftRow } from "#shared/shifts/shifts.contract.ts";
import { longestShiftMs } from "#shared/shifts/longest-shift.ts";
import { noTargets, shiftTargets } from "#shared/shifts/shift-targets.ts";
import { z } from "zod";
import type { Reader } from "../../database/reader.ts";

const storedBreaks = z.array(z.object({ name: z.string(), start: instant, end: instant }));

export const shiftRow = (row: ShiftInstanceRow): ShiftRow => ({
  id: row.id,
  code: row.code,
  name: row.name,
  businessDate: row.business_date,
  start: row.starts_at,
  end: row.ends_at,
  breaks: storedBreaks.parse(JSON.parse(row.breaks)),
  crew: row.crew,
  targets: row.targets === null ? noTargets : shiftTargets.parse(JSON.parse(row.targets)),
  isOvertime: row.is_overtime === 1,
});

/** Codes of the patterns and how many active machines work by each. */
async function patternsOf(reader: Reader) {
  const rows = await reader
    .selectFrom("shift_pattern")
    .leftJoin("machine", (join) =>
      join
        .onRef("machine.shift_pattern_id", "=", "shift_pattern.id")
        .on("machine.is_active", "=", 1),
    )
    .select((build) => [
      "shift_pattern.id as id",
      "shift_pattern.code as code",
      build.fn.count<number>("machine.id").as("machines"),
    ])
    .groupBy("shift_pattern.id")
    .execute();
  return new Map<string, { code: string; machines: number }>(
    rows.map(({ id, code, machines }) => [id, { code, machines }]),
  );
}

export interface ShiftChoice {
  /** Which shifts: those that overlap the range, or those that begin in it. */
  readonly by: "overlap" | "start";
  readonly from: number;
  readonly to: number;
  /** Empty = all. */
  readonly patternIds: readonly string[];
}

/** Stored shifts of all patterns, by start, then pattern. */
export async function plannedShifts(
  reader: Reader,
  choice: ShiftChoice,
): Promise<PlannedShiftRow[]> {
  const patterns = await patternsOf(reader);
  const asked = choice.patternIds.length > 0 ? choice.patternIds : [...patterns.keys()];
  let query = reader
    .selectFrom("shift_instance")
    .selectAll()
    // By pattern and start, so that the index of the calendar is used.
    .where("pattern_id", "in", asked as never)
    .where("starts_at", "<", choice.to)
    .orderBy("starts_at");
  query =
    choice.by === "start"
      ? query.where("starts_at", ">=", choice.from)
      : query
          .where("starts_at", ">", choice.from - longestShiftMs)
          .where("ends_at", ">", choice.from);
  const rows = (await query.execute()).map((row) => plannedRow(row, patterns));
  return rows.sort((a, b) => a.start - b.start || (a.patternCode < b.patternCode ? -1 : 1));
}

/** A stored shift; undefined when there is none. */
export async function plannedShift(
  reader: Reader,
  id: string,
): Promise<PlannedShiftRow | undefined> {
  const row = await reader
    .selectFrom("shift_instance")
    .selectAll()
    .where("id", "=", id as never)
    .executeTakeFirst();
  return row && plannedRow(row, await patternsOf(reader));
}

function plannedRow(
  row: ShiftInstanceRow,
  patterns: ReadonlyMap<string, { readonly code: string; readonly machines: number }>,
): PlannedShiftRow {
  const pattern = patterns.get(row.pattern_id);
  return {
    ...shiftRow(row),
    patternId: row.pattern_id,
    patternCode: pattern?.code ?? "",
    machineCount: pattern?.machines ?? 0,
  };
}
