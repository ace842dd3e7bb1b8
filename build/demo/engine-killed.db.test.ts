import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkout } from "#build/launch/checkout.mjs";
import { endChild } from "#build/launch/end-process.mjs";
import { node24 } from "#build/launch/node24.mjs";
import { readyLine } from "#build/launch/ready-line.mjs";
import { StartedProcesses } from "#build/launch/started-processes.mjs";
import { openDatabase, openReadOnly } from "#desktop/engine/database/open-database.ts";
import { readEverything } from "#desktop/engine/historian/read-all.ts";
import { systemIdentity } from "#desktop/engine/identity.ts";
import { check } from "#desktop/engine/pipeline/check.ts";
import { seeded } from "#desktop/engine/testing/random-day.ts";
import { demoMachines } from "./demo-plant.ts";
import { readTruth } from "./truth-kpis.ts";

/** kill -9 of the engine at ten instants of one seed, while the demo plant runs this much faster than life. */
const seed = 20_261_122;
const kills = 10;
const speed = 30;
/** Instants lie between a start that has hardly begun and an engine in full flow. */
const [earliestMs, latestMs] = [300, 3_500];
const readyWithinSeconds = 60;
const eventuallyMs = 40_000;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "unison-killed-"));
const data = path.join(folder, "data");
const truthFile = path.join(folder, "truth.ndjson");
const configFile = path.join(folder, "plant.yaml");
const processes = new StartedProcesses();
const codes = demoMachines.map(({ code }) => code);

let tell: (message: object) => void;

beforeAll(async () => {
  const wishes = [
    "--port",
    "0",
    "--truth",
    truthFile,
    "--config",
    configFile,
    "--speed",
    `${speed}`,
  ];
  // A Wednesday on which all machines have work; fixed, so that every run sees the same schedule.
  const args = [checkout.demoPlant, ...wishes, "--now", "2026-11-18T08:00:00Z"];
  const demo = processes.start("demo plant", node24(), args, process.env);
  await readyLine(demo, "demo plant", readyWithinSeconds);
  tell = (message) => void demo.stdin!.write(`${JSON.stringify(message)}\n`);
}, 120_000);

afterAll(async () => {
  await processes.stopAll();
  fs.rmSync(folder, { recursive: true, force: true });
}, 60_000);

const startEngine = () => {
  const args = [checkout.engine, "serve", "--data", data, "--config", configFile];
  return processes.start("engine", node24(), args, process.env);
};

async function eventually(condition: () => boolean, what: string): Promise<void> {
  for (const begun = performance.now(); !condition(); await pause(100))
    if (performance.now() - begun > eventuallyMs) throw new Error(`did not happen: ${what}`);
}

/** Brings every machine to a stand (or lets it go on), so that the pieces made so far are a fixed number. */
async function hold(): Promise<Map<string, number>> {
  for (const machine of codes) tell({ machine, force: "held" });
  await pause(1_000);
  const counts = new Map<string, number>();
  for (const record of readTruth(fs.readFileSync(truthFile, "utf8")))
    if ("total" in record) counts.set(record.machine, record.total);
  return counts;
}
const release = () => {
  for (const machine of codes) tell({ machine, release: true });
};

function read<Row>(sql: string): Row[] {
  const raw = openReadOnly(data);
  try {
    return raw.prepare<[], Row>(sql).all();
  } finally {
    raw.close();
  }
}

function storedSamples(): number {
  const raw = openReadOnly(data);
  try {
    return raw.transaction(() => [...readEverything(raw)].length)();
  } finally {
    raw.close();
  }
}

interface Stored {
  readonly events: readonly string[];
  readonly pieces: ReadonlyMap<string, number>;
  readonly samples: number;
  readonly gaps: readonly string[];
}

/** What is committed at this moment, as another process sees it. */
const committed = (): Stored => ({
  events: read<{ row: string }>(
    "select id || at || state || coalesce(cause, '') as row from machine_event",
  ).map(({ row }) => row),
  pieces: new Map(
    read<{ key: string; total: number }>(
      "select machine_id || minute || product_key || provenance || suspect as key, total from machine_count",
    ).map(({ key, total }) => [key, total]),
  ),
  samples: storedSamples(),
  gaps: read<{ row: string }>("select id || starts_at || cause as row from gap").map(
    ({ row }) => row,
  ),
});

/** What was there before and is not any more. */
function lost(before: Stored, after: Stored): unknown[] {
  const [events, gaps] = [new Set(after.events), new Set(after.gaps)];
  return [
    ...before.events.filter((row) => !events.has(row)),
    ...before.gaps.filter((row) => !gaps.has(row)),
    ...[...before.pieces].filter(([key, total]) => (after.pieces.get(key) ?? 0) < total),
    ...(after.samples < before.samples ? [{ samples: before.samples - after.samples }] : []),
  ];
}

/** Reads the folder as the next start will, and everything derived against what it is derived from. */
async function findings(): Promise<unknown[]> {
  const identity = systemIdentity();
  const database = await openDatabase(data, identity.now());
  try {
    return await check(database, identity);
  } finally {
    database.close();
  }
}

/** Pieces of every machine in figures, by code. */
const storedPieces = () =>
  new Map(
    read<{ code: string; total: number }>(
      `select code, coalesce(sum(total), 0) as total from machine
       left join machine_count on machine_id = machine.id and suspect = '' group by code`,
    ).map(({ code, total }) => [code, total]),
  );

const knownMachines = () =>
  read("select 1 from machine_interval where ends_at is null and state != 'unknown'").length;

test(`kill -9 of the engine at ${kills} instants (seed ${seed}) loses no committed row and, in the end, no piece`, async () => {
  const atStart = await hold();
  let engine = startEngine();
  await readyLine(engine, "engine", readyWithinSeconds);
  await eventually(() => knownMachines() === codes.length, "every machine is known");
  await pause(1_000);
  release();

  const random = seeded(seed);
  for (let kill = 1; kill <= kills; kill++) {
    const afterMs = Math.round(earliestMs + random() * (latestMs - earliestMs));
    await pause(afterMs);
    const before = committed();
    const gone = new Promise((resolve) => engine.once("exit", resolve));
    engine.kill("SIGKILL");
    await gone;
    const story = { kill, afterMs };
    expect({ ...story, findings: await findings() }).toEqual({ ...story, findings: [] });
    expect({ ...story, lost: lost(before, committed()) }).toEqual({ ...story, lost: [] });
    engine = startEngine();
  }
  await readyLine(engine, "engine", readyWithinSeconds);
  await eventually(() => knownMachines() >= codes.length - 1, "every machine is known again");

  const atEnd = await hold();
  const truth = new Map(codes.map((code) => [code, atEnd.get(code)! - atStart.get(code)!]));
  const isAllThere = () => codes.every((code) => storedPieces().get(code) === truth.get(code));
  await eventually(isAllThere, "every piece is stored").catch(() => {
    // The comparison below says what is missing.
  });
  expect(storedPieces()).toEqual(truth);

  const reconstructed = read<{ total: number }>(
    "select total from machine_count where provenance = 'reconstructed' and suspect = ''",
  );
  expect(reconstructed.reduce((sum, { total }) => sum + total, 0)).toBeGreaterThan(0);
  expect(read("select 1 from gap where cause = 'engine_stopped'").length).toBeGreaterThan(0);
  expect(
    read("select 1 from machine_interval where state = 'unknown' and cause = 'engine_stopped'")
      .length,
  ).toBeGreaterThan(0);

  await endChild(engine);
  expect(engine.exitCode).toBe(0);
  expect(await findings()).toEqual([]);
}, 180_000);
