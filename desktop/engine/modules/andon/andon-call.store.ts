import { sql } from "kysely";
import { andonPolicy, defaultAndonPolicy, type AndonPolicy } from "#shared/andon/andon-policy.ts";
import type { CallRow } from "#shared/andon/andon.contract.ts";
import { nextStepAt } from "#shared/andon/escalation.ts";
import type { AndonCallId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { PlantRow } from "#shared/schema/tables/plant-tables.ts";
import type { AndonCallRow } from "#shared/schema/tables/call-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import { clearAlert, raiseAlert } from "../alerts/raise-alert.ts";
import type { DueStep } from "#shared/andon/escalation.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

export const andonPolicyOf = ({ andon }: Pick<PlantRow, "andon">): AndonPolicy =>
  andon === null ? defaultAndonPolicy : andonPolicy.parse(JSON.parse(andon));

/** Calls with their machine and the last step of the escalation that was told; -1 = none. */
export const callsWithSteps = (db: Selecting) =>
  (db as Reader)
    .selectFrom("andon_call")
    .innerJoin("machine", "machine.id", "andon_call.machine_id")
    .selectAll("andon_call")
    .select(["machine.code as machine_code", "machine.name as machine_name"])
    .select(
      sql<number>`coalesce((select max(step) from alert where alert.call_id = andon_call.id), -1)`.as(
        "last_step",
      ),
    );

export type CallWithStep = Awaited<
  ReturnType<ReturnType<typeof callsWithSteps>["executeTakeFirstOrThrow"]>
>;

export const callRowOf = (row: CallWithStep, policy: AndonPolicy): CallRow => ({
  id: row.id,
  machineId: row.machine_id,
  machineCode: row.machine_code,
  machineName: row.machine_name,
  kind: row.kind,
  status: row.status,
  note: row.note,
  openedAt: row.opened_at,
  openedBy: row.opened_by,
  openedById: row.opened_by_id,
  acknowledgedAt: row.acknowledged_at,
  acknowledgedBy: row.acknowledged_by,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
  resolution: row.resolution,
  stepsTold: row.last_step + 1,
  nextStepAt: nextStepAt(
    policy[row.kind],
    { status: row.status, lastStep: row.last_step },
    row.opened_at,
  ),
  version: row.version,
});

/** @throws Refusal NOT_FOUND */
export async function theCall(db: Selecting, id: AndonCallId): Promise<CallWithStep> {
  const row = await callsWithSteps(db).where("andon_call.id", "=", id).executeTakeFirst();
  if (row === undefined) throw new Refusal("NOT_FOUND", { entity: "andon_call", id });
  return row;
}

/** Calls that are not closed, the oldest first. */
export const openCallRows = (db: Selecting): Promise<CallWithStep[]> =>
  callsWithSteps(db)
    .where("andon_call.status", "in", ["open", "acknowledged"])
    .orderBy("andon_call.opened_at")
    .orderBy("andon_call.id")
    .execute();

/** Tells a step of a call's escalation: an alert with its deliveries. */
export async function tellStep(
  writer: Writer,
  identity: Identity,
  call: Pick<AndonCallRow, "id" | "machine_id" | "kind" | "note" | "opened_at" | "opened_by">,
  { step, recipients }: DueStep,
): Promise<void> {
  await raiseAlert(writer, identity, {
    ruleId: null,
    callId: call.id,
    step,
    subject: call.id,
    machineId: call.machine_id,
    facts: {
      kind: "andon",
      call: call.kind,
      note: call.note,
      since: call.opened_at,
      by: call.opened_by,
      step,
    },
    recipients,
  });
}

/** Somebody came, or the call is closed: what was told of it stands no more, and nobody need take note of it. */
export async function settleAlertsOf(
  writer: Writer,
  identity: Identity,
  id: AndonCallId,
  by: string,
): Promise<void> {
  const rows = await writer.selectFrom("alert").selectAll().where("call_id", "=", id).execute();
  for (const row of rows) {
    const seen = row.seen_at === null ? { ...row, seen_at: identity.now(), seen_by: by } : row;
    if (row.cleared_at === null) await clearAlert(writer, identity, seen, null);
    else if (seen !== row) await writer.putFact("alert", seen);
  }
}
