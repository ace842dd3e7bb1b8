import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { longestReplayMs, type ReplayRange } from "#shared/replay/replay.contract.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";

let folder: string;
let engine: EngineProcess;
let admin: PlantClient;
let viewer: PlantClient;

const hourMs = 3_600_000;
const soon = { timeout: 20_000, interval: 100 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-replay-"));
  const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
  engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
  admin = await engine.administrator();
  viewer = await engine.colleague(admin, "viewer");
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const lastHour = () => ({ range: { from: Date.now() - hourMs, to: Date.now() } });
const made = ({ machines }: ReplayRange) => machines[0]!.total.reduce((sum, n) => sum + n, 0);

test("a past hour is told whole: what the machine did, made and what people did meanwhile", async () => {
  await expect
    .poll(async () => made(await viewer.replay.load(lastHour())), soon)
    .toBeGreaterThan(0);
  const machineId = (await admin.machines.list()).rows[0]!.id;
  await admin.andon.call({
    machineId: machineId as never,
    kind: "material",
    note: "Sheets run out",
  });
  const { machines, events, range } = await viewer.replay.load(lastHour());
  expect(machines).toMatchObject([{ code: "PRESS-1" }]);
  expect(machines[0]!.spans.at(-1)).toMatchObject({ state: "running", provenance: "measured" });
  expect(machines[0]!.total).toHaveLength(Math.ceil((range.to - range.from) / 60_000));
  expect(events).toMatchObject([
    { kind: "call_opened", machineCode: "PRESS-1", detail: "material: Sheets run out" },
  ]);
});

test("nobody sees it without a session, and nobody asks for more than a long day", async () => {
  const stranger = await engine.client();
  expect((await safe(stranger.replay.load(lastHour()))).error).toMatchObject({
    code: "UNAUTHENTICATED",
  });
  const to = Date.now();
  const long = viewer.replay.load({ range: { from: to - longestReplayMs - 1, to } });
  expect((await safe(long)).error).toMatchObject({ code: "BAD_REQUEST" });
});
