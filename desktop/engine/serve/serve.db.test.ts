import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createORPCClient, safe } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { PlantAppContract } from "#shared/contract/plant-app.contract.ts";
import { openDatabase, type PlantDatabase } from "../database/open-database.ts";
import { systemIdentity } from "../identity.ts";
import { Board } from "../live/board.ts";
import { LiveValues } from "../live/live-values.ts";
import { silentLog } from "../log/engine-log.ts";
import { SignInThrottle } from "../modules/access/sign-in-throttle.ts";
import { ConnectionLog } from "../modules/connections/connection-log.ts";
import { DemoLoad } from "../modules/plant/demo-load.ts";
import { PreviewThreads } from "../modules/rules/preview-threads.ts";
import { RuleDue } from "../modules/rules/rule-due.ts";
import { PlantAlerts } from "../plant-alerts.ts";
import { PlantChanges } from "../plant-changes.ts";
import { ReaderThreads } from "../readers/reader-threads.ts";
import { rpcHandler } from "../router.ts";
import { KeyFile } from "../vault/key-file.ts";
import { Vault } from "../vault/vault.ts";
import { Callers } from "./caller.ts";
import { openEngineServer, type EngineServer } from "./engine-server.ts";
import { TeachSessions } from "../modules/teach/teach-sessions.ts";
import { serveSocket } from "./serve-socket.ts";

type Client = ContractRouterClient<PlantAppContract>;

const token = "a".repeat(64);
const identity = systemIdentity();
const log = silentLog();
const anna = { username: "anna", displayName: "Anna", password: "correct horse" };
const links = { link: () => "lost" as const, lastDataAt: () => null };

let folder: string;
let database: PlantDatabase;
let connectionLog: ConnectionLog;
let previews: PreviewThreads;
let server: EngineServer;
let sockets: WebSocket[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-serve-"));
  database = await openDatabase(folder, identity.now());
  sockets = [];
  const callers = new Callers();
  const board = new Board(database, identity, links, log);
  connectionLog = new ConnectionLog(database, log);
  const vault = new Vault(new KeyFile(folder));
  previews = new PreviewThreads(folder, log);
  const handler = rpcHandler({
    plant: {
      version: "0.0.0-test",
      changes: new PlantChanges(),
      demo: new DemoLoad(),
      loadDemo: null,
      health: () => {
        throw new Error("secret detail of the disk");
      },
      status: () => ({ listen: () => () => {}, take: () => undefined }),
    },
    callers,
    throttle: new SignInThrottle(),
    connections: {
      port: {
        health: () => undefined,
        valuesPerSecond: () => null,
        browse: async () => [],
        test: async () => ({ ok: true, steps: [], hint: null }),
        discover: async () => [],
        redial: () => undefined,
        ownCertificateValidTo: () => null,
      },
      vault,
      log: connectionLog,
      pkiFolder: join(folder, "pki"),
    },
    liveValues: new LiveValues(() => undefined),
    board,
    readers: new ReaderThreads(folder),
    facts: {
      refold: () => undefined,
      mark: () => undefined,
      forget: () => undefined,
      changed: () => undefined,
    },
    previews,
    ruleDue: new RuleDue(database.raw),
    alerts: new PlantAlerts({ database, identity, log, vault, board: () => board }),
    teach: new TeachSessions({ browse: async () => [], watch: async () => undefined }),
  });
  server = await openEngineServer({
    port: 0,
    token,
    pageFolder: null,
    log,
    onSocket: (socket, station, remote) =>
      serveSocket({ handler, callers, database, identity, log }, socket, station, remote),
  });
});

afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await server.close();
  await connectionLog.stop();
  await previews.close();
  database.close();
  rmSync(folder, { recursive: true });
});

function open(protocols: string[], origin: string): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, protocols, { origin });
  sockets.push(socket);
  return socket;
}

function connect(): Client {
  const websocket = open(["unison.rpc.v1", `token.${token}`], "plant://app");
  return createORPCClient(new RPCLink({ websocket: websocket as never }));
}

const outcome = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    socket.once("open", () => resolve("open"));
    socket.once("unexpected-response", (_request, response) =>
      resolve(String(response.statusCode)),
    );
    socket.once("error", () => resolve("error"));
  });

const firstRun = (client: Client) =>
  client.plant.firstRun({
    name: "Works",
    zone: "Europe/Berlin",
    language: "en",
    user: anna,
    start: "empty",
  });

