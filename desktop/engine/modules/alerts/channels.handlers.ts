import { alertChannels } from "#shared/alerts/alert-channels.ts";
import type { AlertMessage } from "#shared/alerts/alert-message.ts";
import type { MailSettings } from "#shared/alerts/mail-settings.ts";
import type { WebhookTargetRow } from "#shared/alerts/alerts.contract.ts";
import { andonPolicy } from "#shared/andon/andon-policy.ts";
import { webhookBody } from "#shared/alerts/webhook-body.ts";
import type { Language } from "#shared/kernel/language.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { PlantRow } from "#shared/schema/tables/plant-tables.ts";
import type { WebhookTargetRow as StoredTarget } from "#shared/schema/tables/call-tables.ts";
import { mailSettingsOf } from "../../deliveries/attempt-delivery.ts";
import {
  channelSecret,
  hasChannelSecret,
  mailChannel,
  putChannelSecret,
} from "./channel-secret.store.ts";
import { messageFormat, sayIn } from "../../deliveries/message-texts.ts";
import { postWebhook } from "../../deliveries/post-webhook.ts";
import { mailHint, sendMail } from "../../deliveries/send-mail.ts";
import { addressIssue, shownHost } from "../../deliveries/webhook-address.ts";
import { paged, searched } from "../../database/list-query.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import { reading, writing } from "../../serve/house.ts";
import { thePlant } from "../plant/plant.store.ts";
import type { AlertParts } from "./alert-parts.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

const invalid = (path: string, message: string): Refusal =>
  new Refusal("INVALID", { issues: [{ path, message }] });

async function mailState(db: Selecting, plant: PlantRow) {
  return {
    settings: mailSettingsOf(plant),
    hasPassword: await hasChannelSecret(db, mailChannel),
    version: plant.version,
  };
}

const goesToTheSameServer = (one: MailSettings, other: MailSettings | null): boolean =>
  other !== null &&
  one.host === other.host &&
  one.port === other.port &&
  one.username === other.username &&
  // What was meant for an encrypted connection is not said in the clear.
  (one.security !== "none" || other.security === "none");

const targetRowOf = (row: StoredTarget): WebhookTargetRow => ({
  id: row.id,
  name: row.name,
  shape: row.shape,
  host: row.host,
  allowsPrivate: row.allows_private === 1,
  isActive: row.is_active === 1,
  version: row.version,
});

async function theTarget(db: Selecting, id: string): Promise<StoredTarget> {
  const row = await (db as Reader)
    .selectFrom("webhook_target")
    .selectAll()
    .where("id", "=", id as never)
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("NOT_FOUND", { entity: "webhook_target", id });
  return row;
}

/** Rules and steps of the escalation that name a target. */
async function refuseUsedTarget(db: Selecting, id: string): Promise<void> {
  const reader = db as Reader;
  const rules = await reader.selectFrom("alert_rule").select("channels").execute();
  const inRules = rules.filter(({ channels }) =>
    alertChannels.parse(JSON.parse(channels)).webhooks.some((used) => used === id),
  ).length;
  const { andon } = await thePlant(db);
  const policy = andon === null ? null : andonPolicy.parse(JSON.parse(andon));
  const inSteps = Object.values(policy ?? {})
    .flat()
    .filter(({ recipients }) => recipients.webhooks.some((used) => used === id)).length;
  const uses = [
    { entity: "alert_rule", count: inRules },
    { entity: "escalation_step", count: inSteps },
  ].filter(({ count }) => count > 0);
  if (uses.length > 0) throw new Refusal("IN_USE", { entity: "webhook_target", id, uses });
}

/** What a test of a channel sends, in the plant's language. */
async function testMessage(db: Selecting, now: number): Promise<AlertMessage> {
  const plant = await thePlant(db);
  const language = plant.language as Language;
  const say = sayIn(language);
  return {
    subject: say("message.test", { plant: plant.name }),
    lines: [say("message.testText")],
    facts: [
      { name: say("message.plant"), value: plant.name },
      {
        name: say("message.raisedAt"),
        value: messageFormat(language, plant.zone).dateTime(now),
      },
    ],
    isOver: false,
  };
}

