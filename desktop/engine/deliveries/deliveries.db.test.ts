import { afterEach, beforeEach, expect, test } from "vitest";
import type { AlertRecipients } from "#shared/alerts/alert-channels.ts";
import type { AlertMessage } from "#shared/alerts/alert-message.ts";
import type { MailSettings } from "#shared/alerts/mail-settings.ts";
import type { WebhookTargetId } from "#shared/kernel/id.ts";
import { engineActor } from "../database/actor.ts";
import { write } from "../database/write.ts";
import type { Writer } from "../database/writer.ts";
import { raiseAlert } from "../modules/alerts/raise-alert.ts";
import { httpSink, smtpSink, type HttpSink, type SmtpSink } from "../testing/message-sinks.ts";
import { buildPlant, minutes, type BuiltPlant } from "../testing/plant-builder.ts";
import { KeyFile } from "../vault/key-file.ts";
import { Vault } from "../vault/vault.ts";
import { mailChannel, putChannelSecret } from "../modules/alerts/channel-secret.store.ts";
import { DeliveryWorker } from "./delivery-worker.ts";
import { postWebhook } from "./post-webhook.ts";
import { mailHint, sendMail } from "./send-mail.ts";

let plant: BuiltPlant;
let vault: Vault;
let smtp: SmtpSink;
let http: HttpSink;
let worker: DeliveryWorker;

const soon = { timeout: 10_000, interval: 20 };
const quietLog = { error: () => undefined } as never;
const settings = (more: Partial<MailSettings> = {}): MailSettings => ({
  host: "127.0.0.1",
  port: smtp.port,
  security: "none",
  username: null,
  from: "unison@plant.example",
  caPem: null,
  ...more,
});

const command = { actor: engineActor("test"), operation: "test", commandId: null };
const inCommand = <Output>(decide: (writer: Writer) => Promise<Output>) =>
  write(plant.database, plant.identity, command, decide);

async function putMail(given: MailSettings, password: string | null = null): Promise<void> {
  await inCommand(async (writer) => {
    const { id } = await writer.selectFrom("plant").select("id").executeTakeFirstOrThrow();
    await writer.update("plant", id, null, { mail: JSON.stringify(given) });
    await putChannelSecret(writer, vault, plant.identity.now(), mailChannel, password);
  });
}

const putWebhook = (address: string, shape: "teams" | "slack" | "json" = "json") =>
  inCommand(async (writer) => {
    const { id } = await writer.insert("webhook_target", {
      id: plant.identity.newId<"webhook-target">(),
      name: "Line channel",
      shape,
      host: "127.0.0.1",
      allows_private: 1,
      is_active: 1,
      created_at: 0,
    });
    await putChannelSecret(writer, vault, 0, id, address);
    return id;
  });

const raise = (note: string, to: Partial<AlertRecipients>) =>
  inCommand((writer) =>
    raiseAlert(writer, plant.identity, {
      ruleId: null,
      callId: null,
      step: null,
      subject: note,
      machineId: plant.machine("FILL-1"),
      facts: { kind: "andon", call: "material", note, since: 0, by: "Anna", step: 0 },
      recipients: { roles: [], mail: [], webhooks: [], ...to },
    }),
  );

const deliveries = () =>
  plant.database.reader.selectFrom("delivery").selectAll().orderBy("id").execute();
const statuses = async () => (await deliveries()).map(({ status }) => status);
const newWorker = () =>
  new DeliveryWorker({
    database: plant.database,
    identity: plant.identity,
    vault,
    log: quietLog,
    changed: () => undefined,
  });

beforeEach(async () => {
  plant = await buildPlant();
  vault = new Vault(new KeyFile(plant.folder));
  smtp = await smtpSink();
  http = await httpSink();
  worker = newWorker();
});

afterEach(async () => {
  await worker.stop();
  plant.close();
  await smtp[Symbol.asyncDispose]();
  await http[Symbol.asyncDispose]();
});