test.each([
  ["without the token", ["unison.rpc.v1"], "plant://app"],
  ["with a wrong token", ["unison.rpc.v1", `token.${"b".repeat(64)}`], "plant://app"],
  ["from a foreign page", ["unison.rpc.v1", `token.${token}`], "https://evil.example"],
])("a socket %s is refused before it opens", async (_case, protocols, origin) => {
  expect(await outcome(open(protocols, origin))).toBe("401");
});

test("nothing but welcome and sign-in answers before somebody signed in", async () => {
  const client = connect();
  expect(await client.plant.welcome()).toMatchObject({ state: "unconfigured", plant: null });
  const { error } = await safe(client.machines.list());
  expect(error).toMatchObject({ code: "UNAUTHENTICATED", data: { reason: "no_session" } });
});

test("first run makes the plant and its administrator, once", async () => {
  const client = connect();
  const { user } = await firstRun(client);
  expect(user).toMatchObject({ username: "anna", role: "admin" });
  expect(await client.plant.get()).toMatchObject({ name: "Works", zone: "Europe/Berlin" });
  const { error } = await safe(firstRun(connect()));
  expect(error).toMatchObject({ code: "NOT_NOW" });
});

test("a session is taken up on a new socket, and ends at sign-out", async () => {
  const { sessionToken } = await firstRun(connect());
  const later = connect();
  expect((await later.access.resume({ sessionToken })).user.username).toBe("anna");
  await later.access.signOut({});
  const { error } = await safe(connect().access.resume({ sessionToken }));
  expect(error).toMatchObject({ code: "UNAUTHENTICATED" });
});

test("a wrong password is refused, and after many the name has to wait", async () => {
  await firstRun(connect());
  const client = connect();
  const guess = async () =>
    (await safe(client.access.signIn({ username: "anna", password: "wrong" }))).error;
  for (let i = 0; i < 5; i += 1)
    expect(await guess()).toMatchObject({ data: { reason: "wrong_credentials" } });
  expect(await guess()).toMatchObject({ data: { reason: "locked" } });
  const { error } = await safe(client.access.signIn({ username: "anna", password: anna.password }));
  expect(error).toMatchObject({ data: { reason: "locked" } });
});

test("a viewer may look and not change, and loses open windows when deactivated", async () => {
  const admin = connect();
  await firstRun(admin);
  const viewer = await admin.access.createUser({
    username: "vic",
    displayName: "Vic",
    role: "viewer",
    password: "look only",
  });
  const client = connect();
  await client.access.signIn({ username: "vic", password: "look only" });
  expect((await client.products.list()).rows).toEqual([]);
  const denied = await safe(client.products.create({ code: "P-1", name: "Lid" }));
  expect(denied.error).toMatchObject({ code: "FORBIDDEN", data: { permission: "product:update" } });

  await admin.access.updateUser({ id: viewer.id, basedOn: viewer.version, isActive: false });
  expect((await safe(client.products.list())).error).toMatchObject({ code: "UNAUTHENTICATED" });
});

test("the last administrator cannot be taken away", async () => {
  const admin = connect();
  const { user } = await firstRun(admin);
  const { error } = await safe(
    admin.access.updateUser({ id: user.id, basedOn: 1, role: "viewer" }),
  );
  expect(error).toMatchObject({ code: "INVALID", data: { issues: [{ path: "role" }] } });
});

test("bad input names the field and the rule", async () => {
  const client = connect();
  await firstRun(client);
  const { error } = await safe(client.products.create({ code: "no spaces please", name: "" }));
  expect(error).toMatchObject({
    code: "BAD_REQUEST",
    data: { issues: [{ path: ["code"] }, { path: ["name"] }] },
  });
});

test("a bug is answered with an incident number and nothing of its detail", async () => {
  const client = connect();
  await firstRun(client);
  const { error } = await safe(client.plant.health());
  expect(error?.message).toMatch(/^Incident [0-9a-f]{12}$/);
  expect(JSON.stringify(error)).not.toContain("secret detail");
});

