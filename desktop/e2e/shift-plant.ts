import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import type { ForcedState } from "#build/demo/control.ts";
import { ensureBundles } from "#build/launch/bundle.mjs";
import { checkout } from "#build/launch/checkout.mjs";
import { node24 } from "#build/launch/node24.mjs";
import { readyLine } from "#build/launch/ready-line.mjs";
import { StartedProcesses } from "#build/launch/started-processes.mjs";
import { EngineProcess } from "#desktop/engine/testing/engine-process.ts";
import type { PlantConfigDocument } from "#shared/plant/plant-config.ts";

/** The demo plant, faster than life, and the engine on it: in the middle of a shift that all machines work. */
export interface ShiftPlant {
  readonly engine: EngineProcess;
  readonly data: string;
  /** Address of the screens with the token of this start. */
  readonly url: string;
  /** Pushes a machine into a state against its schedule, or lets it go again (null). */
  force(machine: string, state: ForcedState | null): void;
  stop(): Promise<void>;
}

const readyWithinSeconds = 120;
const minuteMs = 60_000;

const berlinClock = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Berlin",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(at);

/** One shift that began this minute and lasts ten of ours; the calendar itself cannot be accelerated. */
function shiftOfNow(now: number): NonNullable<PlantConfigDocument["shiftPatterns"]>[number] {
  const day = ["NOW"];
  return {
    code: "NOW",
    pattern: {
      name: "All machines",
      shifts: [
        {
          code: "NOW",
          name: "Test shift",
          start: berlinClock(now),
          end: berlinClock(now + 10 * minuteMs),
        },
      ],
      cycle: {
        type: "weekly",
        monday: day,
        tuesday: day,
        wednesday: day,
        thursday: day,
        friday: day,
        saturday: day,
        sunday: day,
      },
    },
  };
}

/** Starts both, `speed` times as fast as life. */
export async function startShiftPlant(speed: number): Promise<ShiftPlant> {
  await ensureBundles(["renderer"]);
  const folder = mkdtempSync(path.join(tmpdir(), "unison-shift-"));
  const data = path.join(folder, "data");
  const processes = new StartedProcesses();
  const clear = async () => {
    await processes.stopAll();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const configFile = path.join(folder, "plant.yaml");
    const wishes = ["--port", "0", "--truth", path.join(folder, "truth.ndjson")];
    const demo = processes.start(
      "demo plant",
      node24(),
      [checkout.demoPlant, ...wishes, "--config", configFile, "--speed", `${speed}`],
      process.env,
    );
    await readyLine(demo, "demo plant", readyWithinSeconds);
    const config = parse(readFileSync(configFile, "utf8")) as PlantConfigDocument;
    config.shiftPatterns = [shiftOfNow(Date.now())];
    for (const machine of config.machines ?? []) machine.shiftPattern = "NOW";
    writeFileSync(configFile, stringify(config));

    const page = path.join(checkout.root, "dist/renderer");
    const engine = await EngineProcess.serve(data, ["--config", configFile, "--page", page]);
    const { url } = await engine.ready();
    return {
      engine,
      data,
      url,
      force: (machine, state) => {
        const message = state === null ? { machine, release: true } : { machine, force: state };
        demo.stdin?.write(`${JSON.stringify(message)}\n`);
      },
      stop: async () => {
        await engine[Symbol.asyncDispose]();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}
