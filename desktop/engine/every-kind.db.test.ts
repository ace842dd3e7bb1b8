import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "#build/launch/free-port.mjs";
import { importedTag, type ConnectionRow } from "#shared/connections/connection-rows.ts";
import { connectionSettings } from "#shared/connections/connection-settings.ts";
import { readyTelegram } from "#shared/connections/serial/telegram-profiles.ts";
import { PymodbusServer } from "./drivers/modbus/pymodbus-server.ts";
import { machineNamespace } from "./drivers/opcua/test-server.ts";
import { TestServerProcess } from "./drivers/opcua/test-server-process.ts";
import { FakeScale } from "./drivers/serial/fake-scale.ts";
import { TestPty } from "./drivers/serial/test-pty.ts";
import { EngineProcess, type PlantClient } from "./testing/engine-process.ts";

/** A plant that gets one connection of each kind, the way its screens make them. */
let folder: string;
let engine: EngineProcess;
let client: PlantClient;
let press: TestServerProcess;
let oven: PymodbusServer;
let ovenPort: number;
let port: TestPty;
let scale: FakeScale;

const soon = { timeout: 30_000, interval: 200 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-kinds-"));
  press = await TestServerProcess.started({ secured: true, allowAnonymous: false });
  ovenPort = await freePort([]);
  oven = new PymodbusServer("tcp", ovenPort);
  await oven.start();
  port = new TestPty((bytes) => scale.hear(bytes.toString("latin1")));
  scale = new FakeScale((characters) => port.send(characters));
  await port.plugIn();
  engine = await EngineProcess.serve(join(folder, "data"));
  client = await engine.administrator();
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  scale?.switchOff();
  await port?.dispose();
  await oven?.kill();
  await press?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Tests the settings, saves them, gives the connection a tag, and waits for its value. */
async function connect(
  code: string,
  given: object,
  tag: { readonly code: string; readonly address: string; readonly class: "state" | "analog" },
  secret?: { readonly kind: "password"; readonly password: string },
): Promise<ConnectionRow> {
  const settings = connectionSettings.parse(given);
  const access = { settings, ...(secret && { secret }) };
  expect(await client.connections.test(access)).toMatchObject({ ok: true });
  const { id } = await client.connections.create({ code, name: code, ...access });
  const connectionId = id as never;
  const tags = [importedTag.parse({ name: tag.code, ...tag })];
  expect(await client.connections.putTags({ connectionId, machineId: null, tags })).toEqual({
    created: 1,
    updated: 0,
    unchanged: 0,
  });
  for await (const { values } of await client.connections.watchValues({ connectionId }))
    if (values.some((value) => value.quality === "good" && value.value !== null)) break;
  await expect
    .poll(() => client.connections.get({ id: connectionId }), soon)
    .toMatchObject({ link: "live", badTagCount: 0 });
  return client.connections.get({ id: connectionId });
}

test("a machine tool on encrypted OPC UA, by user and password, after people trusted its certificate", async () => {
  const { endpoints } = await client.connections.discover({ endpoint: press.endpoint });
  const offer = endpoints.find((one) => one.isSupported && one.tokens.includes("user_name"))!;
  const settings = {
    driver: "opcua",
    endpoint: press.endpoint,
    security: { mode: offer.mode, policy: offer.policy },
    identity: { type: "user", userName: "oee" },
  };
  const secret = { kind: "password", password: "secret" } as const;
  const first = await client.connections.test({
    settings: connectionSettings.parse(settings),
    secret,
  });
  expect(first.ok).toBe(false);
  expect((await client.certificates.list()).rows).toMatchObject([
    { thumbprint: offer.thumbprint, status: "rejected" },
  ]);
  await client.certificates.trust({ thumbprint: offer.thumbprint! });
  const address = `nsu=${machineNamespace};s=count`;
  const tag = { code: "press.count", address, class: "state" } as const;
  expect(await connect("PRESS", settings, tag, secret)).toMatchObject({ hasSecret: true });
});

test("an oven on Modbus/TCP", async () => {
  const transport = { type: "tcp", host: "127.0.0.1", port: ovenPort };
  const settings = { driver: "modbus", transport, pollMs: 200 };
  const tag = { code: "oven.temp", address: "1/holding/100/uint16", class: "analog" } as const;
  expect(await connect("OVEN", settings, tag)).toMatchObject({ hasSecret: false });
});

test("a scale on a serial line, whose settings are tried on the port it holds", async () => {
  const { line, telegram } = readyTelegram("mt_sics");
  const transport = { type: "line", line: { ...line, path: port.path } };
  const settings = { driver: "serial", transport, telegram };
  const tag = { code: "scale.weight", address: "weight", class: "analog" } as const;
  const { id } = await connect("SCALE", settings, tag);
  const same = { id: id as never, settings: connectionSettings.parse(settings) };
  expect(await client.connections.test(same)).toMatchObject({ ok: true });
  const quicker = { ...telegram, exchange: { ...telegram.exchange, everyMs: 200 } };
  const other = connectionSettings.parse({ ...settings, telegram: quicker });
  expect(await client.connections.test({ id: id as never, settings: other })).toMatchObject({
    ok: true,
  });
});

test("their settings go into a configuration and come back unchanged, without the password", async () => {
  const { yaml } = await client.plant.exportConfig();
  expect(yaml).not.toContain("secret");
  const again = await client.plant.importConfig({ yaml });
  expect(again).toMatchObject({ issues: [], created: 0, updated: 0 });
  const shown = async () =>
    (await client.connections.list({ sortBy: "code" })).rows.map(({ code, link, hasSecret }) => [
      code,
      link,
      hasSecret,
    ]);
  await expect.poll(shown, soon).toEqual([
    ["OVEN", "live", false],
    ["PRESS", "live", true],
    ["SCALE", "live", false],
  ]);
});