test("set-up is edited by version, by code, and by what uses it", async () => {
  const client = connect();
  await firstRun(client);
  const settings = { driver: "opcua" as const, endpoint: "opc.tcp://127.0.0.1:4840" };
  const connection = await client.connections.create({ code: "LINE-1", name: "Line 1", settings });
  expect(connection).toMatchObject({ link: "lost", tagCount: 0, version: 1 });
  const machine = await client.machines.create({
    code: "PRESS-1",
    name: "Press",
    kind: "press",
    connectionId: connection.id,
  });
  const tag = await client.connections.createTag({
    connectionId: connection.id,
    machineId: machine.id,
    code: "press-1.running",
    name: "Running",
    address: "nsu=urn:x;s=run",
    class: "state",
    unit: null,
    deadband: null,
  });
  const signals = { state: { type: "running_bit" as const, running: "press-1.running" } };
  const ruled = await client.machines.update({ id: machine.id, basedOn: 1, signals });
  expect(ruled.signals.state).toMatchObject({ type: "running_bit", debounceMs: 1_000 });

  const inUse = await safe(client.connections.removeTag({ id: tag.id, basedOn: tag.version }));
  expect(inUse.error).toMatchObject({ code: "IN_USE" });
  const removed = await safe(client.connections.remove({ id: connection.id, basedOn: 1 }));
  expect(removed.error).toMatchObject({
    code: "IN_USE",
    data: { uses: [{ entity: "tag" }, { entity: "machine" }] },
  });
  const stale = await safe(
    client.machines.update({ id: machine.id, basedOn: 1, name: "Old press" }),
  );
  expect(stale.error).toMatchObject({ code: "STALE", data: { basedOn: 1, current: 2 } });
  const twice = await safe(client.connections.create({ code: "LINE-1", name: "Again", settings }));
  expect(twice.error).toMatchObject({ code: "DUPLICATE", data: { field: "code" } });
  const unknown = { state: { type: "running_bit" as const, running: "press-1.nothing" } };
  const missing = await safe(
    client.machines.update({ id: machine.id, basedOn: 2, signals: unknown }),
  );
  expect(missing.error).toMatchObject({ code: "INVALID", data: { issues: [{ path: "signals" }] } });
});

test("a configuration is exported, checked as a whole, and applied once", async () => {
  const client = connect();
  await firstRun(client);
  await client.products.create({ code: "LID", name: "Lid" });
  const { yaml } = await client.plant.exportConfig();
  expect(await client.plant.importConfig({ yaml })).toMatchObject({
    issues: [],
    created: 0,
    updated: 0,
  });

  const broken = yaml
    .replace("zone: Europe/Berlin", "zone: Berlin")
    .replace("code: LID", "code: lid");
  const { issues } = await client.plant.importConfig({ yaml: broken });
  expect(issues.map((issue) => issue.path)).toEqual(["plant.zone", "products.0.code"]);

  const more = yaml.replace("products:", "products:\n  - code: CUP\n    name: Cup");
  expect(await client.plant.importConfig({ yaml: more, dryRun: true })).toMatchObject({
    created: 1,
  });
  expect((await client.products.list()).total).toBe(1);
  expect(await client.plant.importConfig({ yaml: more })).toMatchObject({ created: 1 });
  expect((await client.products.list({ search: "cup" })).rows.map((row) => row.code)).toEqual([
    "CUP",
  ]);
});

test("a changed shift pattern plans the future and leaves begun shifts alone", async () => {
  const client = connect();
  await firstRun(client);
  const shifts = [{ code: "D", name: "Day", start: "00:00", end: "00:00" }];
  const days = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
  ] as const;
  const weekly = Object.fromEntries(days.map((day) => [day, ["D"]])) as Record<
    (typeof days)[number],
    string[]
  >;
  const pattern = { name: "All day", shifts, cycle: { type: "weekly" as const, ...weekly } };
  const created = await client.shifts.createPattern({ code: "ALL", pattern });
  const machine = await client.machines.create({
    code: "M-1",
    name: "M",
    kind: "other",
    shiftPatternId: created.id,
  });
  const now = Date.now();
  const around = { machineId: machine.id, range: { from: now, to: now + 3 * 86_400_000 } };
  const before = (await client.shifts.ofMachine(around)).rows;
  expect(before.length).toBeGreaterThanOrEqual(3);

  const late = { ...pattern, shifts: [{ code: "D", name: "Day", start: "06:00", end: "14:00" }] };
  await client.shifts.updatePattern({ id: created.id, basedOn: 1, pattern: late });
  const after = (await client.shifts.ofMachine(around)).rows;
  expect(after[0]).toEqual(before[0]);
  expect(after.slice(1).every((shift) => shift.end - shift.start === 8 * 3_600_000)).toBe(true);
});
