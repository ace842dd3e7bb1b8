import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import SqliteDatabase from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultAndonPolicy } from "#shared/andon/andon-policy.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { businessFile } from "../../database/open-database.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";

let folder: string;
let data: string;
let engine: EngineProcess;
let anna: PlantClient;
let operator: PlantClient;
let technician: PlantClient;
let viewer: PlantClient;
let machineId: MachineId;

async function next<Event>(events: AsyncIterator<Event>): Promise<Event> {
  const result = await events.next();
  if (result.done === true) throw new Error("the stream has ended");
  return result.value;
}

const soon = { timeout: 20_000, interval: 100 };
const lately = () => ({ from: Date.now() - 3_600_000, to: Date.now() + 60_000 });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-andon-"));
  data = join(folder, "data");
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  engine = await EngineProcess.serve(data, ["--config", config]);
  anna = await engine.administrator();
  operator = await engine.colleague(anna, "operator");
  technician = await engine.colleague(anna, "maintenance_technician");
  viewer = await engine.colleague(anna, "viewer");
  machineId = (await anna.machines.list()).rows[0]!.id as MachineId;
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

test("a call is told to every screen, acknowledged and resolved, and its times are known", async () => {
  const screens = (await technician.andon.watch())[Symbol.asyncIterator]();
  const bell = (await viewer.alerts.watch())[Symbol.asyncIterator]();
  expect((await next(screens)).calls).toEqual([]);
  expect((await next(bell)).unseen).toBe(0);

  const call = await operator.andon.call({ machineId, kind: "material", note: "No blanks" });
  expect(call).toMatchObject({ status: "open", openedBy: "operator", stepsTold: 1 });
  expect(call.nextStepAt).toBe(call.openedAt + 5 * 60_000);
  expect((await next(screens)).calls).toMatchObject([{ id: call.id, note: "No blanks" }]);
  expect((await next(bell)).rows).toMatchObject([
    {
      callId: call.id,
      machineCode: "PRESS-1",
      facts: { kind: "andon", call: "material", step: 0 },
    },
  ]);

  const again = await safe(anna.andon.call({ machineId, kind: "material" }));
  expect(again.error).toMatchObject({
    code: "DUPLICATE",
    data: { value: `operator, ${new Date(call.openedAt).toISOString()}` },
  });
  const come = await technician.andon.acknowledge({ id: call.id });
  expect(come).toMatchObject({ acknowledgedBy: "maintenance_technician", nextStepAt: null });
  const late = await safe(anna.andon.acknowledge({ id: call.id }));
  expect(late.error).toMatchObject({
    code: "NOT_NOW",
    data: { reason: "somebody has acknowledged the call already" },
  });
  await expect.poll(async () => (await viewer.alerts.list({ isUnseen: true })).total, soon).toBe(0);
  const done = await technician.andon.resolve({ id: call.id, resolution: "Pallet brought" });
  expect(done).toMatchObject({ status: "resolved", resolution: "Pallet brought" });
  expect((await viewer.andon.open()).calls).toEqual([]);

  const { rows, total } = await viewer.andon.list({ search: "pallet", sortBy: "acknowledgeMs" });
  expect([total, rows[0]?.id]).toEqual([1, call.id]);
  for (const by of ["kind", "machine", "shift"] as const) {
    const times = await viewer.andon.responseTimes({ range: lately(), by });
    expect(times.all).toMatchObject({ calls: 1, acknowledged: 1, resolved: 1, waiting: 0 });
    expect(times.all.acknowledgeMs).toBe(come.acknowledgedAt! - call.openedAt);
    expect(times.rows).toHaveLength(1);
  }
});

