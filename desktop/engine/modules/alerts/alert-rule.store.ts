import { z } from "zod";
import { alertChannels } from "#shared/alerts/alert-channels.ts";
import { alertCondition, type AlertCondition } from "#shared/alerts/alert-condition.ts";
import type { AlertChannels } from "#shared/alerts/alert-channels.ts";
import type { AlertRuleRow } from "#shared/alerts/alerts.contract.ts";
import type { AlertRuleId, MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { AlertRuleRow as StoredRule } from "#shared/schema/tables/call-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";
import { clearAlert } from "./raise-alert.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

/** A rule as it is evaluated. */
export interface AlertRule {
  readonly id: AlertRuleId;
  readonly condition: AlertCondition;
  /** Null = every machine. */
  readonly machineIds: ReadonlySet<MachineId> | null;
  readonly plannedTimeOnly: boolean;
  readonly channels: AlertChannels;
  readonly version: number;
}

const storedMachines = z.array(z.string()).nullable();

/** The parts of a row that are kept as JSON. */
export const partsOf = (row: StoredRule) => ({
  condition: alertCondition.parse(JSON.parse(row.condition)),
  machineIds: row.machine_ids === null ? null : storedMachines.parse(JSON.parse(row.machine_ids)),
  channels: alertChannels.parse(JSON.parse(row.channels)),
});

export async function activeRules(db: Selecting): Promise<AlertRule[]> {
  const rows = await (db as Reader)
    .selectFrom("alert_rule")
    .selectAll()
    .where("is_active", "=", 1)
    .orderBy("id")
    .execute();
  return rows.map((row) => {
    const { condition, machineIds, channels } = partsOf(row);
    return {
      id: row.id,
      condition,
      channels,
      machineIds: machineIds === null ? null : new Set(machineIds as MachineId[]),
      plannedTimeOnly: row.planned_time_only === 1,
      version: row.version,
    };
  });
}

/** Rules with how many of their alerts stand. */
export const rulesWithAlerts = (db: Selecting) =>
  (db as Reader)
    .selectFrom("alert_rule")
    .selectAll("alert_rule")
    .select((build) =>
      build
        .selectFrom("alert")
        .select((count) => count.fn.countAll<number>().as("alerts"))
        .whereRef("alert.rule_id", "=", "alert_rule.id")
        .where("alert.cleared_at", "is", null)
        .as("raised_now"),
    );

type RuleWithAlerts = Awaited<
  ReturnType<ReturnType<typeof rulesWithAlerts>["executeTakeFirstOrThrow"]>
>;

export const alertRuleRowOf = (row: RuleWithAlerts): AlertRuleRow => ({
  id: row.id,
  name: row.name,
  ...partsOf(row),
  plannedTimeOnly: row.planned_time_only === 1,
  isActive: row.is_active === 1,
  raisedNow: row.raised_now ?? 0,
  version: row.version,
});

export const oneRule = async (db: Selecting, id: AlertRuleId): Promise<AlertRuleRow> =>
  alertRuleRowOf(
    await rulesWithAlerts(db).where("alert_rule.id", "=", id).executeTakeFirstOrThrow(),
  );

/** Refuses machines and webhooks that do not exist. @throws Refusal NOT_FOUND */
export async function refuseUnknownParts(
  db: Selecting,
  machineIds: readonly MachineId[] | null | undefined,
  channels: Pick<AlertChannels, "webhooks"> | undefined,
): Promise<void> {
  const reader = db as Reader;
  const named = [...new Set(machineIds ?? [])];
  if (named.length > 0) {
    const found = await reader
      .selectFrom("machine")
      .select("id")
      .where("id", "in", named)
      .execute();
    const lost = named.find((id) => !found.some((row) => row.id === id));
    if (lost !== undefined) throw new Refusal("NOT_FOUND", { entity: "machine", id: lost });
  }
  const targets = [...new Set(channels?.webhooks ?? [])];
  if (targets.length > 0) {
    const found = await reader
      .selectFrom("webhook_target")
      .select("id")
      .where("id", "in", targets)
      .execute();
    const lost = targets.find((id) => !found.some((row) => row.id === id));
    if (lost !== undefined) throw new Refusal("NOT_FOUND", { entity: "webhook_target", id: lost });
  }
}

/** What a rule holds raised is over: it looks for something else now, or for nothing. */
export async function clearAlertsOf(
  writer: Writer,
  identity: Identity,
  id: AlertRuleId,
): Promise<void> {
  const rows = await writer
    .selectFrom("alert")
    .selectAll()
    .where("rule_id", "=", id)
    .where("cleared_at", "is", null)
    .execute();
  for (const row of rows) await clearAlert(writer, identity, row, null);
}
