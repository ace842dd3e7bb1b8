import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openReadOnly } from "./database/open-database.ts";
import { eventually } from "./drivers/eventually.ts";
import { TcpCut } from "./drivers/opcua/tcp-cut.ts";
import { TestServerProcess } from "./drivers/opcua/test-server-process.ts";
import { EngineProcess, runEngine } from "./testing/engine-process.ts";
import { lineConfig } from "./testing/line-plant.ts";

let folder: string;
let server: TestServerProcess;
let cable: TcpCut;
let engine: EngineProcess;
let stored: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-history-"));
  server = await TestServerProcess.started({ historyDepth: 1_000 });
  cable = await TcpCut.between(server.endpoint);
  const settings = { driver: "opcua", endpoint: cable.endpoint, publishingMs: 200 } as const;
  engine = await EngineProcess.serve(join(folder, "data"), [
    "--config",
    lineConfig(folder, settings),
  ]);
  stored = openReadOnly(join(folder, "data"));
});

afterAll(async () => {
  stored?.close();
  await engine?.[Symbol.asyncDispose]();
  await cable?.close();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

interface Interval {
  readonly state: string;
  readonly provenance: string;
  readonly since: number;
}
const intervals = () =>
  stored
    .prepare<[], Interval>(
      `select state, provenance, starts_at as since from machine_interval
       where machine_id = (select id from machine where code = 'PRESS-1') order by starts_at`,
    )
    .all();
const isNow = (state: string) => eventually(() => intervals().at(-1)?.state === state, state);
const countsBy = (provenance: string) =>
  stored
    .prepare<[string], { minute: number; total: number }>(
      "select minute, sum(total) as total from machine_count where provenance = ? group by minute order by minute",
    )
    .all(provenance);
const piecesBy = (provenance: string) =>
  countsBy(provenance).reduce((sum, { total }) => sum + total, 0);

it("what a server with history did in a cut that cost the session is known: states, pieces on their minutes, the gap's row", async () => {
  server.set({ name: "running", value: true });
  server.set({ name: "count", value: 100 });
  await isNow("running");
  server.set({ name: "count", value: 104 });
  await eventually(() => piecesBy("measured") === 4, "pieces before the cut");

  cable.cut();
  await isNow("unknown");
  server.suffer("forget");
  const changed: number[] = [];
  const change = async (name: string, value: number | boolean) => {
    changed.push(Date.now());
    server.set({ name, value });
    await pass(200);
  };
  await change("count", 109);
  await change("running", false);
  await change("running", true);
  await change("count", 111);
  cable.restore();
  await isNow("running");
  server.set({ name: "count", value: 114 });
  await eventually(() => piecesBy("measured") === 7, "pieces after the cut");

  const told = intervals().map(({ state, provenance }) => `${state} ${provenance}`);
  expect(told.slice(-3)).toEqual(["stopped back_read", "running back_read", "running measured"]);
  // From the cut to its first change the machine ran, or nobody knows: never anything else.
  const before = told.slice(0, -3).filter((one) => !one.startsWith("unknown"));
  expect([["running measured"], ["running measured", "running back_read"]]).toContainEqual(before);
  const [stopped, again] = intervals().slice(-3, -1);
  expect(Math.abs(stopped!.since - changed[1]!)).toBeLessThan(1_000);
  expect(Math.abs(again!.since - changed[2]!)).toBeLessThan(1_000);
  // None is lost and none is counted twice, however far back the history reaches.
  expect(piecesBy("back_read") + piecesBy("reconstructed")).toBe(7);
  expect(piecesBy("back_read")).toBeGreaterThanOrEqual(2);
  const gap = stored
    .prepare<[], { starts_at: number; ends_at: number; cause: string; back_read: string }>(
      "select starts_at, ends_at, cause, back_read from gap where back_read is not null",
    )
    .all();
  expect(gap).toMatchObject([{ cause: "unreachable" }]);
  const minute = 60_000;
  const { starts_at: from, ends_at: to, back_read: backRead } = gap[0]!;
  const result = JSON.parse(backRead) as { samples: number; upTo: number; failure: string | null };
  expect(result.failure).toBeNull();
  expect(result.samples).toBeGreaterThanOrEqual(4);
  for (const { minute: at } of countsBy("back_read")) {
    expect(at).toBeGreaterThanOrEqual(Math.floor(from / minute) * minute);
    expect(at).toBeLessThanOrEqual(to);
  }
});

it("after that every derived row is whole", async () => {
  expect(await engine.end("SIGTERM")).toMatchObject({ code: 0 });
  const { code, stdout } = await runEngine(["check", "--data", join(folder, "data"), "--json"]);
  expect([code, stdout]).toEqual([0, '{"findings":[]}\n']);
});
