/** `npm run bench -- capture`: 10,000 items × 10 Hz over OPC UA into SQLite by the real engine. See README.md. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { openReadOnly } from "#desktop/engine/database/open-database.ts";
import { CommitWatch } from "./capture/commit-watch.ts";
import { rawLimit } from "./capture/raw-limit.ts";
import { readBack, readSomeTags } from "./capture/read-back.ts";
import { tickPlant } from "./capture/tick-plant.ts";
import { startTickServer } from "./capture/tick-server-process.ts";
import { rounded } from "./figures/percentile.ts";
import { benchOptions, flag, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";
import { startEngineProcess, type EngineProcess } from "./run/engine-process.ts";
import { cpuSecondsOf, rssMb } from "./run/process-usage.ts";

const options = benchOptions({
  seconds: wholeNumber(2, 120, 60),
  items: wholeNumber(1, 20_000, 10_000),
  hz: wholeNumber(1, 50, 10),
  /** Basic256Sha256, SignAndEncrypt. */
  secure: flag,
  /** The product's own default, unless told otherwise. Milliseconds. */
  publishing: wholeNumber(100, 10_000, 500),
  /** Folder for CPU profiles of the engine's threads. */
  profile: z.string().nullable().default(null),
});

const { hz: rateHz } = options;
/** What piled up at the server while the items were created is read by then. */
const warmUpSeconds = 10;
/** After the window everything of it must have been stored for good. */
const drainSeconds = 3;

/** Waits until samples flow at about the full rate. */
async function flowing(run: BenchRun, engine: EngineProcess): Promise<void> {
  for (let before = 0; ;) {
    await pause(1_000);
    const { samplesStored } = await engine.client.plant.health();
    run.tell(`${samplesStored} samples stored`);
    if (samplesStored - before > options.items * rateHz * 0.8) return;
    before = samplesStored;
  }
}

async function capture(run: BenchRun): Promise<Record<string, number | string>> {
  const { items } = options;
  const server = await startTickServer(run, { items, rateHz, isSecure: options.secure });
  run.tell(`tick server: ${items} items × ${rateHz} Hz at ${server.endpoint}`);
  const plant = tickPlant({
    endpoint: server.endpoint,
    items,
    publishingMs: options.publishing,
    securedBy: options.secure ? server.thumbprint : null,
  });
  const data = path.join(run.folder, "plant");
  const config = path.join(run.folder, "plant.yaml");
  // JSON is YAML too.
  writeFileSync(config, JSON.stringify(plant));
  const engine = await startEngineProcess(run, { data, config, profile: options.profile });
  run.tell(`engine: process ${engine.pid}`);
  const reader = openReadOnly(data);
  run.onEnd(() => void reader.close());
  const watch = new CommitWatch(reader);
  run.onEnd(() => watch.stop());
  await flowing(run, engine);
  await pause(warmUpSeconds * 1_000);

  await engine.client.plant.health();
  const before = {
    at: Date.now(),
    engine: cpuSecondsOf(engine.pid),
    server: cpuSecondsOf(server.pid),
  };
  run.tell(`measuring for ${options.seconds} s`);
  watch.measureFrom(before.at, before.at + options.seconds * 1_000);
  await pause(options.seconds * 1_000);
  const seconds = (Date.now() - before.at) / 1_000;
  const cpuShare = (cpuSecondsOf(engine.pid) - before.engine) / seconds;
  const serverShare = (cpuSecondsOf(server.pid) - before.server) / seconds;
  const health = await engine.client.plant.health();
  await pause(drainSeconds * 1_000);
  const account = await server.account();
  run.tell(
    `server: ${rounded(serverShare, 2)} of a core, ticks up to ${rounded(account.worstLateMs)} ms late; ` +
      `engine: ${rounded(rssMb(engine.pid))} MB, last commit ${rounded(health.lastCommitMs ?? 0)} ms, ` +
      `${health.samplesDropped} samples dropped`,
  );
  watch.stop();
  await engine.stop();

  run.tell("reading back");
  const tickAt = (at: number): number => Math.ceil((at - server.startedAt) / server.periodMs);
  const window = {
    items,
    firstTick: tickAt(before.at),
    endTick: tickAt(before.at + seconds * 1_000),
  };
  const { lost, duplicates, stored } = readBack(reader, window);
  const { age } = watch;
  const span = {
    start: server.startedAt + window.firstTick * server.periodMs,
    end: server.startedAt + window.endTick * server.periodMs,
  };
  run.tell(
    `the sample store gives ${(await readSomeTags(reader, 5, span)).join(", ")} samples of five tags; ` +
      `${window.endTick - window.firstTick} were sent; oldest at commit ${age.percentile(1)} ms`,
  );
  const storedPerSecond = stored / seconds;
  const rawLimitPerSecond = await rawLimit(reader, path.join(run.folder, "raw"));
  return {
    items,
    hz: rateHz,
    security: options.secure ? "Basic256Sha256 SignAndEncrypt" : "None",
    lost,
    duplicates,
    cpuShare: rounded(cpuShare, 3),
    ageP50Ms: age.percentile(0.5),
    ageP99Ms: age.percentile(0.99),
    eventLoopWorstMs: rounded(health.eventLoopWorstMs),
    storedPerSecond: Math.round(storedPerSecond),
    rawLimitPerSecond: Math.round(rawLimitPerSecond),
    ratio: rounded(storedPerSecond / rawLimitPerSecond, 4),
  };
}

await runBench({ name: "capture", limitSeconds: options.seconds + 180, measure: capture });
