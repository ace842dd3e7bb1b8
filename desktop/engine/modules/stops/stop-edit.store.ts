import type { MachineId, ReasonId, ReasonRuleId, StopEditId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { StopEditRow } from "#shared/schema/tables/stop-tables.ts";
import type { ClassChange } from "#shared/stops/change-classes.ts";
import { isStanding } from "#shared/stops/classifiable.ts";
import type { StopEditKind } from "#shared/stops/stop-edit.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";

/** Who does something, as it stands on record. */
export interface Actor {
  readonly id: string | null;
  readonly name: string;
}

/** An action of a person on a stretch of a machine's time. */
export interface StopEdit extends Span {
  readonly machineId: MachineId;
  readonly kind: StopEditKind;
  readonly undoes: StopEditId | null;
  readonly note: string;
  readonly actor: Actor;
}

/** Carries an edit out: rows that gave way stop holding and stay on record, the new ones name the edit. */
export async function storeEdit(
  writer: Writer,
  identity: Identity,
  edit: StopEdit,
  change: ClassChange,
): Promise<StopEditId> {
  const id = identity.newId<"stop-edit">();
  const now = identity.now();
  const row: StopEditRow = {
    id,
    machine_id: edit.machineId,
    kind: edit.kind,
    starts_at: edit.start,
    ends_at: edit.end === Infinity ? null : edit.end,
    undoes: edit.undoes,
    note: edit.note,
    actor_id: edit.actor.id,
    actor_name: edit.actor.name,
    recorded_at: now,
  };
  await writer.putFact("stop_edit", row);
  for (const superseded of change.supersede) {
    const before = await writer
      .selectFrom("stop_class")
      .selectAll()
      .where("id", "=", superseded as never)
      .executeTakeFirstOrThrow();
    await writer.putFact("stop_class", { ...before, superseded_at: now, superseded_by: id });
  }
  for (const { start, end, isOpen, said } of change.add)
    await writer.putFact("stop_class", {
      id: identity.newId<"stop-class">(),
      machine_id: edit.machineId,
      starts_at: start,
      ends_at: isOpen ? null : end,
      reason_id: said.reasonId as ReasonId | null,
      origin: said.origin,
      rule_id: said.ruleId as ReasonRuleId | null,
      note: said.note,
      actor_id: said.actorId,
      actor_name: said.actorName,
      recorded_at: now,
      superseded_at: null,
      superseded_by: null,
      edit_id: id,
    });
  return id;
}

/** Standstill of a machine around a span: sorted, touching intervals joined; an open one ends in Infinity. */
export async function standingAround(
  writer: Writer,
  machineId: MachineId,
  span: Span,
): Promise<Span[]> {
  const select = writer
    .selectFrom("machine_interval")
    .select(["starts_at", "ends_at", "state"])
    .where("machine_id", "=", machineId);
  const covering = await select
    .where("starts_at", "<=", span.start)
    .orderBy("starts_at", "desc")
    .limit(1)
    .execute();
  const within = await select
    .where("starts_at", ">", span.start)
    .where("starts_at", "<", span.end)
    .orderBy("starts_at")
    .execute();
  const standing: { start: number; end: number }[] = [];
  for (const { starts_at: start, ends_at, state } of [...covering, ...within]) {
    if (!isStanding(state)) continue;
    const end = ends_at ?? Infinity;
    const last = standing.at(-1);
    if (last?.end === start) last.end = end;
    else standing.push({ start, end });
  }
  return standing;
}
