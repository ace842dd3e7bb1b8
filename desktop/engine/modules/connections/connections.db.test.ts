import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectionRow, ImportedTag } from "#shared/connections/connection-rows.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";

let folder: string;
let engine: EngineProcess;
let client: PlantClient;
/** May look and not change. */
let viewer: PlantClient;

const soon = { timeout: 20_000, interval: 100 };
const unknownId = "01890000-0000-7000-8000-000000000000" as never;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-connections-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  client = await engine.administrator();
  const vic = { username: "vic", password: "look only" };
  await client.access.createUser({ ...vic, displayName: "Vic", role: "viewer" });
  viewer = await engine.client();
  await viewer.access.signIn(vic);
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const line = async (): Promise<ConnectionRow> =>
  (await client.connections.list({ search: "LINE" })).rows[0]!;
const logged = async (id: string) =>
  (await client.connections.log({ id: id as never })).rows.map(({ event, detail }) =>
    `${event} ${detail}`.trim(),
  );
const modbus = {
  driver: "modbus",
  transport: { type: "tcp", host: "127.0.0.1", port: 1 },
} as const;
const tag = (code: string, address: string): ImportedTag => ({
  code,
  name: code,
  address,
  class: "counter",
  unit: null,
  deadband: null,
  deadbandKind: "absolute",
  span: null,
  samplingMs: null,
});
const issuesOf = (error: unknown): string[] => {
  const { code, data } = error as {
    code: string;
    data: { issues: { path: string; message: string }[] };
  };
  expect(code).toBe("INVALID");
  return data.issues.map(({ path, message }) => `${path} ${message}`);
};

test("a connection at work says how fast it delivers, and its log when it began", async () => {
  await expect.poll(async () => (await line()).valuesPerSecond, soon).toBeGreaterThan(0);
  const { id } = await line();
  await expect.poll(() => logged(id), soon).toContain("live");
});

test("a paused connection is a gap with that cause, on the board too, and its log says by whom", async () => {
  const { id, version } = await line();
  const off = await client.connections.update({
    id: id as never,
    basedOn: version,
    isEnabled: false,
  });
  expect(off).toMatchObject({ link: "disabled", valuesPerSecond: null });
  const openGap = async () =>
    (await client.ledger.gaps({ connectionId: id as never })).rows.find((gap) => !gap.endsAt);
  await expect.poll(openGap, soon).toMatchObject({ cause: "disabled" });
  await expect
    .poll(async () => (await client.machines.board()).tiles[0], soon)
    .toMatchObject({ state: "unknown", cause: "disabled", link: "lost" });
  await expect.poll(() => logged(id), soon).toContain("switched_off Anna");

  const on = { id: id as never, basedOn: off.version, isEnabled: true };
  await client.connections.update(on);
  await expect.poll(async () => (await line()).link, soon).toBe("live");
  await expect.poll(openGap, soon).toBeUndefined();
  await expect.poll(() => logged(id), soon).toContain("switched_on Anna");
});

test("a list of tags is taken over as a whole, or not at all with every issue by row", async () => {
  const connection = await client.connections.create({
    code: "OVEN",
    name: "Oven",
    settings: modbus,
    isEnabled: false,
  });
  const machine = await client.machines.create({ code: "OVEN-1", name: "Oven 1", kind: "other" });
  const target = { connectionId: connection.id as never, machineId: machine.id as never };
  const signals = {
    state: { type: "running_bit" as const, running: "oven.on" },
    counts: { total: { tag: "oven.count" } },
  };
  const broken = await safe(
    client.connections.putTags({
      ...target,
      tags: [
        tag("oven.on", "1/coil/0"),
        tag("oven.on", "1/coil/1"),
        tag("press-1.count", "1/holding/0"),
        tag("oven.temp", "1/holding/banana"),
      ],
      signals,
    }),
  );
  expect(issuesOf(broken.error)).toEqual([
    'tags.1.code must stand in the list only once; "oven.on" is in row 1 too',
    'tags.2.code "press-1.count" belongs to another connection',
    "tags.3.address register: must be a whole number from 0 to 65535",
    'signals reads tag "oven.count", which is neither in the list nor the machine\'s',
  ]);
  const stored = async () =>
    (await client.connections.tags({ connectionId: target.connectionId })).rows.map(
      ({ code, address, machineId }) => [code, address, machineId === machine.id],
    );
  expect(await stored()).toEqual([]);

  const tags = [tag("oven.on", "1/coil/0"), tag("oven.count", "1/holding/0/uint32")];
  const list = { ...target, tags, signals };
  const fresh = { created: 2, updated: 0, unchanged: 0 };
  expect(await client.connections.putTags({ ...list, dryRun: true })).toEqual(fresh);
  expect(await stored()).toEqual([]);
  expect(await client.connections.putTags(list)).toEqual(fresh);
  expect(await client.machines.get({ id: target.machineId })).toMatchObject({
    connectionId: connection.id,
    signals,
  });

  const moved = [tags[0]!, tag("oven.count", "1/holding/2/uint32"), tag("oven.temp", "1/input/7")];
  expect(await client.connections.putTags({ ...target, machineId: null, tags: moved })).toEqual({
    created: 1,
    updated: 1,
    unchanged: 1,
  });
  expect(await stored()).toEqual([
    ["oven.count", "1/holding/2/uint32", true],
    ["oven.on", "1/coil/0", true],
    ["oven.temp", "1/input/7", false],
  ]);
  const { rows } = await client.plant.audit({ search: "putTags" });
  expect(new Set(rows.map(({ entity }) => entity))).toEqual(new Set(["tag", "machine"]));
  const nobody = await safe(
    client.connections.putTags({ ...target, machineId: null, tags, signals }),
  );
  expect(issuesOf(nobody.error)).toEqual(["machineId must be given together with signals"]);
  const nowhere = { ...target, connectionId: unknownId, tags };
  expect((await safe(client.connections.putTags(nowhere))).error).toMatchObject({
    code: "NOT_FOUND",
  });
});

