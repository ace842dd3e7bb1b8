import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { TestServerProcess } from "../../drivers/opcua/test-server-process.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";

/** Stands nowhere but under seal. */
const password = "Hallimasch-4711-geheim";

let folder: string;
let data: string;
let server: TestServerProcess;
let engine: EngineProcess;
let client: PlantClient;

const soon = { timeout: 30_000, interval: 200 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-secrets-"));
  data = join(folder, "data");
  server = await TestServerProcess.started({ secured: true, allowAnonymous: false });
  engine = await EngineProcess.serve(data);
  client = await engine.administrator();
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const asUser = (endpoint: string) =>
  ({
    driver: "opcua",
    endpoint,
    security: {
      mode: "SignAndEncrypt",
      policy: "Basic256Sha256",
      trustedThumbprint: server.thumbprint,
    },
    identity: { type: "user", userName: "oee" },
  }) as const;
const named = async (code: string): Promise<ConnectionRow> =>
  (await client.connections.list({ search: code })).rows[0]!;
const change = async (code: string, wanted: object) => {
  const { id, version } = await named(code);
  return client.connections.update({ id: id as never, basedOn: version, ...wanted });
};
const filesOf = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const rulesOf = (error: unknown) =>
  (error as { data: { issues: { path: string; message: string }[] } }).data.issues.map(
    ({ path, message }) => `${path} ${message}`,
  );

test("a connection signs in with the password sealed beside it, and a test borrows it", async () => {
  const settings = asUser(server.endpoint);
  const wanted = { code: "PRESS", name: "Press", settings };
  expect(await client.connections.create(wanted)).toMatchObject({ hasSecret: false });
  await expect.poll(() => named("PRESS"), soon).toMatchObject({ cause: "wrong_login" });
  const { id } = await named("PRESS");
  expect((await client.connections.test({ settings, id: id as never })).ok).toBe(false);

  const secret = { kind: "password", password: "secret" } as const;
  expect((await client.connections.test({ settings, secret })).ok).toBe(true);
  expect(await change("PRESS", { secret })).toMatchObject({ hasSecret: true });
  await expect.poll(() => named("PRESS"), soon).toMatchObject({ link: "live" });
  expect((await client.connections.test({ settings, id: id as never })).ok).toBe(true);
  const elsewhere = { ...settings, endpoint: "opc.tcp://127.0.0.1:1" };
  const { error } = await safe(client.connections.test({ settings: elsewhere, id: id as never }));
  expect(error).toMatchObject({ code: "INVALID", data: { issues: [{ path: "secret" }] } });
  expect((await client.connections.test({ settings })).ok).toBe(false);
  const wrong = { kind: "password", password: "wrong" } as const;
  expect((await client.connections.test({ settings, secret: wrong, id: id as never })).ok).toBe(
    false,
  );
});

test("another name or another plant's configuration leaves the password as it is", async () => {
  expect(await change("PRESS", { name: "Press 5" })).toMatchObject({ hasSecret: true });
  const { yaml } = await client.plant.exportConfig();
  expect(yaml).not.toMatch(/secret|sealed/);
  expect(yaml).toContain("userName: oee");
  const other = yaml.replace("name: Press 5", "name: Press 6");
  expect((await client.plant.importConfig({ yaml: other })).issues).toEqual([]);
  await expect
    .poll(() => named("PRESS"), soon)
    .toMatchObject({ name: "Press 6", hasSecret: true, link: "live" });
});

test("a copy signs in with the same password under a seal of its own", async () => {
  const { id } = await named("PRESS");
  const copy = { id: id as never, code: "COPY", name: "Copy", tagPrefix: "copy" };
  expect(await client.connections.copy(copy)).toMatchObject({ hasSecret: true });
  await change("COPY", { isEnabled: true });
  await expect.poll(() => named("COPY"), soon).toMatchObject({ link: "live" });
});

test("a secret that the settings do not use is refused by field and rule, and nothing is made", async () => {
  const create = (identity: object, secret: object) =>
    safe(
      client.connections.create({
        code: "OTHER",
        name: "Other",
        settings: { driver: "opcua", endpoint: "opc.tcp://127.0.0.1:1", identity } as never,
        secret: secret as never,
      }),
    );
  const given = { kind: "password", password };
  expect(rulesOf((await create({ type: "anonymous" }, given)).error)).toEqual([
    "secret must be left out: these settings sign in without one",
  ]);
  expect(rulesOf((await create({ type: "certificate" }, given)).error)).toEqual([
    "secret must be a certificate with its key, as the identity of the settings says",
  ]);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const pair = {
    kind: "user_certificate",
    certificatePem: "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----",
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
  expect(rulesOf((await create({ type: "certificate" }, pair)).error)).toEqual([
    "secret.certificatePem must be a certificate in PEM form",
  ]);
  const { pem } = await client.certificates.own();
  const foreign = { ...pair, certificatePem: pem };
  expect(rulesOf((await create({ type: "certificate" }, foreign)).error)).toEqual([
    "secret.privateKeyPem must be the key of the certificate",
  ]);
  expect((await client.connections.list({ search: "OTHER" })).total).toBe(0);
});

test("a password that is no longer used, or taken back, is gone", async () => {
  const settings = asUser("opc.tcp://127.0.0.1:1");
  const secret = { kind: "password", password } as const;
  await client.connections.create({ code: "SPARE", name: "Spare", settings, secret });
  const anonymous = { ...settings, identity: { type: "anonymous" } };
  expect(await change("SPARE", { settings: anonymous })).toMatchObject({ hasSecret: false });
  expect(await change("SPARE", { settings })).toMatchObject({ hasSecret: false });
  expect(await change("SPARE", { secret })).toMatchObject({ hasSecret: true });
  expect(await change("SPARE", { secret: null })).toMatchObject({ hasSecret: false });
  expect(await change("SPARE", { secret })).toMatchObject({ hasSecret: true });
});

test("the password stands nowhere: not in the data folder, the log, the audit trail or what the engine says", async () => {
  const settings = asUser(server.endpoint);
  const secret = { kind: "password", password } as const;
  const commandId = "01890000-0000-7000-8000-0000000000aa" as never;
  await client.connections.test({ settings, secret });
  const made = { code: "AGAIN", name: "Again", settings, secret };
  await client.connections.create({ ...made, commandId });
  await expect.poll(() => named("AGAIN"), soon).toMatchObject({ cause: "wrong_login" });
  const { rows } = await client.plant.audit({ search: "connections" });
  expect(rows.filter(({ entity }) => entity === "connection_secret").length).toBeGreaterThan(3);
  const text = [
    JSON.stringify(rows),
    JSON.stringify(await client.connections.list({})),
    (await client.plant.exportConfig()).yaml,
  ];
  const { stdout, stderr } = await engine.end("SIGTERM");
  for (const said of [...text, stdout, stderr]) expect(said).not.toContain(password);
  const files = filesOf(data);
  expect(files.map((file) => file.slice(data.length + 1))).toContain("vault.key");
  expect(files.filter((file) => readFileSync(file).includes(password))).toEqual([]);
  expect(files.filter((file) => readFileSync(file, "utf16le").includes(password))).toEqual([]);
});

test("without its key the engine starts, says which connections need their password again, and takes it", async () => {
  writeFileSync(join(data, "vault.key"), Buffer.alloc(32, 7));
  engine = await EngineProcess.serve(data);
  client = await engine.client();
  await client.access.signIn({ username: "anna", password: "correct horse" });
  await expect
    .poll(() => named("PRESS"), soon)
    .toMatchObject({ hasSecret: false, cause: "wrong_login" });
  const { id } = await named("PRESS");
  const events = async () =>
    (await client.connections.log({ id: id as never })).rows.map(({ event }) => event);
  await expect.poll(events, soon).toContain("secret_unreadable");
  const secret = { kind: "password", password: "secret" } as const;
  await change("PRESS", { secret });
  await expect.poll(() => named("PRESS"), soon).toMatchObject({ hasSecret: true, link: "live" });
});
