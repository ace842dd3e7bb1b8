import type { MachineId, ReasonId, StopEditId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Span } from "#shared/kernel/span.ts";
import { changeClasses, takeBack, type Said } from "#shared/stops/change-classes.ts";
import { cutIssue, mergeIssue, spanIssue } from "#shared/stops/classifiable.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import { theMachine } from "../machines/machine.store.ts";
import { refuseReason } from "./reason.store.ts";
import {
  classRecords,
  editsIn,
  heldClass,
  loadHeldClasses,
  rowsOfEdit,
} from "./stop-class.store.ts";
import { standingAround, storeEdit, type Actor } from "./stop-edit.store.ts";

/** A stretch as the person saw it; `end` null = it still stands. */
export interface SeenSpan {
  readonly start: number;
  readonly end: number | null;
  readonly basedOn: number;
}

export interface SeenStop extends SeenSpan {
  readonly machineId: MachineId;
}

/** What an edit runs in: one transaction, one person. */
export interface Editing {
  readonly writer: Writer;
  readonly identity: Identity;
  readonly actor: Actor;
  /** Instant up to which facts are known. */
  readonly now: number;
}

/** An edit that was carried out: the time whose figures changed. */
export interface Edited extends Span {
  readonly id: StopEditId;
  readonly machineId: MachineId;
}

const invalid = (path: string, message: string): Refusal =>
  new Refusal("INVALID", { issues: [{ path, message }] });

const spanOf = ({ start, end }: SeenSpan): Span => ({ start, end: end ?? Infinity });

const saidBy = (actor: Actor, reasonId: ReasonId | null, note: string): Said => ({
  reasonId,
  origin: "person",
  ruleId: null,
  note,
  actorId: actor.id,
  actorName: actor.name,
});

/** The stretch as it is now: one that still stood and has ended since ends where it ended. */
async function standingSpan(
  { writer, now }: Editing,
  machineId: MachineId,
  seen: SeenSpan,
  path: string,
): Promise<{ span: Span; isOpen: boolean; standing: readonly Span[] }> {
  const wish = spanOf(seen);
  const reach = { start: wish.start, end: Math.max(wish.start + 1, Math.min(wish.end, now)) };
  const standing = await standingAround(writer, machineId, reach);
  const stretch = standing.find(({ start, end }) => start <= wish.start && wish.start < end);
  const span = seen.end === null && stretch !== undefined ? { ...wish, end: stretch.end } : wish;
  const held = await loadHeldClasses(writer, machineId, span);
  const issue = spanIssue(span, { standing, held, now });
  if (issue !== null)
    throw invalid(issue === "must be after the start" ? `${path}.end` : `${path}.start`, issue);
  return { span, isOpen: span.end === Infinity, standing };
}

/** Refuses an edit that is based on less than was said of the stretch meanwhile. */
async function refuseStale(
  { writer }: Editing,
  machineId: MachineId,
  { start, basedOn }: SeenSpan,
  span: Span,
): Promise<void> {
  const current = editsIn(await classRecords(writer, machineId, span), span);
  if (current !== basedOn)
    throw new Refusal("STALE", { entity: "stop", id: `${machineId}@${start}`, basedOn, current });
}

/** Gives one stop one reason, or takes every reason away. */
export async function classifyStop(
  editing: Editing,
  seen: SeenStop,
  reasonId: ReasonId | null,
  note: string,
  path: string,
): Promise<Edited> {
  const { writer, identity, actor } = editing;
  const { machineId } = seen;
  await theMachine(writer, machineId);
  await refuseReason(writer, reasonId, machineId, "reasonId");
  const { span, isOpen } = await standingSpan(editing, machineId, seen, path);
  await refuseStale(editing, machineId, seen, span);
  const held = await loadHeldClasses(writer, machineId, span);
  const wish = { ...span, isOpen, said: saidBy(actor, reasonId, note) };
  const id = await storeEdit(
    writer,
    identity,
    { machineId, ...span, kind: "classify", undoes: null, note, actor },
    changeClasses(held, [wish]),
  );
  return { id, machineId, ...span };
}

