import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import { checkout } from "#build/launch/checkout.mjs";
import { node24 } from "#build/launch/node24.mjs";
import { readyLine } from "#build/launch/ready-line.mjs";
import { StartedProcesses } from "#build/launch/started-processes.mjs";
import type { PlantConfigDocument } from "#shared/plant/plant-config.ts";
import { readTruth } from "./truth-kpis.ts";
import type { TruthRecord } from "./truth-record.ts";

/** A demo plant and an engine that reads it, each in its own process, in a folder of their own. */
export interface AcceleratedPlant {
  readonly folder: string;
  readonly data: string;
  readonly config: PlantConfigDocument;
  readonly enginePid: number;
  readonly demoPid: number;
  truth(): TruthRecord[];
  /** Stops both; the data stays until `remove`. */
  stop(): Promise<void>;
  remove(): void;
}

const readyWithinSeconds = 120;

/** A Wednesday on which all machines have work; fixed, so that every run sees the same schedule. */
const workingMorning = "2026-11-18T08:00:00Z";

/**
 * Starts the demo plant `speed` times as fast as life, its schedule at `beginsAt` (ISO), and the real engine on it. The calendar cannot be accelerated, so
 * every machine is planned round the clock.
 */
export async function startAcceleratedPlant(
  speed: number,
  beginsAt = workingMorning,
): Promise<AcceleratedPlant> {
  const folder = mkdtempSync(path.join(tmpdir(), "unison-truth-"));
  const data = path.join(folder, "data");
  const [truthFile, configFile] = [
    path.join(folder, "truth.ndjson"),
    path.join(folder, "plant.yaml"),
  ];
  const processes = new StartedProcesses();
  try {
    const wishes = [
      "--port",
      "0",
      "--truth",
      truthFile,
      "--config",
      configFile,
      "--speed",
      `${speed}`,
      "--now",
      beginsAt,
    ];
    const demo = processes.start(
      "demo plant",
      node24(),
      [checkout.demoPlant, ...wishes],
      process.env,
    );
    await readyLine(demo, "demo plant", readyWithinSeconds);

    const config = parse(readFileSync(configFile, "utf8")) as PlantConfigDocument;
    for (const machine of config.machines ?? []) delete machine.shiftPattern;
    writeFileSync(configFile, stringify(config));
    const args = [checkout.engine, "serve", "--data", data, "--config", configFile];
    const engine = processes.start("engine", node24(), args, process.env);
    await readyLine(engine, "engine", readyWithinSeconds);
    return {
      folder,
      data,
      config,
      enginePid: engine.pid!,
      demoPid: demo.pid!,
      truth: () => readTruth(readFileSync(truthFile, "utf8")),
      stop: () => processes.stopAll(),
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  } catch (error) {
    await processes.stopAll();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
