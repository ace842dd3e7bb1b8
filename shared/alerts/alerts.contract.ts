import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { role } from "../access/roles.ts";
import { displayName } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { basedOn, commandInput, listInput, listOutput } from "../kernel/list.ts";
import { command, query, stream } from "../kernel/operation.ts";
import { alertChannels, mailAddress } from "./alert-channels.ts";
import { alertCondition } from "./alert-condition.ts";
import { alertFacts, alertKinds } from "./alert-facts.ts";
import { deliveryStatus } from "./delivery-status.ts";
import { mailSettings } from "./mail-settings.ts";
import { webhookShape } from "./webhook-shape.ts";

const machineIds = z.array(idOf<"machine">()).min(1).max(500).nullable();

export const alertRuleRow = z.object({
  id: z.string(),
  name: z.string(),
  condition: alertCondition,
  /** Null = every machine. */
  machineIds: z.array(z.string()).nullable(),
  /** Nothing is raised outside shifts, in breaks and in planned downtime. */
  plannedTimeOnly: z.boolean(),
  channels: alertChannels,
  isActive: z.boolean(),
  /** Alerts of the rule that are raised now. */
  raisedNow: z.int(),
  version: z.int(),
});
export type AlertRuleRow = z.infer<typeof alertRuleRow>;

export const alertRow = z.object({
  id: z.string(),
  ruleId: z.string().nullable(),
  ruleName: z.string().nullable(),
  callId: z.string().nullable(),
  machineId: z.string().nullable(),
  machineCode: z.string().nullable(),
  machineName: z.string().nullable(),
  facts: alertFacts,
  /** Roles on whose screens it pops up; empty = everybody's. */
  roles: z.array(role),
  raisedAt: z.int(),
  clearedAt: z.int().nullable(),
  seenAt: z.int().nullable(),
  seenBy: z.string().nullable(),
});
export type AlertRow = z.infer<typeof alertRow>;

export const webhookTargetRow = z.object({
  id: z.string(),
  name: z.string(),
  shape: webhookShape,
  /** What may be shown of the address, which is a secret. */
  host: z.string(),
  allowsPrivate: z.boolean(),
  isActive: z.boolean(),
  version: z.int(),
});
export type WebhookTargetRow = z.infer<typeof webhookTargetRow>;

const mailState = z.object({
  settings: mailSettings.nullable(),
  hasPassword: z.boolean(),
  version: z.int(),
});

export const deliveryRow = z.object({
  id: z.string(),
  alertId: z.string(),
  channel: z.enum(["mail", "webhook"]),
  /** The address, or the name of the webhook. */
  target: z.string(),
  moment: z.enum(["raised", "cleared"]),
  status: deliveryStatus,
  attempts: z.int(),
  /** When it is tried (again) while it waits. */
  nextAt: z.int(),
  /** What the other side said last. */
  detail: z.string(),
  createdAt: z.int(),
  doneAt: z.int().nullable(),
  facts: alertFacts,
  machineCode: z.string().nullable(),
});
export type DeliveryRow = z.infer<typeof deliveryRow>;

const address = z.string().trim().min(1).max(2_000);
/** What a test of a channel came to. `hint`: what to do about it. */
const testResult = z.object({ ok: z.boolean(), detail: z.string(), hint: z.string().nullable() });
export type ChannelTestResult = z.infer<typeof testResult>;

const ruleShape = {
  name: displayName,
  condition: alertCondition,
  machineIds,
  plannedTimeOnly: z.boolean(),
  channels: alertChannels,
};

