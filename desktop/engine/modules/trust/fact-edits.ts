import { sql } from "kysely";
import { minuteMs } from "#shared/kernel/instant.ts";
import type { Edit } from "#shared/trust/edit.ts";
import type {
  MachineCountRow,
  MachineRunRow,
  ShiftInstanceRow,
} from "#shared/schema/tables/fact-tables.ts";
import type { Reader } from "../../database/reader.ts";
import { onTimeMs, type EditWish } from "./edit-wish.ts";
import { countsAsKnown } from "./facts-as-known.ts";

/** Who gave the command that recorded something at an instant; null = it was captured. */
export type WhoAt = (at: number) => string | null;

export async function whoAt(
  reader: Reader,
  { since, until }: Pick<EditWish, "since" | "until">,
): Promise<WhoAt> {
  const rows = await reader
    .selectFrom("audit_entry")
    .select(["at", "actor_name"])
    .where("at", ">", since)
    .where("at", "<=", until)
    .execute();
  const names = new Map(rows.map(({ at, actor_name }) => [at, actor_name]));
  return (at) => names.get(at) ?? null;
}

/** Pieces of minutes long over that came, went or moved: summed by when they were recorded and by product. */
export async function pieceEdits(reader: Reader, wish: EditWish, who: WhoAt): Promise<Edit[]> {
  const { machine, from, to, since, until } = wish;
  const span = { start: from, end: Math.min(to, since) };
  if (span.start >= span.end) return [];
  const cameLate = ({ minute, recorded_at }: MachineCountRow) =>
    recorded_at > minute + minuteMs + onTimeMs;
  const before = await countsAsKnown(reader, machine.id, span, since);
  const after = await countsAsKnown(reader, machine.id, span, until);
  const old = new Map(before.map((row) => [row.id, row]));
  const products = await reader.selectFrom("product").select(["id", "code"]).execute();
  const codes = new Map<string, string>(products.map(({ id, code }) => [id, code]));
  const kept = new Set(after.map(({ id }) => id));
  const changes = [
    ...after
      .map((row) => ({ row, was: old.get(row.id)?.total ?? 0, is: row.total }))
      .filter(
        ({ row, was, is }) =>
          cameLate(row) && (was !== is || (old.get(row.id)?.reject ?? 0) !== row.reject),
      ),
    ...before.filter(({ id }) => !kept.has(id)).map((row) => ({ row, was: row.total, is: 0 })),
  ];
  const together = Map.groupBy(
    changes,
    ({ row }) =>
      `${Math.floor(row.recorded_at / minuteMs)} ${row.product_key} ${row.suspect} ${row.provenance}`,
  );
  return [...together.values()].map((same): Edit => {
    const { row } = same[0]!;
    const recordedAt = Math.max(...same.map((change) => change.row.recorded_at));
    return {
      kind: "pieces",
      recordedAt,
      by: who(recordedAt),
      machineId: machine.id,
      machineCode: machine.code,
      start: Math.min(...same.map((change) => change.row.minute)),
      end: Math.max(...same.map((change) => change.row.minute)) + minuteMs,
      subject: codes.get(row.product_key) ?? "",
      from: String(same.reduce((sum, change) => sum + change.was, 0)),
      to: String(same.reduce((sum, change) => sum + change.is, 0)),
      note: row.suspect,
    };
  });
}

const runText = (run: MachineRunRow): string =>
  [run.product_code, run.order_no].filter((part) => part !== null).join(" · ") || "–";

async function changesOf(reader: Reader, entity: string, machineId: string | null, wish: EditWish) {
  const { from, to, since, until } = wish;
  let changes = reader
    .selectFrom("fact_change")
    .selectAll()
    .where("entity", "=", entity)
    .where("recorded_at", ">", since)
    .where("recorded_at", "<=", until)
    .where("starts_at", "<", to)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", from)]));
  if (machineId !== null) changes = changes.where("machine_id", "=", machineId);
  return changes
    .orderBy("recorded_at")
    .orderBy(sql`rowid`)
    .execute();
}

