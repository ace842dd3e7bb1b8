import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ConnectionRow } from "#shared/connections/connection-rows.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import { openReadOnly } from "./database/open-database.ts";
import { TestServerProcess } from "./drivers/opcua/test-server-process.ts";
import { eventually } from "./drivers/eventually.ts";
import { EngineProcess, runEngine, type PlantClient } from "./testing/engine-process.ts";
import { lineConfig } from "./testing/line-plant.ts";

/** One engine lives through everything that happens to its OPC UA server; each test goes on where the last one ended. */
let folder: string;
let server: TestServerProcess;
let engine: EngineProcess;
let client: PlantClient;
let stored: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "unison-links-"));
  server = await TestServerProcess.prepare();
  const settings = { driver: "opcua", endpoint: server.endpoint, publishingMs: 200 } as const;
  const data = join(folder, "data");
  engine = await EngineProcess.serve(data, ["--config", lineConfig(folder, settings)]);
  client = await engine.administrator();
  stored = openReadOnly(data);
});

afterAll(async () => {
  stored?.close();
  await engine?.[Symbol.asyncDispose]();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

interface Now {
  readonly state: string;
  readonly cause: string | null;
  readonly since: number;
}

const now = (machine: string): Now | undefined =>
  stored
    .prepare<[string], Now>(
      `select state, cause, starts_at as since from machine_interval
       where ends_at is null and machine_id = (select id from machine where code = ?)`,
    )
    .get(machine);
const is = (machine: string, state: string, cause?: string) =>
  eventually(
    () => {
      const { state: isState, cause: isCause } = now(machine) ?? {};
      return isState === state && (cause === undefined || isCause === cause);
    },
    `${machine} is ${state} ${cause ?? ""}`,
  );
/** Gaps of the connection in order: cause, and whether it is over. */
const gaps = () =>
  stored
    .prepare<[], { cause: string; starts_at: number; ends_at: number | null }>(
      "select cause, starts_at, ends_at from gap order by starts_at, id",
    )
    .all()
    .map(({ cause, ends_at }) => [cause, ends_at === null ? "open" : "over"]);
const connection = async (): Promise<ConnectionRow> => (await client.connections.list({})).rows[0]!;
/** What the screen shows of the connection; the intake tells its health once a second. */
async function shows(wanted: Partial<ConnectionRow>): Promise<void> {
  await expect.poll(connection, { timeout: 30_000 }).toMatchObject(wanted);
}
const pieces = () =>
  stored
    .prepare("select coalesce(sum(total), 0) from machine_count where suspect = ''")
    .pluck()
    .get() as number;

/** The press runs with a count, the oven is warm. */
function works(count: number): void {
  server.set({ name: "running", value: true });
  server.set({ name: "speed", value: 100 });
  server.set({ name: "count", value: count });
}

it("a server that is down when the engine starts is told as unreachable, and the machines are unknown", async () => {
  await is("PRESS-1", "unknown", "unreachable");
  await shows({ link: "lost", cause: "unreachable" });
  expect(gaps()).toEqual([["unreachable", "open"]]);
});

it("when the server appears everything is read and the gap is over", async () => {
  await server.start();
  works(100);
  await is("PRESS-1", "running");
  await is("OVEN-1", "running");
  expect(gaps()).toEqual([["unreachable", "over"]]);
  await shows({ link: "live", cause: null });
});

it("bad quality and NaN are unknown, never a stop, and over with the next good value", async () => {
  server.set({ name: "running", value: false, status: 0x80000000 });
  server.set({ name: "speed", value: "NaN" });
  await is("PRESS-1", "unknown");
  await is("OVEN-1", "unknown");
  works(110);
  await is("PRESS-1", "running");
  await is("OVEN-1", "running");
  // The link was up all the time: no gap of the connection.
  expect(gaps()).toHaveLength(1);
});

it("a server killed with -9 leaves machines unknown with the cause and a gap; back again, pieces go on", async () => {
  await eventually(() => pieces() >= 10, "the pieces so far are stored");
  await server.kill();
  await is("PRESS-1", "unknown", "unreachable");
  await is("OVEN-1", "unknown", "unreachable");
  expect(gaps().at(-1)).toEqual(["unreachable", "open"]);
  await server.start();
  works(5);
  await is("PRESS-1", "running");
  await eventually(() => gaps().every(([, end]) => end === "over"), "the gap is over");
  const before = pieces();
  server.set({ name: "count", value: 9 });
  await eventually(() => pieces() >= before + 4, "four more pieces");
});

it("a server back with renumbered namespaces is read again", async () => {
  await server.kill();
  await is("PRESS-1", "unknown", "unreachable");
  await server.start({ namespacesBefore: ["urn:other:a", "urn:other:b"] });
  works(20);
  await is("PRESS-1", "running");
  await is("OVEN-1", "running");
  await shows({ link: "live", badTagCount: 0 });
  expect(gaps()).toEqual([1, 2, 3].map(() => ["unreachable", "over"]));
});

it("a frozen server is silent: unknown since the last sign of life, until it thaws", async () => {
  const frozenAt = Date.now();
  server.freeze();
  await is("PRESS-1", "unknown", "silent");
  expect(gaps().at(-1)).toEqual(["silent", "open"]);
  // The cause shown may have become that of the vain attempts to connect since.
  await shows({ link: "lost" });
  // Told late, but from the instant from which nothing was known.
  expect(now("PRESS-1")!.since).toBeLessThan(frozenAt + 5_000);
  server.thaw();
  await is("PRESS-1", "running");
  await is("OVEN-1", "running");
  await eventually(() => gaps().at(-1)![1] === "over", "the gap is over");
});

it("a server whose clock is an hour ahead is shown as such, and times are right all the same", async () => {
  await server.kill();
  await is("PRESS-1", "unknown", "unreachable");
  const before = Date.now();
  await server.start({ clockOffsetMs: hourMs });
  works(30);
  await is("PRESS-1", "running");
  expect(now("PRESS-1")!.since).toBeGreaterThan(before - 5_000);
  expect(now("PRESS-1")!.since).toBeLessThan(Date.now() + 5_000);
  const offset = async () => (await connection()).clockOffsetMs;
  await expect.poll(offset, { timeout: 30_000 }).toBeGreaterThan(hourMs - 60_000);
  expect(await offset()).toBeLessThan(hourMs + 60_000);
  server.set({ name: "running", value: false });
  await is("PRESS-1", "stopped");
  expect(now("PRESS-1")!.since).toBeLessThan(Date.now() + 5_000);
});

it("after all that every derived row is whole", async () => {
  expect(await engine.end("SIGTERM")).toMatchObject({ code: 0 });
  const { code, stdout } = await runEngine(["check", "--data", join(folder, "data"), "--json"]);
  expect([code, stdout]).toEqual([0, '{"findings":[]}\n']);
});
