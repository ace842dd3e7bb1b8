import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { HeldClass } from "#shared/stops/change-classes.ts";
import type { StopClassRow } from "#shared/schema/tables/stop-tables.ts";
import type { StopClass } from "#shared/stops/stop-class.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/** No class is looked for that began longer before a span; milliseconds. */
export const longestClassMs = 400 * 86_400_000;

const rowsOf = (db: Selecting, machineId: MachineId) =>
  (db as Reader).selectFrom("stop_class").selectAll().where("machine_id", "=", machineId);

/** The first instant at which a class without an end may begin to touch a span: no standstill it reaches into is older. */
async function openSince(db: Selecting, machineId: MachineId, { start }: Span): Promise<number> {
  const last = await (db as Reader)
    .selectFrom("machine_interval")
    .select("starts_at")
    .where("machine_id", "=", machineId)
    .where("starts_at", "<=", start)
    .where("state", "in", ["running", "unknown"])
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.starts_at ?? start - longestClassMs;
}

/** Where a class without an end of its own ends: where the machine ran again or was not seen. */
async function endOfStop(db: Selecting, machineId: MachineId, start: number): Promise<number> {
  const next = await (db as Reader)
    .selectFrom("machine_interval")
    .select("starts_at")
    .where("machine_id", "=", machineId)
    .where("starts_at", ">", start)
    .where("state", "in", ["running", "unknown"])
    .orderBy("starts_at")
    .limit(1)
    .executeTakeFirst();
  return next?.starts_at ?? Infinity;
}

const endOf = async (db: Selecting, row: StopClassRow): Promise<number> =>
  row.ends_at ?? (await endOfStop(db, row.machine_id, row.starts_at));

/** The rows that hold now and touch a span, sorted, each with where it ends. */
async function holding(
  db: Selecting,
  machineId: MachineId,
  span: Span,
): Promise<(StopClassRow & Span)[]> {
  const current = rowsOf(db, machineId).where("superseded_at", "is", null);
  const within = await current
    .where("starts_at", ">", span.start)
    .where("starts_at", "<", span.end)
    .orderBy("starts_at")
    .execute();
  const covering = await current
    .where("starts_at", "<=", span.start)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const stored = covering === undefined ? within : [covering, ...within];
  const rows: (StopClassRow & Span)[] = [];
  for (const [i, row] of stored.entries()) {
    // Late data may let an open class reach further than it did: what was said after it keeps its time.
    const end = Math.min(await endOf(db, row), stored[i + 1]?.starts_at ?? Infinity);
    rows.push({ ...row, start: row.starts_at, end });
  }
  return rows.filter(({ end }) => end > span.start);
}

/** What holds now of a span of a machine, sorted. `end` is Infinity while the stop it speaks of still stands. */
export async function loadClasses(
  db: Selecting,
  machineId: MachineId,
  span: Span,
): Promise<StopClass[]> {
  const rows = await holding(db, machineId, span);
  return rows.map(({ id, start, end, reason_id }) => ({ id, start, end, reasonId: reason_id }));
}

export const heldClass = (row: StopClassRow & Span): HeldClass => ({
  id: row.id,
  start: row.start,
  end: row.end,
  isOpen: row.ends_at === null,
  said: {
    reasonId: row.reason_id,
    origin: row.origin,
    ruleId: row.rule_id,
    note: row.note,
    actorId: row.actor_id,
    actorName: row.actor_name,
  },
});

/** What holds of a span, with who said it. */
export const loadHeldClasses = async (
  db: Selecting,
  machineId: MachineId,
  span: Span,
): Promise<HeldClass[]> => (await holding(db, machineId, span)).map(heldClass);

/** A row that was ever written, with where it ends or ended. */
export type ClassRecord = StopClassRow & Span;

/** Every row ever written that touches a span, in the order they were recorded. */
export async function classRecords(
  db: Selecting,
  machineId: MachineId,
  span: Span,
): Promise<ClassRecord[]> {
  const since = await openSince(db, machineId, span);
  const rows = await rowsOf(db, machineId)
    .where("starts_at", "<", span.end)
    .where("starts_at", ">", span.start - longestClassMs)
    .where((where) =>
      where.or([
        where.and([where("ends_at", "is", null), where("starts_at", ">=", since)]),
        where("ends_at", ">", span.start),
      ]),
    )
    .orderBy("recorded_at")
    .orderBy("id")
    .execute();
  const records: ClassRecord[] = [];
  for (const row of rows) records.push({ ...row, start: row.starts_at, end: await endOf(db, row) });
  return records.filter(({ end }) => end > span.start);
}

/** How often something was said of a span or taken back; grows with every change, whoever makes it. */
export const editsIn = (records: readonly ClassRecord[], { start, end }: Span): number =>
  records
    .filter((row) => row.start < end && start < row.end)
    .reduce((edits, row) => edits + (row.superseded_at === null ? 1 : 2), 0);

/** The rows an edit wrote, and those it ended. */
export async function rowsOfEdit(
  db: Selecting,
  editId: string,
): Promise<{ written: StopClassRow[]; ended: ClassRecord[] }> {
  const select = (db as Reader).selectFrom("stop_class").selectAll();
  const written = await select.where("edit_id", "=", editId as never).execute();
  const superseded = await select.where("superseded_by", "=", editId).execute();
  const ended: ClassRecord[] = [];
  for (const row of superseded)
    ended.push({ ...row, start: row.starts_at, end: await endOf(db, row) });
  return { written, ended };
}
