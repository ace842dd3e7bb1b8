import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ORPCError, safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";

let folder: string;
let engine: EngineProcess;
let admin: PlantClient;
let supervisor: PlantClient;
let viewer: PlantClient;
let stranger: PlantClient;

const page = "/analysis/pareto";
const search = { preset: "last7", machines: ["a", "b"], by: "reason" };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-views-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 1_000 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  admin = await engine.administrator();
  supervisor = await engine.colleague(admin, "supervisor");
  viewer = await engine.colleague(admin, "viewer");
  stranger = await engine.client();
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const names = async (client: PlantClient) =>
  (await client.views.list({ page })).rows.map(({ name }) => name);
const refusal = async (call: Promise<unknown>) => {
  const { error } = await safe(call);
  return error instanceof ORPCError ? { code: error.code, data: error.data as unknown } : error;
};

test("a private view is one's own: nobody else lists, changes, removes or finds it", async () => {
  const mine = await viewer.views.save({ page, name: "My line", search });
  expect(mine).toMatchObject({ page, name: "My line", search, isShared: false, version: 1 });
  expect(await names(viewer)).toEqual(["My line"]);
  expect(await names(supervisor)).toEqual([]);
  const gone = { code: "NOT_FOUND", data: { entity: "saved_view", id: mine.id } };
  expect(await refusal(supervisor.views.update({ id: mine.id, basedOn: 1, name: "Ours" }))).toEqual(
    gone,
  );
  expect(await refusal(supervisor.views.remove({ id: mine.id, basedOn: 1 }))).toEqual(gone);

  const renamed = await viewer.views.update({ id: mine.id, basedOn: 1, name: "Line 1" });
  expect(renamed).toMatchObject({ name: "Line 1", search, version: 2 });
  expect(await refusal(viewer.views.remove({ id: mine.id, basedOn: 1 }))).toMatchObject({
    code: "STALE",
  });
  await viewer.views.remove({ id: mine.id, basedOn: 2 });
  expect(await names(viewer)).toEqual([]);
});

test("a shared view is everybody's to use and theirs to change who may share", async () => {
  const ours = await supervisor.views.share({ page, name: "The week", search });
  expect(await names(viewer)).toEqual(["The week"]);
  expect((await viewer.views.list({ page: "/ledger" })).rows).toEqual([]);
  const forbidden = { code: "FORBIDDEN", data: { permission: "export:create" } };
  expect(await refusal(viewer.views.share({ page, name: "Mine for all", search }))).toEqual(
    forbidden,
  );
  expect(await refusal(viewer.views.update({ id: ours.id, basedOn: 1, name: "X" }))).toEqual(
    forbidden,
  );
  expect(await refusal(viewer.views.remove({ id: ours.id, basedOn: 1 }))).toEqual(forbidden);
  expect(await refusal(viewer.views.save({ page, name: "The week", search }))).toMatchObject({
    code: "DUPLICATE",
    data: { field: "name" },
  });
  await supervisor.views.remove({ id: ours.id, basedOn: 1 });
});

test("nothing is told or kept before sign-in", async () => {
  const unknown = { code: "UNAUTHENTICATED" };
  expect(await refusal(stranger.views.list({ page }))).toMatchObject(unknown);
  expect(await refusal(stranger.views.save({ page, name: "A", search }))).toMatchObject(unknown);
});
