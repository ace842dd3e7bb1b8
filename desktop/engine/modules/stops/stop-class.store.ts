import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { StopClass } from "#shared/stops/stop-class.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

interface StoredClass {
  readonly id: string;
  readonly start: number;
  readonly end: number | null;
  readonly reasonId: string | null;
}

const current = (db: Selecting, machineId: MachineId) =>
  (db as Reader)
    .selectFrom("stop_class")
    .select(["id", "starts_at as start", "ends_at as end", "reason_id as reasonId"])
    .where("machine_id", "=", machineId)
    .where("superseded_at", "is", null);

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

/** What holds now of a span of a machine, sorted. `end` is Infinity while the stop it speaks of still stands. */
export async function loadClasses(
  db: Selecting,
  machineId: MachineId,
  span: Span,
): Promise<StopClass[]> {
  const within: StoredClass[] = await current(db, machineId)
    .where("starts_at", ">", span.start)
    .where("starts_at", "<", span.end)
    .orderBy("starts_at")
    .execute();
  const covering = await current(db, machineId)
    .where("starts_at", "<=", span.start)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const stored = covering === undefined ? within : [covering, ...within];
  const classes: StopClass[] = [];
  for (const { id, start, end, reasonId } of stored)
    classes.push({ id, start, end: end ?? (await endOfStop(db, machineId, start)), reasonId });
  return classes.filter(({ end }) => end > span.start);
}
