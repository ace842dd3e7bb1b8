import type { StopEditId } from "#shared/kernel/id.ts";
import type { Edit } from "#shared/trust/edit.ts";
import type { StopClassRow } from "#shared/schema/tables/stop-tables.ts";
import type { Reader } from "../../database/reader.ts";
import { longestClassMs } from "../stops/stop-class.store.ts";
import type { EditWish } from "./edit-wish.ts";

type Told = StopClassRow & { readonly reason: string | null };

const overlap = (a: Told, b: Told): boolean =>
  a.starts_at < (b.ends_at ?? Infinity) && b.starts_at < (a.ends_at ?? Infinity);

/** Where a stop said as a whole ended; null = it still stands. */
async function endOfStop(
  reader: Reader,
  { machine_id, starts_at }: StopClassRow,
): Promise<number | null> {
  const next = await reader
    .selectFrom("machine_interval")
    .select("starts_at")
    .where("machine_id", "=", machine_id)
    .where("starts_at", ">", starts_at)
    .where("state", "in", ["running", "unknown"])
    .orderBy("starts_at")
    .limit(1)
    .executeTakeFirst();
  return next?.starts_at ?? null;
}

/** What was said of stops, said otherwise or withdrawn. */
export async function classEdits(reader: Reader, wish: EditWish): Promise<Edit[]> {
  const { machine, from, to, since, until } = wish;
  const stored: Told[] = await reader
    .selectFrom("stop_class")
    .leftJoin("reason", "reason.id", "stop_class.reason_id")
    .selectAll("stop_class")
    .select("reason.name as reason")
    .where("stop_class.machine_id", "=", machine.id)
    .where("starts_at", ">", from - longestClassMs)
    .where("starts_at", "<", to)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", from)]))
    .where((where) =>
      where.or([
        where.and([where("recorded_at", ">", since), where("recorded_at", "<=", until)]),
        where.and([where("superseded_at", ">", since), where("superseded_at", "<=", until)]),
      ]),
    )
    .orderBy("starts_at")
    .execute();
  const rows: Told[] = [];
  for (const row of stored) {
    const ends_at = row.ends_at ?? (await endOfStop(reader, row));
    if (ends_at === null || ends_at > from) rows.push({ ...row, ends_at });
  }
  if (rows.length === 0) return [];
  const named = new Set(
    rows
      .flatMap((row) => [row.edit_id, row.superseded_by as StopEditId | null])
      .filter((id) => id !== null),
  );
  const edits = await reader
    .selectFrom("stop_edit")
    .select(["id", "actor_name", "note"])
    .where("id", "in", [...named])
    .execute();
  const edit = new Map<string, (typeof edits)[number]>(edits.map((row) => [row.id, row]));
  const said = rows.filter(({ recorded_at: at }) => at > since && at <= until);
  const ended = rows.filter(({ superseded_at: at }) => at !== null && at > since && at <= until);
  const base = { kind: "class" as const, machineId: machine.id, machineCode: machine.code };
  const changed = said.map((row): Edit => {
    const before = ended.filter(
      (old) => old.superseded_at === row.recorded_at && overlap(old, row),
    );
    const by = edit.get(row.edit_id ?? "");
    return {
      ...base,
      recordedAt: row.recorded_at,
      by: by?.actor_name ?? row.actor_name,
      start: row.starts_at,
      end: row.ends_at,
      subject: row.origin,
      from: [...new Set(before.flatMap(({ reason }) => reason ?? []))].join(", ") || null,
      to: row.reason,
      note: by?.note || row.note,
    };
  });
  const withdrawn = ended
    .filter(
      (old) => !said.some((row) => row.recorded_at === old.superseded_at && overlap(old, row)),
    )
    .map((old): Edit => {
      const by = edit.get(old.superseded_by ?? "");
      return {
        ...base,
        recordedAt: old.superseded_at!,
        by: by?.actor_name ?? (old.origin === "rule" ? old.actor_name : null),
        start: old.starts_at,
        end: old.ends_at,
        subject: old.origin,
        from: old.reason,
        to: null,
        note: by?.note ?? "",
      };
    });
  return [...changed, ...withdrawn].filter(({ from: a, to: b }) => a !== b);
}