test("mail and webhook go out in the order they were raised, each once, in the plant's words", async () => {
  await putMail(settings());
  const target = await putWebhook(`${http.url}/hook/secret`);
  for (const note of ["first", "second", "third"])
    await raise(note, { mail: ["shift@plant.example", "Shift@Plant.example"], webhooks: [target] });
  await worker.start();
  await expect.poll(statuses, soon).toEqual(Array(6).fill("sent"));

  expect(smtp.mails.map(({ text }) => /Note: (\w+)/.exec(text)?.[1])).toEqual([
    "first",
    "second",
    "third",
  ]);
  const [mail] = smtp.mails;
  expect(mail).toMatchObject({ from: "unison@plant.example", to: ["shift@plant.example"] });
  expect(mail!.text).toContain("Subject: =?UTF-8?Q?FILL-1_=C2=B7_Filler_1_calls=3A_Material?=");
  expect(mail!.text).not.toMatch(/https?:\/\//);
  expect(http.posts.map(({ body }) => (body as { facts: { note: string } }).facts.note)).toEqual([
    "first",
    "second",
    "third",
  ]);
  expect(new Set(http.posts.map(({ key }) => key)).size).toBe(3);

  worker.wake();
  await worker.stop();
  expect([smtp.mails.length, http.posts.length]).toEqual([3, 3]);
});

test("what fails is tried again later, and given up visibly", async () => {
  await putMail(settings());
  const target = await putWebhook(`${http.url}/hook`);
  smtp.refuses = 1;
  http.answers.push((response) => void response.writeHead(503).end("busy"));
  http.answers.push((response) => void response.writeHead(410).end("gone"));
  await raise("busy", { mail: ["a@plant.example"], webhooks: [target] });
  await worker.start();
  await expect
    .poll(async () => (await deliveries()).map(({ status, attempts }) => [status, attempts]), soon)
    .toEqual([
      ["waiting", 1],
      ["waiting", 1],
    ]);
  expect((await deliveries()).map(({ detail }) => detail)).toEqual([
    expect.stringContaining("mailbox busy"),
    "HTTP 503 busy",
  ]);

  // Not due yet: nothing happens, however often it is looked.
  worker.wake();
  expect(http.posts).toHaveLength(1);
  plant.identity.set(plant.identity.now() + minutes(1));
  worker.wake();
  await expect.poll(statuses, soon).toEqual(["sent", "failed"]);
  const alerts = await plant.database.reader
    .selectFrom("alert")
    .select(["kind", "facts"])
    .where("kind", "=", "delivery_failed")
    .execute();
  expect(alerts).toHaveLength(1);
  expect(JSON.parse(alerts[0]!.facts)).toMatchObject({
    channel: "webhook",
    target: "Line channel",
    detail: "HTTP 410 gone",
  });
});

test("a delivery that a crash left under way is unsure and goes out only by hand", async () => {
  await putMail(settings());
  await raise("cut off", { mail: ["a@plant.example"] });
  const [row] = await deliveries();
  await inCommand((writer) =>
    writer.putFact("delivery", { ...row!, status: "sending", attempts: 1 }),
  );
  await worker.start();
  await expect.poll(statuses, soon).toEqual(["unsure"]);
  await worker.stop();
  expect(smtp.mails).toEqual([]);

  await inCommand((writer) => writer.putFact("delivery", { ...row!, status: "waiting" }));
  worker = newWorker();
  await worker.start();
  await expect.poll(statuses, soon).toEqual(["sent"]);
  expect(smtp.mails).toHaveLength(1);
});

test("a clock that was set back holds up no delivery", async () => {
  await putMail(settings());
  await raise("later", { mail: ["a@plant.example"] });
  plant.identity.set(plant.identity.now() - minutes(600));
  await worker.start();
  await expect.poll(statuses, soon).toEqual(["sent"]);
});

test("without a mail server, or with a webhook switched off, nothing is tried for long", async () => {
  const target = await putWebhook(`${http.url}/hook`);
  await raise("nowhere", { mail: ["a@plant.example"], webhooks: [target] });
  await inCommand((writer) =>
    writer.update("webhook_target", target as WebhookTargetId, null, { is_active: 0 }),
  );
  await worker.start();
  await expect.poll(statuses, soon).toEqual(["failed", "failed"]);
  expect((await deliveries()).map(({ detail }) => detail)).toEqual([
    "no mail server is set up",
    "the webhook was removed or switched off",
  ]);
});

const message: AlertMessage = { subject: "Test", lines: ["Text"], facts: [], isOver: false };
const send = (given: MailSettings, password: string | null = null) =>
  sendMail({ settings: given, password, to: "a@plant.example", message, id: "1" });

test("without encryption nothing is said to a server that was meant to encrypt", async () => {
  const plain = await send(settings({ security: "starttls" }));
  expect(plain).toMatchObject({ is: "failed" });
  expect(mailHint(plain.is === "failed" ? (plain.code ?? "") : "", "STARTTLS")).toBe(
    "hints.security",
  );
  expect(smtp.mails).toEqual([]);
});

test("a certificate that nobody vouches for is refused, and it says what to do", async () => {
  await using secure = await smtpSink({ secure: true, hideSTARTTLS: false });
  const result = await send(settings({ port: secure.port, security: "tls" }));
  expect(result).toMatchObject({ is: "failed" });
  if (result.is !== "failed") return;
  expect(mailHint(result.code ?? "", result.detail)).toBe("hints.certificate");
  expect(secure.mails).toEqual([]);
});

test("a wrong password says so and keeps itself to itself", async () => {
  smtp.users.set("unison", "right");
  const wrong = await send(settings({ username: "unison" }), "very-secret-4711");
  expect(wrong).toMatchObject({ is: "failed", code: "EAUTH" });
  expect(mailHint("EAUTH", "")).toBe("hints.password");
  expect(JSON.stringify(wrong)).not.toContain("4711");
  expect(await send(settings({ username: "unison" }), "right")).toEqual({ is: "sent" });
  expect(smtp.mails[0]).toMatchObject({ user: "unison" });
});

test("a server that is not there is said with the way out", async () => {
  const gone = await send(settings({ port: 1 }));
  expect(gone).toMatchObject({ is: "failed" });
  if (gone.is === "failed") expect(mailHint(gone.code ?? "", gone.detail)).toBe("hints.reach");
});

const post = (address: string, more: { allowsPrivate?: boolean; limitMs?: number } = {}) =>
  postWebhook({ address, allowsPrivate: true, body: {}, id: "1", ...more });

test("a redirect is not followed, and the plant's own network is not reached unless it is meant", async () => {
  http.answers.push((response) => void response.writeHead(302, { location: "/other" }).end());
  expect(await post(`${http.url}/x`)).toMatchObject({ is: "refused", detail: "HTTP 302" });
  expect(http.posts.map(({ path }) => path)).toEqual(["/x"]);
  const inside = await post(`${http.url}/x`, { allowsPrivate: false });
  expect(inside).toMatchObject({ is: "refused" });
  expect(http.posts).toHaveLength(1);
});

test("no answer in time may have arrived: nobody is told twice for it", async () => {
  http.answers.push(() => undefined);
  expect(await post(`${http.url}/secret-path`, { limitMs: 200 })).toEqual({
    is: "unsure",
    detail: "no answer in time",
  });
  const nobody = await post("http://127.0.0.1:1/secret-path");
  expect(nobody).toEqual({ is: "failed", detail: "ECONNREFUSED" });
});