export const alertsContract = {
  rules: query("alert:update")
    .input(listInput(["name", "createdAt"]))
    .output(listOutput(alertRuleRow)),
  createRule: command("alert:update").input(commandInput(ruleShape)).output(alertRuleRow),
  updateRule: command("alert:update")
    .input(
      commandInput({
        id: idOf<"alert-rule">(),
        basedOn,
        name: displayName.optional(),
        condition: alertCondition.optional(),
        machineIds: machineIds.optional(),
        plannedTimeOnly: z.boolean().optional(),
        channels: alertChannels.optional(),
        isActive: z.boolean().optional(),
      }),
    )
    .output(alertRuleRow),
  /** What it raised stays on record; what it still holds raised is cleared. */
  removeRule: command("alert:update")
    .input(commandInput({ id: idOf<"alert-rule">(), basedOn }))
    .output(z.object({ id: z.string() })),
  /** How often a condition would have been raised over the last seven days; null = it cannot be told from what is stored. */
  testRule: query("alert:update", { heavy: true })
    .input(z.object({ condition: alertCondition, machineIds, plannedTimeOnly: z.boolean() }))
    .output(
      z.object({
        days: z.int(),
        total: z.int().nullable(),
        machines: z.array(z.object({ machineId: z.string(), code: z.string(), count: z.int() })),
      }),
    ),

  list: query("machine:read")
    .input(
      listInput(["raisedAt", "clearedAt", "kind", "machine"])
        .unwrap()
        .extend({
          kind: z.enum(alertKinds).optional(),
          machineId: idOf<"machine">().optional(),
          state: z.enum(["raised", "cleared"]).optional(),
          isUnseen: z.boolean().default(false),
          range: range.optional(),
        })
        .prefault({}),
    )
    .output(listOutput(alertRow)),
  /** Somebody took note: these, or everything raised up to an instant. They leave the bell of everybody. */
  seen: command("production:log")
    .input(
      commandInput({
        ids: z.array(idOf<"alert">()).min(1).max(500).optional(),
        upTo: z.int().optional(),
      }),
    )
    .output(z.object({ seen: z.int() })),
  /** Under the bell: what nobody has taken note of, the newest first, and how many there are in all. */
  watch: stream("machine:read").output(
    eventIterator(
      z.object({ now: z.int(), unseen: z.int(), raised: z.int(), rows: z.array(alertRow) }),
    ),
  ),

  mail: query("alert:update").output(mailState),
  /** `password`: a new one, none (null), or as it is (left out). `settings` null = no mail leaves the plant. */
  updateMail: command("alert:update")
    .input(
      commandInput({
        basedOn,
        settings: mailSettings.nullable(),
        password: z.string().min(1).max(500).nullable().optional(),
      }),
    )
    .output(mailState),
  /** Sends one mail with what is given; a stored password goes to the server it was stored for and to no other. */
  testMail: query("alert:update")
    .input(
      z.object({
        settings: mailSettings,
        password: z.string().min(1).max(500).nullable().optional(),
        to: mailAddress,
      }),
    )
    .output(testResult),

  targets: query("alert:update")
    .input(listInput(["name", "shape"]))
    .output(listOutput(webhookTargetRow)),
  createTarget: command("alert:update")
    .input(
      commandInput({
        name: displayName,
        shape: webhookShape,
        address,
        allowsPrivate: z.boolean().default(false),
      }),
    )
    .output(webhookTargetRow),
  updateTarget: command("alert:update")
    .input(
      commandInput({
        id: idOf<"webhook-target">(),
        basedOn,
        name: displayName.optional(),
        shape: webhookShape.optional(),
        /** Left out = as it is. */
        address: address.optional(),
        allowsPrivate: z.boolean().optional(),
        isActive: z.boolean().optional(),
      }),
    )
    .output(webhookTargetRow),
  /** IN_USE while a rule or a step of the escalation names it. */
  removeTarget: command("alert:update")
    .input(commandInput({ id: idOf<"webhook-target">(), basedOn }))
    .output(z.object({ id: z.string() })),
  testTarget: query("alert:update")
    .input(z.object({ id: idOf<"webhook-target">() }))
    .output(testResult),

  deliveries: query("alert:update")
    .input(
      listInput(["createdAt", "nextAt", "status", "channel", "target"])
        .unwrap()
        .extend({
          status: deliveryStatus.optional(),
          channel: z.enum(["mail", "webhook"]).optional(),
          alertId: idOf<"alert">().optional(),
        })
        .prefault({}),
    )
    .output(listOutput(deliveryRow)),
  /** Sends again what failed or is unsure. NOT_NOW for anything else. */
  retryDelivery: command("alert:update")
    .input(commandInput({ id: idOf<"delivery">() }))
    .output(deliveryRow),
};