test("a tag whose address its driver cannot read is refused by field and rule", async () => {
  const { id } = (await client.connections.list({ search: "OVEN" })).rows[0]!;
  const wanted = {
    ...tag("oven.door", "1/coil/70000"),
    connectionId: id as never,
    machineId: null,
  };
  const { error } = await safe(client.connections.createTag(wanted));
  expect(issuesOf(error)).toEqual(["address register: must be a whole number from 0 to 65535"]);
  const door = await client.connections.createTag({ ...wanted, address: "1/coil/7" });
  const change = { id: door.id as never, basedOn: door.version, address: "nsu=urn:x;s=y" };
  expect(issuesOf((await safe(client.connections.updateTag(change))).error)[0]).toMatch(
    /^address /,
  );
  await client.connections.removeTag({ id: door.id as never, basedOn: door.version });
});

test("a driver cannot be exchanged under its tags", async () => {
  const oven = (await client.connections.list({ search: "OVEN" })).rows[0]!;
  const settings = { driver: "simulated" } as const;
  const change = { id: oven.id as never, basedOn: oven.version, settings };
  const { error } = await safe(client.connections.update(change));
  expect(issuesOf(error)).toEqual([
    "settings.driver must stay modbus while the connection has tags",
  ]);
});

test("a connection is copied with its tags under a prefix, switched off and read by no machine", async () => {
  const oven = (await client.connections.list({ search: "OVEN" })).rows[0]!;
  const wanted = { id: oven.id as never, code: "OVEN-2", name: "Oven 2", tagPrefix: "oven-2" };
  const copy = await client.connections.copy(wanted);
  expect(copy).toMatchObject({
    code: "OVEN-2",
    settings: oven.settings,
    isEnabled: false,
    link: "disabled",
    tagCount: 3,
    machineCount: 0,
  });
  const { rows } = await client.connections.tags({ connectionId: copy.id as never });
  expect(rows.map((row) => [row.code, row.address, row.machineId])).toEqual([
    ["oven-2.count", "1/holding/2/uint32", null],
    ["oven-2.on", "1/coil/0", null],
    ["oven-2.temp", "1/input/7", null],
  ]);
  await expect.poll(() => logged(copy.id), soon).toEqual(["created Anna: OVEN"]);

  const again = await safe(client.connections.copy(wanted));
  expect(again.error).toMatchObject({ code: "DUPLICATE", data: { field: "code" } });
  const taken = await safe(client.connections.copy({ ...wanted, code: "OVEN-3" }));
  expect(issuesOf(taken.error)[0]).toBe('tagPrefix gives tag "oven-2.count", which exists');
  expect((await client.connections.list({ search: "OVEN-3" })).total).toBe(0);
});

test("serial ports are listed, and a server that is not there is told as such", async () => {
  expect(Array.isArray((await client.connections.serialPorts()).ports)).toBe(true);
  const { error } = await safe(
    client.connections.discover({ endpoint: "opc.tcp://127.0.0.1:1/nothing" }),
  );
  expect(error).toMatchObject({
    code: "UNREACHABLE",
    data: { what: "opc.tcp://127.0.0.1:1/nothing" },
  });
  const unknown = await safe(client.connections.log({ id: unknownId }));
  expect(unknown.error).toMatchObject({ code: "NOT_FOUND" });
});

test("a viewer reads connections and their log, and changes and tries nothing", async () => {
  const { id } = (await viewer.connections.list({ search: "OVEN-2" })).rows[0]!;
  expect((await viewer.connections.log({ id: id as never })).rows).toHaveLength(1);
  await viewer.connections.serialPorts();
  const connectionId = id as never;
  const refused: Promise<unknown>[] = [
    viewer.connections.create({ code: "X", name: "X", settings: modbus }),
    viewer.connections.update({ id: connectionId, basedOn: 1, name: "X" }),
    viewer.connections.copy({ id: connectionId, code: "X", name: "X", tagPrefix: "x" }),
    viewer.connections.remove({ id: connectionId, basedOn: 1 }),
    viewer.connections.test({ settings: modbus }),
    viewer.connections.discover({ endpoint: "opc.tcp://127.0.0.1:1" }),
    viewer.connections.putTags({ connectionId, machineId: null, tags: [tag("x", "1/coil/0")] }),
    viewer.connections.createTag({ ...tag("x", "1/coil/0"), connectionId, machineId: null }),
    viewer.connections.updateTag({ id: unknownId, basedOn: 1, name: "X" }),
    viewer.connections.removeTag({ id: unknownId, basedOn: 1 }),
  ];
  for (const operation of refused)
    expect((await safe(operation)).error).toMatchObject({
      code: "FORBIDDEN",
      data: { permission: "connection:update" },
    });
});

test("a copy without gaps and tags is removed, one with tags is not", async () => {
  const copy = (await client.connections.list({ search: "OVEN-2" })).rows[0]!;
  const gone = { id: copy.id as never, basedOn: copy.version };
  expect((await safe(client.connections.remove(gone))).error).toMatchObject({
    code: "IN_USE",
    data: { uses: [{ entity: "tag", count: 3 }] },
  });
  const { rows } = await client.connections.tags({ connectionId: copy.id as never });
  for (const row of rows)
    await client.connections.removeTag({ id: row.id as never, basedOn: row.version });
  await client.connections.remove(gone);
  expect((await client.connections.list({ search: "OVEN-2" })).total).toBe(0);
});
