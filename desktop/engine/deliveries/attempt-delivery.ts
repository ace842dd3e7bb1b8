import { alertFacts } from "#shared/alerts/alert-facts.ts";
import { alertMessage, type AlertMessage } from "#shared/alerts/alert-message.ts";
import { mailSettings, type MailSettings } from "#shared/alerts/mail-settings.ts";
import type { AttemptResult } from "#shared/alerts/retry-delivery.ts";
import { webhookBody } from "#shared/alerts/webhook-body.ts";
import type { Language } from "#shared/kernel/language.ts";
import type { PlantRow } from "#shared/schema/tables/plant-tables.ts";
import type { DeliveryRow } from "#shared/schema/tables/call-tables.ts";
import type { Reader } from "../database/reader.ts";
import { thePlant } from "../modules/plant/plant.store.ts";
import type { Vault } from "../vault/vault.ts";
import { channelSecret, mailChannel } from "../modules/alerts/channel-secret.store.ts";
import { messageFormat, sayIn } from "./message-texts.ts";
import { postWebhook } from "./post-webhook.ts";
import { sendMail } from "./send-mail.ts";

/** The mail settings of the plant; null = no mail leaves it. */
export const mailSettingsOf = (plant: PlantRow): MailSettings | null =>
  plant.mail === null ? null : mailSettings.parse(JSON.parse(plant.mail));

const refused = (detail: string): AttemptResult => ({ is: "refused", detail });

async function loadAlert(reader: Reader, { alert_id }: DeliveryRow) {
  const row = await reader
    .selectFrom("alert")
    .leftJoin("machine", "machine.id", "alert.machine_id")
    .leftJoin("alert_rule", "alert_rule.id", "alert.rule_id")
    .selectAll("alert")
    .select(["machine.code", "machine.name", "alert_rule.name as rule"])
    .where("alert.id", "=", alert_id)
    .executeTakeFirstOrThrow();
  return { ...row, told: alertFacts.parse(JSON.parse(row.facts)) };
}

/** Makes one attempt to carry out a delivery with what is set up now. Never throws for what the other side does. */
export async function attemptDelivery(
  reader: Reader,
  vault: Vault,
  delivery: DeliveryRow,
): Promise<AttemptResult> {
  const plant = await thePlant(reader);
  const alert = await loadAlert(reader, delivery);
  const language = plant.language as Language;
  // What goes out late says so when it is over by now: nobody shall run for a call that was answered.
  const isOver =
    delivery.moment === "cleared" ||
    (alert.cleared_at !== null && alert.cleared_at > alert.raised_at);
  const message: AlertMessage = alertMessage(
    {
      alert: {
        facts: alert.told,
        machine: alert.code === null ? null : `${alert.code} · ${alert.name}`,
      },
      plant: plant.name,
      raisedAt: alert.raised_at,
      clearedAt: isOver ? alert.cleared_at : null,
      rule: alert.rule,
    },
    sayIn(language),
    messageFormat(language, plant.zone),
  );
  if (delivery.channel === "mail") {
    const settings = mailSettingsOf(plant);
    if (settings === null) return refused("no mail server is set up");
    const password = await channelSecret(reader, vault, mailChannel);
    return sendMail({ settings, password, to: delivery.target, message, id: delivery.id });
  }
  const target = await reader
    .selectFrom("webhook_target")
    .selectAll()
    .where("id", "=", delivery.target as never)
    .executeTakeFirst();
  if (target === undefined || target.is_active === 0)
    return refused("the webhook was removed or switched off");
  const address = await channelSecret(reader, vault, target.id);
  if (address === null) return refused("its address must be given again");
  const facts = {
    id: delivery.id,
    alertId: alert.id,
    moment: delivery.moment,
    machineCode: alert.code,
    raisedAt: alert.raised_at,
    clearedAt: isOver ? alert.cleared_at : null,
    facts: alert.told,
  };
  return postWebhook({
    address,
    allowsPrivate: target.allows_private === 1,
    body: webhookBody(target.shape, message, facts),
    id: delivery.id,
  });
}
