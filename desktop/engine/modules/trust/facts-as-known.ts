import { sql } from "kysely";
import { minuteMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { countAsKnown } from "#shared/trust/count-as-known.ts";
import { takeBack, type BeforeImage } from "#shared/trust/take-back.ts";
import type {
  MachineCountRow,
  MachineRunRow,
  RunItemRow,
  ShiftInstanceRow,
} from "#shared/schema/tables/fact-tables.ts";
import type { StopClassRow } from "#shared/schema/tables/stop-tables.ts";
import type { TrailedTable } from "../../database/fact-trail.ts";
import { longestShiftMs } from "#shared/shifts/longest-shift.ts";
import type { Reader } from "../../database/reader.ts";

/** Runs before a span that are brought along: the one that reaches into it is among them. */
const runsBefore = 50;

/** What was written over, added late or removed after an instant, the newest first. */
async function changesSince(
  reader: Reader,
  table: TrailedTable,
  of: { readonly machineId?: MachineId; readonly before: number; readonly after: number },
  knownAt: number,
): Promise<BeforeImage[]> {
  let changes = reader
    .selectFrom("fact_change")
    .select(["entity_id", "before"])
    .where("entity", "=", table)
    .where("recorded_at", ">", knownAt)
    .where("starts_at", "<", of.before)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", of.after)]));
  if (of.machineId !== undefined) changes = changes.where("machine_id", "=", of.machineId);
  const rows = await changes
    .orderBy("recorded_at", "desc")
    .orderBy(sql`rowid`, "desc")
    .execute();
  return rows.map(({ entity_id, before }) => ({
    id: entity_id,
    before: before === null ? null : (JSON.parse(before) as Record<string, unknown>),
  }));
}

/** Runs of a machine in a span and before it, as they stood. */
export async function runsAsKnown(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  knownAt: number,
): Promise<MachineRunRow[]> {
  const runs = reader.selectFrom("machine_run").selectAll().where("machine_id", "=", machineId);
  const within = await runs
    .where("starts_at", ">=", span.start)
    .where("starts_at", "<", span.end)
    .execute();
  const before = await runs
    .where("starts_at", "<", span.start)
    .orderBy("starts_at", "desc")
    .limit(runsBefore)
    .execute();
  // A run may have reached into the span then and not now: all changes of runs that began before its end.
  const reach = { machineId, before: span.end, after: -Infinity };
  const changes = await changesSince(reader, "machine_run", reach, knownAt);
  return takeBack([...before, ...within], changes).filter(
    ({ recorded_at }) => recorded_at <= knownAt,
  );
}

/** What combined runs make, as it stood. */
export async function runItemsAsKnown(
  reader: Reader,
  runs: readonly MachineRunRow[],
  knownAt: number,
): Promise<RunItemRow[]> {
  const ids = new Set<string>(runs.map(({ id }) => id));
  const rows: RunItemRow[] = [];
  for (const { id } of runs)
    rows.push(
      ...(await reader.selectFrom("run_item").selectAll().where("run_id", "=", id).execute()),
    );
  const always = { before: Infinity, after: -Infinity };
  return takeBack(rows, await changesSince(reader, "run_item", always, knownAt)).filter((item) =>
    ids.has(item.run_id),
  );
}

/** Shifts of any calendar that overlap a span, as they stood. */
export async function shiftsAsKnown(
  reader: Reader,
  span: Span,
  knownAt: number,
): Promise<ShiftInstanceRow[]> {
  const reach = { before: span.end, after: span.start - longestShiftMs };
  const rows = await reader
    .selectFrom("shift_instance")
    .selectAll()
    // By pattern, so that the index of the calendar is used.
    .where("pattern_id", "in", reader.selectFrom("shift_pattern").select("id"))
    .where("starts_at", ">", span.start - longestShiftMs)
    .where("starts_at", "<", span.end)
    .execute();
  return takeBack(rows, await changesSince(reader, "shift_instance", reach, knownAt));
}

/** Pieces of the minutes that touch a span, as they stood. */
export async function countsAsKnown(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  knownAt: number,
): Promise<MachineCountRow[]> {
  const rows = await reader
    .selectFrom("machine_count")
    .selectAll()
    .where("machine_id", "=", machineId)
    .where("minute", ">", span.start - minuteMs)
    .where("minute", "<", span.end)
    .execute();
  const reach = { machineId, before: span.end, after: span.start };
  const then = takeBack(rows, await changesSince(reader, "machine_count", reach, knownAt));
  return then.flatMap((row) => countAsKnown(row, knownAt) ?? []);
}

/** What had been said of stops by then and held: rows recorded later are left out, later withdrawals taken back. */
export async function classesAsKnown(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  knownAt: number,
): Promise<StopClassRow[]> {
  const holding = reader
    .selectFrom("stop_class")
    .selectAll()
    .where("machine_id", "=", machineId)
    .where("recorded_at", "<=", knownAt)
    .where((where) =>
      where.or([where("superseded_at", "is", null), where("superseded_at", ">", knownAt)]),
    );
  const within = await holding
    .where("starts_at", ">=", span.start)
    .where("starts_at", "<", span.end)
    .execute();
  const before = await holding
    .where("starts_at", "<", span.start)
    .orderBy("starts_at", "desc")
    .limit(1)
    .execute();
  return [...before, ...within].map((row) => ({
    ...row,
    superseded_at: null,
    superseded_by: null,
  }));
}
