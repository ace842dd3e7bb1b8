import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultAndonPolicy } from "#shared/andon/andon-policy.ts";
import type { AlertRuleRow } from "#shared/alerts/alerts.contract.ts";
import type { MailSettings } from "#shared/alerts/mail-settings.ts";
import type { MachineId, WebhookTargetId } from "#shared/kernel/id.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";
import { httpSink, smtpSink, type HttpSink, type SmtpSink } from "../../testing/message-sinks.ts";

let folder: string;
let engine: EngineProcess;
let anna: PlantClient;
let operator: PlantClient;
let viewer: PlantClient;
let smtp: SmtpSink;
let http: HttpSink;
let machineId: MachineId;

async function next<Event>(events: AsyncIterator<Event>): Promise<Event> {
  const result = await events.next();
  if (result.done === true) throw new Error("the stream has ended");
  return result.value;
}

const soon = { timeout: 20_000, interval: 100 };
const secret = "unguessable-4711";
const nobody = { roles: [], mail: [], webhooks: [] };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-alerts-"));
  [smtp, http] = [await smtpSink(), await httpSink()];
  smtp.users.set("unison", secret);
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  anna = await engine.administrator();
  operator = await engine.colleague(anna, "operator");
  viewer = await engine.colleague(anna, "viewer");
  machineId = (await anna.machines.list()).rows[0]!.id as MachineId;
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await smtp?.[Symbol.asyncDispose]();
  await http?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const mailSettings = (): MailSettings => ({
  host: "127.0.0.1",
  port: smtp.port,
  security: "none",
  username: "unison",
  from: "unison@plant.example",
  caPem: null,
});

async function putWebhook(name: string): Promise<WebhookTargetId> {
  const address = `${http.url}/services/${secret}`;
  const row = await anna.alerts.createTarget({
    name,
    shape: "slack",
    address,
    allowsPrivate: true,
  });
  return row.id as WebhookTargetId;
}

test("mail is set up, tested and never tells its password; it goes to no other server", async () => {
  const { version } = await anna.alerts.mail();
  const settings = mailSettings();
  const wrong = await anna.alerts.testMail({ settings, password: "wrong", to: "a@plant.example" });
  expect(wrong).toMatchObject({ ok: false, hint: "hints.password" });
  const set = await anna.alerts.updateMail({ basedOn: version, settings, password: secret });
  expect(set).toMatchObject({ settings, hasPassword: true });
  expect(JSON.stringify(set)).not.toContain(secret);
  const lent = await anna.alerts.testMail({ settings, to: "a@plant.example" });
  expect(lent).toEqual({ ok: true, detail: "", hint: null });
  expect(smtp.mails.at(-1)).toMatchObject({ to: ["a@plant.example"], user: "unison" });

  await using other = await smtpSink();
  other.users.set("unison", secret);
  const elsewhere = { ...settings, port: other.port };
  const refused = await anna.alerts.testMail({ settings: elsewhere, to: "a@plant.example" });
  expect(refused.ok).toBe(false);
  const moved = await anna.alerts.updateMail({ basedOn: set.version, settings: elsewhere });
  expect(moved.hasPassword).toBe(false);
  await anna.alerts.updateMail({ basedOn: moved.version, settings, password: secret });
});

test("a webhook's address is checked, tested and never seen again", async () => {
  const inside = await safe(
    anna.alerts.createTarget({ name: "Inside", shape: "json", address: `${http.url}/x` }),
  );
  expect(inside.error).toMatchObject({
    code: "INVALID",
    data: { issues: [{ path: "address" }] },
  });
  const id = await putWebhook("Line channel");
  expect(await anna.alerts.testTarget({ id })).toEqual({ ok: true, detail: "", hint: null });
  expect(http.posts.at(-1)).toMatchObject({
    path: `/services/${secret}`,
    body: { blocks: [{ type: "header" }, {}, {}] },
  });
  const { rows } = await anna.alerts.targets();
  expect(JSON.stringify(rows)).not.toContain(secret);
  const row = rows.find((target) => target.id === id)!;
  const renamed = await anna.alerts.updateTarget({ id, basedOn: row.version, name: "Line 1" });
  expect(renamed).toMatchObject({ name: "Line 1", host: new URL(http.url).host });

  const { version } = await anna.andon.policy();
  const recipients = { ...nobody, webhooks: [id] };
  const steps = [{ afterMinutes: 0, until: "acknowledged" as const, recipients }];
  await anna.andon.updatePolicy({
    basedOn: version,
    policy: { ...defaultAndonPolicy, quality: steps },
  });
  const used = await safe(anna.alerts.removeTarget({ id, basedOn: renamed.version }));
  expect(used.error).toMatchObject({
    code: "IN_USE",
    data: { uses: [{ entity: "escalation_step", count: 1 }] },
  });
  const unused = await putWebhook("Not used");
  expect(await anna.alerts.removeTarget({ id: unused, basedOn: 1 })).toEqual({ id: unused });
});