/** Cuts one stop; part i is said to have reason i, or none. */
export async function splitStop(
  editing: Editing,
  seen: SeenStop,
  cuts: readonly number[],
  reasonIds: readonly (ReasonId | null)[],
  note: string,
): Promise<Edited> {
  const { writer, identity, actor } = editing;
  const { machineId } = seen;
  await theMachine(writer, machineId);
  if (reasonIds.length !== cuts.length + 1)
    throw invalid("reasonIds", "must be one more than there are cuts");
  const { span, isOpen } = await standingSpan(editing, machineId, seen, "stop");
  const issue =
    cutIssue(span, cuts) ?? (cuts.at(-1)! > editing.now ? "must not lie in the future" : null);
  if (issue !== null) throw invalid("cuts", issue);
  await refuseStale(editing, machineId, seen, span);
  const held = await loadHeldClasses(writer, machineId, span);
  const before = held.find((row) => row.start <= span.start && span.start < row.end)?.said;
  const edges = [span.start, ...cuts, span.end];
  const wishes = [];
  for (const [i, reasonId] of reasonIds.entries()) {
    // A part that keeps what was said of the stop may keep a reason that is no longer offered.
    const keeps = before !== undefined && before.reasonId === reasonId && note === "";
    if (!keeps) await refuseReason(writer, reasonId, machineId, `reasonIds.${i}`);
    wishes.push({
      start: edges[i]!,
      end: edges[i + 1]!,
      isOpen: isOpen && i === cuts.length,
      said: keeps ? before : saidBy(actor, reasonId, note),
    });
  }
  const id = await storeEdit(
    writer,
    identity,
    { machineId, ...span, kind: "split", undoes: null, note, actor },
    changeClasses(held, wishes),
  );
  return { id, machineId, ...span };
}

/** Makes neighbouring stretches one with one reason. */
export async function mergeStops(
  editing: Editing,
  machineId: MachineId,
  seen: readonly SeenSpan[],
  reasonId: ReasonId | null,
  note: string,
): Promise<Edited> {
  const { writer, identity, actor } = editing;
  await theMachine(writer, machineId);
  await refuseReason(writer, reasonId, machineId, "reasonId");
  const spans: Span[] = [];
  for (const [i, one] of seen.entries()) {
    const { span } = await standingSpan(editing, machineId, one, `spans.${i}`);
    await refuseStale(editing, machineId, one, span);
    spans.push(span);
  }
  const whole = {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
  const issue = mergeIssue(spans, await standingAround(writer, machineId, whole));
  if (issue !== null) throw invalid("spans", issue);
  const held = await loadHeldClasses(writer, machineId, whole);
  const wish = { ...whole, isOpen: false, said: saidBy(actor, reasonId, note) };
  const id = await storeEdit(
    writer,
    identity,
    { machineId, ...whole, kind: "merge", undoes: null, note, actor },
    changeClasses(held, [wish]),
  );
  return { id, machineId, ...whole };
}

/** Takes one edit back by a new one. */
export async function undoEdit(editing: Editing, editId: StopEditId): Promise<Edited> {
  const { writer, identity, actor } = editing;
  const edit = await writer
    .selectFrom("stop_edit")
    .selectAll()
    .where("id", "=", editId)
    .executeTakeFirst();
  if (!edit) throw new Refusal("NOT_FOUND", { entity: "stop_edit", id: editId });
  const { written, ended } = await rowsOfEdit(writer, editId);
  const span = {
    start: Math.min(edit.starts_at, ...ended.map(({ start }) => start)),
    end: Math.max(edit.ends_at ?? Infinity, ...ended.map(({ end }) => end)),
  };
  const held = await loadHeldClasses(writer, edit.machine_id, span);
  const change = takeBack(
    held,
    written.map(({ id }) => id),
    ended.map(heldClass),
  );
  if (change === null || (change.supersede.length === 0 && change.add.length === 0)) {
    const current = editsIn(await classRecords(writer, edit.machine_id, span), span);
    throw new Refusal("STALE", { entity: "stop", id: editId, basedOn: 0, current });
  }
  const id = await storeEdit(
    writer,
    identity,
    { machineId: edit.machine_id, ...span, kind: "undo", undoes: editId, note: "", actor },
    change,
  );
  return { id, machineId: edit.machine_id, ...span };
}
