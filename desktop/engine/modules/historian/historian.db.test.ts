import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { historianPolicy } from "#shared/historian/historian-policy.ts";
import type { StoredSampleRow } from "#shared/historian/historian.contract.ts";
import type { Id } from "#shared/kernel/id.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";

let folder: string;
let engine: EngineProcess;
let client: PlantClient;
let viewer: PlantClient;
let stranger: PlantClient;
let count: Id<"tag">;
let running: Id<"tag">;

const soon = { timeout: 20_000, interval: 100 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-historian-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  client = await engine.administrator();
  viewer = await engine.colleague(client, "viewer");
  stranger = await engine.client();
  const { rows } = await client.connections.tags({});
  const idOf = (code: string) => rows.find((tag) => tag.code === code)!.id as Id<"tag">;
  [count, running] = [idOf("press-1.count"), idOf("press-1.running")];
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const lastHour = () => ({ from: Date.now() - 3_600_000, to: Date.now() + 60_000 });
const refusalOf = async (call: Promise<unknown>) => (await safe(call)).error;

test("what a machine delivers is on the trend as soon as it is committed", async () => {
  const shown = async () => {
    const { series } = await viewer.historian.trend({
      tagIds: [count, running],
      range: lastHour(),
    });
    return series;
  };
  await expect.poll(async () => (await shown())[0]!.at.length, soon).toBeGreaterThan(10);
  const [pieces, bit] = await shown();
  const values = pieces!.last.filter((value) => value !== null);
  expect(values).toEqual(values.toSorted((a, b) => a - b));
  expect(bit!.last.at(-1)).toBe(1);
  // Before the engine was started nobody listened.
  expect(pieces!.before).toBeNull();

  const tagIds = ["01a20448-0000-7000-8000-000000000000" as Id<"tag">];
  expect(await refusalOf(client.historian.trend({ tagIds, range: lastHour() }))).toMatchObject({
    code: "NOT_FOUND",
  });
  const asked = stranger.historian.trend({ tagIds: [count], range: lastHour() });
  expect(await refusalOf(asked)).toMatchObject({ code: "UNAUTHENTICATED" });
});

test("every stored reading comes page by page, for those who may export", async () => {
  const range = lastHour();
  const rows: StoredSampleRow[] = [];
  for (let after: string | null = null; ;) {
    const page = await client.historian.samples({ tagId: count, range, after, limit: 7 });
    rows.push(...page.rows);
    if (page.next === null) break;
    after = page.next;
  }
  const { series } = await client.historian.trend({ tagIds: [count], range });
  expect(rows.map(({ value }) => value).slice(0, 10)).toEqual(series[0]!.last.slice(0, 10));
  expect(rows[0]).toMatchObject({ quality: "good", status: 0 });
  expect(await refusalOf(viewer.historian.samples({ tagId: count, range }))).toMatchObject({
    code: "FORBIDDEN",
    data: { permission: "export:create" },
  });
});

test("the policy is the product's until somebody changes it, by version", async () => {
  const { policy, version } = await viewer.historian.policy();
  expect(policy).toEqual(historianPolicy.parse({}));
  const changed = { ...policy, quotaMegabytes: 500 };
  expect(
    await refusalOf(viewer.historian.updatePolicy({ basedOn: version, policy: changed })),
  ).toMatchObject({ code: "FORBIDDEN", data: { permission: "plant:update" } });
  const stored = await client.historian.updatePolicy({ basedOn: version, policy: changed });
  expect(stored).toEqual({ policy: changed, version: version + 1 });
  expect(
    await refusalOf(client.historian.updatePolicy({ basedOn: version, policy })),
  ).toMatchObject({ code: "STALE" });
  expect((await client.historian.usage()).quotaBytes).toBe(500_000_000);
  const { rows } = await client.plant.audit({ search: "historian.updatePolicy" });
  expect(rows[0]).toMatchObject({ actorName: "Anna", entity: "plant" });
  expect(await refusalOf(stranger.historian.policy())).toMatchObject({ code: "UNAUTHENTICATED" });
});

test("usage tells what is stored, and losses what was given up: nothing yet", async () => {
  expect(await viewer.historian.usage()).toMatchObject({
    bytes: expect.any(Number),
    bytesPerDay: null,
    lastReduction: null,
  });
  expect(await viewer.historian.losses()).toEqual({ rows: [] });
  expect(await refusalOf(stranger.historian.usage())).toMatchObject({ code: "UNAUTHENTICATED" });
  expect(await refusalOf(stranger.historian.losses())).toMatchObject({ code: "UNAUTHENTICATED" });
});