/** Runs that were changed, removed or added long after they began. The usual end of a run is none. */
export async function runEdits(reader: Reader, wish: EditWish, who: WhoAt): Promise<Edit[]> {
  const { machine, from, to, since, until } = wish;
  const base = { kind: "run" as const, machineId: machine.id, machineCode: machine.code };
  // Runs do not overlap: only the one that holds where the range begins may have begun before it.
  const covering = await reader
    .selectFrom("machine_run")
    .select("starts_at")
    .where("machine_id", "=", machine.id)
    .where("starts_at", "<=", from)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const rows = await reader
    .selectFrom("machine_run")
    .selectAll()
    .where("machine_id", "=", machine.id)
    .where("starts_at", ">=", covering?.starts_at ?? from)
    .where("starts_at", "<", to)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", from)]))
    .execute();
  const byId = new Map<string, MachineRunRow>(rows.map((row) => [row.id, row]));
  const changes = await changesOf(reader, "machine_run", machine.id, wish);
  const edits = changes.flatMap((change, place): Edit[] => {
    if (change.before === null) return [];
    const before = JSON.parse(change.before) as MachineRunRow;
    const next = changes.slice(place + 1).find((later) => later.entity_id === change.entity_id);
    const after =
      next === undefined
        ? (byId.get(change.entity_id) ?? null)
        : next.before === null
          ? null
          : (JSON.parse(next.before) as MachineRunRow);
    const endsOnTime =
      after !== null &&
      before.ends_at === null &&
      runText(before) === runText(after) &&
      (after.ends_at ?? Infinity) >= Math.min(to, change.recorded_at - onTimeMs);
    if (endsOnTime) return [];
    return [
      {
        ...base,
        recordedAt: change.recorded_at,
        by: who(change.recorded_at),
        start: (after ?? before).starts_at,
        end: (after ?? before).ends_at,
        subject: "",
        from: runText(before),
        to: after === null ? null : runText(after),
        note: "",
      },
    ];
  });
  const added = rows.filter(
    ({ recorded_at: at, starts_at }) => at > since && at <= until && starts_at < at - onTimeMs,
  );
  return [
    ...edits,
    ...added.map((row): Edit => ({
      ...base,
      recordedAt: row.recorded_at,
      by: who(row.recorded_at),
      start: row.starts_at,
      end: row.ends_at,
      subject: "",
      from: null,
      to: runText(row),
      note: "",
    })),
  ];
}

/** Shifts of the machine's calendar that were changed, added or removed after they had begun. */
export async function shiftEdits(
  reader: Reader,
  wish: EditWish,
  who: WhoAt,
  zone: string,
): Promise<Edit[]> {
  const machine = await reader
    .selectFrom("machine")
    .select("shift_pattern_id")
    .where("id", "=", wish.machine.id)
    .executeTakeFirst();
  const changes = await changesOf(reader, "shift_instance", null, wish);
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "short" });
  const text = (shift: ShiftInstanceRow): string => {
    const breaks = JSON.parse(shift.breaks) as { name: string; start: number; end: number }[];
    const stretch = (span: { start: number; end: number }) =>
      `${clock.format(span.start)}–${clock.format(span.end)}`;
    return [
      stretch({ start: shift.starts_at, end: shift.ends_at }),
      ...breaks.map((one) => `${one.name} ${stretch(one)}`),
    ].join(", ");
  };
  const edits: Edit[] = [];
  for (const [place, change] of changes.entries()) {
    const next = changes.slice(place + 1).find((later) => later.entity_id === change.entity_id);
    const after =
      next === undefined
        ? await reader
            .selectFrom("shift_instance")
            .selectAll()
            .where("id", "=", change.entity_id as never)
            .executeTakeFirst()
        : next.before === null
          ? undefined
          : (JSON.parse(next.before) as ShiftInstanceRow);
    const before = change.before === null ? null : (JSON.parse(change.before) as ShiftInstanceRow);
    const shift = after ?? before;
    if (!shift || shift.pattern_id !== machine?.shift_pattern_id) continue;
    const [from, to] = [before === null ? null : text(before), after ? text(after) : null];
    if (from === to) continue;
    edits.push({
      kind: "shift",
      recordedAt: change.recorded_at,
      by: who(change.recorded_at),
      machineId: null,
      machineCode: null,
      start: shift.starts_at,
      end: shift.ends_at,
      subject: shift.name,
      from,
      to,
      note: "",
    });
  }
  return edits;
}
