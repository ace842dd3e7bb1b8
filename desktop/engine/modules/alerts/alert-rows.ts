import { z } from "zod";
import { alertFacts } from "#shared/alerts/alert-facts.ts";
import type { AlertRow, DeliveryRow } from "#shared/alerts/alerts.contract.ts";
import { role } from "#shared/access/roles.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/** Alerts with the names of what they are about. */
export const namedAlerts = (db: Selecting) =>
  (db as Reader)
    .selectFrom("alert")
    .leftJoin("machine", "machine.id", "alert.machine_id")
    .leftJoin("alert_rule", "alert_rule.id", "alert.rule_id")
    .selectAll("alert")
    .select([
      "machine.code as machine_code",
      "machine.name as machine_name",
      "alert_rule.name as rule_name",
    ]);

type NamedAlert = Awaited<ReturnType<ReturnType<typeof namedAlerts>["executeTakeFirstOrThrow"]>>;

const roles = z.array(role);

export const alertRowOf = (row: NamedAlert): AlertRow => ({
  id: row.id,
  ruleId: row.rule_id,
  ruleName: row.rule_name,
  callId: row.call_id,
  machineId: row.machine_id,
  machineCode: row.machine_code,
  machineName: row.machine_name,
  facts: alertFacts.parse(JSON.parse(row.facts)),
  roles: roles.parse(JSON.parse(row.roles)),
  raisedAt: row.raised_at,
  clearedAt: row.cleared_at,
  seenAt: row.seen_at,
  seenBy: row.seen_by,
});

/** Deliveries with the alert they tell and the name of their webhook. */
export const namedDeliveries = (db: Selecting) =>
  (db as Reader)
    .selectFrom("delivery")
    .innerJoin("alert", "alert.id", "delivery.alert_id")
    .leftJoin("machine", "machine.id", "alert.machine_id")
    .leftJoin("webhook_target", "webhook_target.id", "delivery.target" as never)
    .selectAll("delivery")
    .select(["alert.facts", "machine.code as machine_code", "webhook_target.name as target_name"]);

type NamedDelivery = Awaited<
  ReturnType<ReturnType<typeof namedDeliveries>["executeTakeFirstOrThrow"]>
>;

export const deliveryRowOf = (row: NamedDelivery): DeliveryRow => ({
  id: row.id,
  alertId: row.alert_id,
  channel: row.channel,
  target: row.target_name ?? row.target,
  moment: row.moment,
  status: row.status,
  attempts: row.attempts,
  nextAt: row.next_at,
  detail: row.detail,
  createdAt: row.created_at,
  doneAt: row.done_at,
  facts: alertFacts.parse(JSON.parse(row.facts)),
  machineCode: row.machine_code,
});