/** Mail settings and webhooks: whoever may see them never sees their secrets. */
export const channelsHandlers = ({ vault }: AlertParts) => ({
  mail: reading.alerts.mail.handler(async ({ context }) =>
    mailState(context.reader, await thePlant(context.reader)),
  ),

  updateMail: writing.alerts.updateMail.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { basedOn, settings, password } = input;
      const before = mailSettingsOf(await thePlant(writer));
      const plant = await writer.update("plant", (await thePlant(writer)).id, basedOn, {
        mail: settings === null ? null : JSON.stringify(settings),
      });
      const now = context.identity.now();
      const given = settings === null || settings.username === null ? null : password;
      const mayKeep = settings !== null && goesToTheSameServer(settings, before);
      if (given !== undefined) await putChannelSecret(writer, vault, now, mailChannel, given);
      // A password goes to the server it was given for and to no other.
      else if (!mayKeep) await putChannelSecret(writer, vault, now, mailChannel, null);
      return mailState(writer, plant);
    }),
  ),

  testMail: reading.alerts.testMail.handler(async ({ input, context }) => {
    const { settings, to } = input;
    const { reader, identity } = context;
    const stored = mailSettingsOf(await thePlant(reader));
    const lends = input.password === undefined && goesToTheSameServer(settings, stored);
    const password = lends
      ? await channelSecret(reader, vault, mailChannel)
      : (input.password ?? null);
    const message = await testMessage(reader, identity.now());
    const result = await sendMail({ settings, password, to, message, id: identity.newId() });
    if (result.is === "sent") return { ok: true, detail: "", hint: null };
    return {
      ok: false,
      detail: result.detail,
      hint: mailHint(result.code ?? "", result.detail),
    };
  }),

  targets: reading.alerts.targets.handler(async ({ input, context }) => {
    const query = context.reader
      .selectFrom("webhook_target")
      .selectAll()
      .where((where) => searched(where, input.search, ["name", "host"]))
      .$if(!input.includeInactive, (build) => build.where("is_active", "=", 1));
    const { rows, total } = await paged(query, input.sortBy, input);
    return { rows: rows.map(targetRowOf), total };
  }),

  createTarget: writing.alerts.createTarget.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { name, shape, address, allowsPrivate } = input;
      const issue = addressIssue(address, allowsPrivate);
      if (issue !== null) throw invalid("address", issue);
      const now = context.identity.now();
      const row = await writer.insert("webhook_target", {
        id: context.identity.newId<"webhook-target">(),
        name,
        shape,
        host: shownHost(address),
        allows_private: allowsPrivate ? 1 : 0,
        is_active: 1,
        created_at: now,
      });
      await putChannelSecret(writer, vault, now, row.id, address);
      return targetRowOf(row);
    }),
  ),

  updateTarget: writing.alerts.updateTarget.handler(({ input, context }) =>
    context.write(async (writer) => {
      const { id, basedOn, name, shape, address, allowsPrivate, isActive } = input;
      const before = await theTarget(writer, id);
      const allows = allowsPrivate ?? before.allows_private === 1;
      const used = address ?? (await channelSecret(writer, vault, id));
      const issue = used === null ? null : addressIssue(used, allows);
      if (issue !== null) throw invalid(address === undefined ? "allowsPrivate" : "address", issue);
      const row = await writer.update("webhook_target", id, basedOn, {
        ...(name !== undefined && { name }),
        ...(shape !== undefined && { shape }),
        ...(address !== undefined && { host: shownHost(address) }),
        ...(allowsPrivate !== undefined && { allows_private: allowsPrivate ? 1 : 0 }),
        ...(isActive !== undefined && { is_active: isActive ? 1 : 0 }),
      });
      if (address !== undefined)
        await putChannelSecret(writer, vault, context.identity.now(), id, address);
      return targetRowOf(row);
    }),
  ),

  removeTarget: writing.alerts.removeTarget.handler(({ input, context }) =>
    context.write(async (writer) => {
      await refuseUsedTarget(writer, input.id);
      await writer.remove("webhook_target", input.id, input.basedOn);
      await putChannelSecret(writer, vault, context.identity.now(), input.id, null);
      return { id: input.id };
    }),
  ),

  testTarget: reading.alerts.testTarget.handler(async ({ input, context }) => {
    const { reader, identity } = context;
    const target = await theTarget(reader, input.id);
    const address = await channelSecret(reader, vault, target.id);
    if (address === null) return { ok: false, detail: "", hint: "hints.addressAgain" };
    const now = identity.now();
    const message = await testMessage(reader, now);
    const id = identity.newId();
    const body = webhookBody(target.shape, message, {
      id,
      alertId: id,
      moment: "raised",
      machineCode: null,
      raisedAt: now,
      clearedAt: null,
      facts: null,
    });
    const result = await postWebhook({
      address,
      allowsPrivate: target.allows_private === 1,
      body,
      id,
    });
    return result.is === "sent"
      ? { ok: true, detail: "", hint: null }
      : { ok: false, detail: result.detail, hint: null };
  }),
});
