import type { AlertRecipients } from "#shared/alerts/alert-channels.ts";
import type { AlertFacts } from "#shared/alerts/alert-facts.ts";
import type { AlertId, AlertRuleId, AndonCallId, MachineId } from "#shared/kernel/id.ts";
import type { AlertRow, DeliveryRow } from "#shared/schema/tables/call-tables.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";

export interface NewAlert {
  readonly ruleId: AlertRuleId | null;
  readonly callId: AndonCallId | null;
  readonly step: number | null;
  /** What it is about; with its rule or call it is raised once. */
  readonly subject: string;
  readonly machineId: MachineId | null;
  readonly facts: AlertFacts;
  readonly recipients: AlertRecipients;
  /** It tells of something that has happened and does not last. */
  readonly isMomentary?: boolean;
}

type Moment = DeliveryRow["moment"];

/** One delivery for each mail address and each webhook that may be used; carried out after the commit. */
async function putDeliveries(
  writer: Writer,
  identity: Identity,
  alertId: AlertId,
  moment: Moment,
  { mail, webhooks }: Pick<AlertRecipients, "mail" | "webhooks">,
): Promise<void> {
  const now = identity.now();
  const usable =
    webhooks.length === 0
      ? []
      : await writer
          .selectFrom("webhook_target")
          .select("id")
          .where("id", "in", [...webhooks])
          .where("is_active", "=", 1)
          .execute();
  const targets = [...new Set(mail.map((target) => target.toLowerCase()))].map((target) => ({
    channel: "mail" as const,
    target,
  }));
  for (const { channel, target } of [
    ...targets,
    ...usable.map(({ id }) => ({ channel: "webhook" as const, target: id })),
  ])
    await writer.putFact("delivery", {
      id: identity.newId<"delivery">(),
      alert_id: alertId,
      channel,
      target,
      moment,
      status: "waiting",
      attempts: 0,
      next_at: now,
      detail: "",
      created_at: now,
      done_at: null,
    });
}

/** Stores an alert with everything that must go out for it, in the transaction of what raised it. */
export async function raiseAlert(
  writer: Writer,
  identity: Identity,
  alert: NewAlert,
): Promise<AlertRow> {
  const now = identity.now();
  const row: AlertRow = {
    id: identity.newId<"alert">(),
    rule_id: alert.ruleId,
    call_id: alert.callId,
    step: alert.step,
    subject: alert.subject,
    machine_id: alert.machineId,
    kind: alert.facts.kind,
    facts: JSON.stringify(alert.facts),
    roles: JSON.stringify(alert.recipients.roles),
    raised_at: now,
    cleared_at: alert.isMomentary === true ? now : null,
    seen_at: null,
    seen_by: null,
  };
  await writer.putFact("alert", row);
  await putDeliveries(writer, identity, row.id, "raised", alert.recipients);
  return row;
}

/** What it told of is over. `tells` hear of it, when they heard of its beginning. */
export async function clearAlert(
  writer: Writer,
  identity: Identity,
  row: AlertRow,
  tells: Pick<AlertRecipients, "mail" | "webhooks"> | null,
): Promise<void> {
  if (row.cleared_at !== null) return;
  const at = Math.max(identity.now(), row.raised_at);
  await writer.putFact("alert", { ...row, cleared_at: at });
  if (tells !== null) await putDeliveries(writer, identity, row.id, "cleared", tells);
}