test("a call goes out by mail and webhook; what was refused is sent again by hand; no secret is on disk", async () => {
  const id = await putWebhook("Help channel");
  const recipients = { roles: [], mail: ["shift@plant.example"], webhooks: [id] };
  const { version, policy } = await anna.andon.policy();
  await anna.andon.updatePolicy({
    basedOn: version,
    policy: { ...policy, help: [{ afterMinutes: 0, until: "acknowledged", recipients }] },
  });
  http.answers.push((response) => void response.writeHead(400).end("no"));
  await operator.andon.call({ machineId, kind: "help", note: "Belt is off" });
  const statuses = async () =>
    (await anna.alerts.deliveries({ sortBy: "channel" })).rows.map(
      ({ channel, target, status }) => [channel, target, status],
    );
  await expect.poll(statuses, soon).toEqual([
    ["mail", "shift@plant.example", "sent"],
    ["webhook", "Help channel", "failed"],
  ]);
  expect(smtp.mails.at(-1)!.text).toContain("Belt is off");
  const [failed] = (await anna.alerts.deliveries({ status: "failed" })).rows;
  expect(failed).toMatchObject({ detail: "HTTP 400 no", machineCode: "PRESS-1" });
  await anna.alerts.retryDelivery({ id: failed!.id as never });
  await expect.poll(async () => (await statuses())[1]?.[2], soon).toBe("sent");
  const twice = await safe(anna.alerts.retryDelivery({ id: failed!.id as never }));
  expect(twice.error).toMatchObject({ code: "NOT_NOW" });

  const stored = readdirSync(join(folder, "data"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(stored.length).toBeGreaterThan(3);
  for (const file of stored)
    expect([file, readFileSync(file).includes(secret)]).toEqual([file, false]);
  const trail = await anna.plant.audit({ search: "channel_secret" });
  expect(trail.total).toBeGreaterThan(0);
  expect((await anna.plant.exportConfig()).yaml).not.toContain(secret);
});

test("a rule is made, changed, tried on the past and taken away; its alerts are noted by people", async () => {
  const condition = { kind: "stop_longer" as const, minutes: 10 };
  const channels = { ...nobody, tellsCleared: false };
  const wish = { name: "Long stops", condition, machineIds: null, plannedTimeOnly: true, channels };
  const rule: AlertRuleRow = await anna.alerts.createRule(wish);
  expect(rule).toMatchObject({ ...wish, isActive: true, raisedNow: 0, version: 1 });
  const id = rule.id as never;
  const changed = await anna.alerts.updateRule({
    id,
    basedOn: 1,
    condition: { kind: "stop_longer", minutes: 20 },
    machineIds: [machineId],
  });
  expect(changed).toMatchObject({ condition: { minutes: 20 }, machineIds: [machineId] });
  const stale = await safe(anna.alerts.updateRule({ id, basedOn: 1, name: "x" }));
  expect(stale.error).toMatchObject({ code: "STALE" });
  const stranger = "0199a000-0000-7000-8000-000000000000" as MachineId;
  const unknown = await safe(anna.alerts.createRule({ ...wish, machineIds: [stranger] }));
  expect(unknown.error).toMatchObject({ code: "NOT_FOUND", data: { entity: "machine" } });
  const tried = await anna.alerts.testRule({ condition, machineIds: null, plannedTimeOnly: false });
  expect(tried).toMatchObject({ days: 7, total: 0 });
  await anna.alerts.removeRule({ id, basedOn: 2 });
  expect((await anna.alerts.rules()).rows).toEqual([]);

  const bell = (await viewer.alerts.watch())[Symbol.asyncIterator]();
  const first = await next(bell);
  expect(first.unseen).toBeGreaterThan(0);
  const { seen } = await operator.alerts.seen({ upTo: Date.now() });
  expect(seen).toBe(first.unseen);
  expect(await next(bell)).toMatchObject({ unseen: 0, rows: [] });
  const { rows } = await viewer.alerts.list({ machineId, sortDirection: "desc" });
  expect(rows[0]).toMatchObject({ seenBy: "operator", machineCode: "PRESS-1" });
});

test("who may not set up alerts sees no rule, address or delivery, and a viewer takes no note", async () => {
  const id = "0199a000-0000-7000-8000-000000000000" as never;
  const condition = { kind: "counts_suspect" as const };
  const channels = { ...nobody, tellsCleared: false };
  const rule = { name: "x", condition, machineIds: null, plannedTimeOnly: false, channels };
  const target = { name: "x", shape: "json" as const, address: "https://example.org/x" };
  const settings = mailSettings();
  const forbidden = { code: "FORBIDDEN", data: { permission: "alert:update" } };
  for (const asked of [
    operator.alerts.rules(),
    operator.alerts.createRule(rule),
    operator.alerts.updateRule({ id, basedOn: 1 }),
    operator.alerts.removeRule({ id, basedOn: 1 }),
    operator.alerts.testRule(rule),
    operator.alerts.mail(),
    operator.alerts.updateMail({ basedOn: 1, settings }),
    operator.alerts.testMail({ settings, to: "a@plant.example" }),
    operator.alerts.targets(),
    operator.alerts.createTarget(target),
    operator.alerts.updateTarget({ id, basedOn: 1 }),
    operator.alerts.removeTarget({ id, basedOn: 1 }),
    operator.alerts.testTarget({ id }),
    operator.alerts.deliveries(),
    operator.alerts.retryDelivery({ id }),
  ])
    expect((await safe(asked as Promise<unknown>)).error).toMatchObject(forbidden);
  const noted = await safe(viewer.alerts.seen({ upTo: Date.now() }));
  expect(noted.error).toMatchObject({ code: "FORBIDDEN", data: { permission: "production:log" } });
  const stranger = await engine.client();
  const unknown = { code: "UNAUTHENTICATED" };
  expect((await safe(stranger.alerts.list())).error).toMatchObject(unknown);
  expect((await safe(stranger.alerts.watch())).error).toMatchObject(unknown);
});