test("a call is taken back by its caller or by who may answer, not by others", async () => {
  const own = await operator.andon.call({ machineId, kind: "help" });
  expect(await operator.andon.cancel({ id: own.id, reason: "Pressed by mistake" })).toMatchObject({
    status: "cancelled",
    acknowledgedAt: null,
  });
  const others = await anna.andon.call({ machineId, kind: "help" });
  const refused = await safe(operator.andon.cancel({ id: others.id }));
  expect(refused.error).toMatchObject({ code: "FORBIDDEN", data: { permission: "andon:answer" } });
  await technician.andon.cancel({ id: others.id });
  const closed = await safe(technician.andon.resolve({ id: others.id, resolution: "x" }));
  expect(closed.error).toMatchObject({ data: { reason: "the call was taken back" } });
});

test("roles: a viewer only looks, an operator calls and does not answer, a technician sets no policy", async () => {
  const called = await safe(viewer.andon.call({ machineId, kind: "quality" }));
  expect(called.error).toMatchObject({ code: "FORBIDDEN", data: { permission: "andon:call" } });
  const { id } = await operator.andon.call({ machineId, kind: "quality" });
  const forbidden = { code: "FORBIDDEN", data: { permission: "andon:answer" } };
  expect((await safe(operator.andon.acknowledge({ id }))).error).toMatchObject(forbidden);
  expect((await safe(operator.andon.resolve({ id, resolution: "x" }))).error).toMatchObject(
    forbidden,
  );
  expect((await safe(viewer.andon.cancel({ id }))).error).toMatchObject({ code: "FORBIDDEN" });
  const update = { code: "FORBIDDEN", data: { permission: "alert:update" } };
  expect((await safe(technician.andon.policy())).error).toMatchObject(update);
  const wish = { basedOn: 1, policy: defaultAndonPolicy };
  expect((await safe(technician.andon.updatePolicy(wish))).error).toMatchObject(update);
  await technician.andon.resolve({ id, resolution: "Looked at" });

  const stranger = await engine.client();
  const unknown = { code: "UNAUTHENTICATED" };
  expect((await safe(stranger.andon.open())).error).toMatchObject(unknown);
  expect((await safe(stranger.andon.list())).error).toMatchObject(unknown);
  const asked = stranger.andon.responseTimes({ range: lately(), by: "kind" });
  expect((await safe(asked)).error).toMatchObject(unknown);
  expect((await safe(stranger.andon.watch())).error).toMatchObject(unknown);
});

test("a call that nobody answers is told further, also after the engine was killed; each step once", async () => {
  const { version, policy } = await anna.andon.policy();
  const step = (afterMinutes: number, until: "acknowledged" | "resolved" = "acknowledged") => ({
    afterMinutes,
    until,
    recipients: { roles: ["supervisor" as const], mail: [], webhooks: [] },
  });
  const steps = [step(0), step(10), step(20), step(60, "resolved")];
  await anna.andon.updatePolicy({ basedOn: version, policy: { ...policy, maintenance: steps } });
  const stale = await safe(anna.andon.updatePolicy({ basedOn: version, policy }));
  expect(stale.error).toMatchObject({ code: "STALE" });
  const { id } = await operator.andon.call({ machineId, kind: "maintenance" });
  await engine.end("SIGKILL");

  const raw = new SqliteDatabase(businessFile(data));
  const told = raw
    .prepare<[string], number>("select step from alert where call_id = ? order by step")
    .pluck();
  expect(told.all(id)).toEqual([0]);
  // The engine was down for 25 minutes of the call.
  raw.prepare("update andon_call set opened_at = opened_at - ? where id = ?").run(25 * 60_000, id);
  engine = await EngineProcess.serve(data);
  await expect.poll(() => told.all(id), soon).toEqual([0, 2]);
  await engine.end("SIGKILL");
  engine = await EngineProcess.serve(data);
  const client = await engine.client();
  await client.access.signIn({ username: "anna", password: "correct horse" });
  await expect.poll(async () => (await client.andon.open()).calls[0]?.stepsTold, soon).toBe(3);
  await client.andon.acknowledge({ id });
  expect(told.all(id)).toEqual([0, 2]);
  raw.close();
});
