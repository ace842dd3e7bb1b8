import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { ClassHistoryRow, StopEditRow } from "#shared/stops/stops.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { reasonsById } from "./reason.store.ts";
import { classRecords } from "./stop-class.store.ts";

interface ClassHistory {
  readonly edits: StopEditRow[];
  readonly rows: ClassHistoryRow[];
  readonly lastEdit: string | null;
}

/** Every class a stretch of time ever had and every edit behind it, the newest first. */
export async function classHistory(
  reader: Reader,
  machineId: MachineId,
  span: Span,
): Promise<ClassHistory> {
  const records = (await classRecords(reader, machineId, span)).toReversed();
  const reasons = await reasonsById(reader);
  const editIds = new Set<string>(
    records.flatMap(({ edit_id, superseded_by }) =>
      [edit_id, superseded_by].filter((id) => id !== null),
    ),
  );
  const edits = await reader
    .selectFrom("stop_edit")
    .selectAll()
    .where("id", "in", [...editIds] as never[])
    .orderBy("recorded_at", "desc")
    .orderBy("id", "desc")
    .execute();
  return {
    edits: edits.map((row) => ({
      id: row.id,
      kind: row.kind,
      at: row.recorded_at,
      actorName: row.actor_name,
      note: row.note,
      undoes: row.undoes,
    })),
    rows: records.map((row) => ({
      id: row.id,
      start: row.start,
      end: row.ends_at,
      reason: row.reason_id === null ? null : (reasons.get(row.reason_id) ?? null),
      origin: row.origin,
      note: row.note,
      actorName: row.actor_name,
      recordedAt: row.recorded_at,
      editId: row.edit_id,
      supersededAt: row.superseded_at,
      supersededBy: row.superseded_by,
    })),
    lastEdit: edits[0]?.id ?? null,
  };
}
