import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { TestServerProcess } from "../../drivers/opcua/test-server-process.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";

let folder: string;
let server: TestServerProcess;
let engine: EngineProcess;
let client: PlantClient;

const soon = { timeout: 30_000, interval: 200 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-certificates-"));
  server = await TestServerProcess.started({ secured: true });
  engine = await EngineProcess.serve(join(folder, "data"));
  client = await engine.administrator();
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const press = async (): Promise<ConnectionRow> => (await client.connections.list({})).rows[0]!;
const thumbprint = () => server.thumbprint;
const audited = async () =>
  (await client.plant.audit({ search: "certificates" })).rows.map(
    ({ operation, entity, entityId }) => [operation, entity, entityId],
  );

test("a server nobody has trusted waits among the rejected, with the connection that met it", async () => {
  await client.connections.create({
    code: "PRESS",
    name: "Press",
    settings: {
      driver: "opcua",
      endpoint: server.endpoint,
      security: { mode: "SignAndEncrypt", policy: "Basic256Sha256" },
    },
  });
  await expect
    .poll(press, soon)
    .toMatchObject({ link: "lost", cause: "untrusted_certificate", hasSecret: false });
  const { rows } = await client.certificates.list();
  expect(rows).toMatchObject([{ thumbprint: thumbprint(), status: "rejected", usedBy: ["Press"] }]);
  const { endpoints } = await client.connections.discover({ endpoint: server.endpoint });
  expect(endpoints[0]).toMatchObject({
    mode: "SignAndEncrypt",
    policy: "Basic256Sha256",
    isSupported: true,
    isTrusted: false,
    thumbprint: thumbprint(),
  });
});

test("trusted, it is live at once, and the end of the certificates is known", async () => {
  const trusted = await client.certificates.trust({ thumbprint: thumbprint() });
  expect(trusted).toMatchObject({ status: "trusted", usedBy: ["Press"] });
  await expect.poll(press, soon).toMatchObject({ link: "live" });
  const own = await client.certificates.own();
  const ends = [trusted.validTo, own.validTo];
  await expect.poll(press, soon).toMatchObject({ certificateValidTo: Math.min(...ends) });
  expect((await client.certificates.list()).rows).toMatchObject([{ usedBy: ["Press"] }]);
  expect(await audited()).toEqual([["certificates.trust", "certificate", thumbprint()]]);
});

test("distrusted, the live connection ends and stays refused", async () => {
  const distrusted = await client.certificates.distrust({ thumbprint: thumbprint() });
  expect(distrusted.status).toBe("rejected");
  await expect.poll(press, soon).toMatchObject({ link: "lost", cause: "untrusted_certificate" });
});

test("forgotten, it comes back when its server shows it again", async () => {
  await client.certificates.forget({ thumbprint: thumbprint() });
  const again = await safe(client.certificates.forget({ thumbprint: "0".repeat(40) }));
  expect(again.error).toMatchObject({ code: "NOT_FOUND" });
  const statuses = async () => (await client.certificates.list()).rows.map(({ status }) => status);
  await expect.poll(statuses, soon).toEqual(["rejected"]);
  await client.certificates.trust({ thumbprint: thumbprint() });
  await expect.poll(press, soon).toMatchObject({ link: "live" });
});

test("our own certificate is renewed once per command, and the secure connection comes back with it", async () => {
  const before = await client.certificates.own();
  expect(before.pem).toMatch(/^-----BEGIN CERTIFICATE-----/);
  const { reconnects } = await press();
  const commandId = "01890000-0000-7000-8000-0000000000bb" as never;
  const renewed = await client.certificates.renewOwn({ commandId });
  expect(renewed.thumbprint).not.toBe(before.thumbprint);
  expect(renewed.applicationUri).toBe(before.applicationUri);
  expect(await client.certificates.renewOwn({ commandId })).toEqual(renewed);
  expect(await client.certificates.own()).toEqual(renewed);
  await expect.poll(press, soon).toMatchObject({ link: "live" });
  expect(reconnects).toBe(0);
  const { id } = await press();
  const newest = async () =>
    (await client.connections.log({ id: id as never, limit: 2 })).rows.map(({ event }) => event);
  await expect.poll(newest, soon).toEqual(["live", "starting"]);
});

test("a certificate that a connection's settings bind it to is not distrusted over its head", async () => {
  const { id, version, settings } = await press();
  if (settings.driver !== "opcua") throw new Error("the press speaks OPC UA");
  const security = { ...settings.security, trustedThumbprint: thumbprint() };
  await client.connections.update({
    id: id as never,
    basedOn: version,
    settings: { ...settings, security },
  });
  const { error } = await safe(client.certificates.distrust({ thumbprint: thumbprint() }));
  expect(error).toMatchObject({
    code: "IN_USE",
    data: { uses: [{ entity: "connection", count: 1 }] },
  });
  expect((await client.certificates.list()).rows).toMatchObject([{ status: "trusted" }]);
});

test("a viewer sees certificates and changes none", async () => {
  const vic = { username: "vic", password: "look only" };
  await client.access.createUser({ ...vic, displayName: "Vic", role: "viewer" });
  const viewer = await engine.client();
  await viewer.access.signIn(vic);
  expect((await viewer.certificates.list()).rows).toHaveLength(1);
  await viewer.certificates.own();
  const before = await audited();
  const refused: Promise<unknown>[] = [
    viewer.certificates.trust({ thumbprint: thumbprint() }),
    viewer.certificates.distrust({ thumbprint: thumbprint() }),
    viewer.certificates.forget({ thumbprint: thumbprint() }),
    viewer.certificates.renewOwn({}),
  ];
  for (const operation of refused)
    expect((await safe(operation)).error).toMatchObject({
      code: "FORBIDDEN",
      data: { permission: "connection:update" },
    });
  expect(await audited()).toEqual(before);
  const badly = await safe(client.certificates.trust({ thumbprint: "AB:CD" }));
  expect(badly.error).toMatchObject({
    code: "BAD_REQUEST",
    data: { issues: [{ path: ["thumbprint"] }] },
  });
});
