import { mkdtemp, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import type { ForcedState } from "#build/demo/control.ts";
import { ensureBundles } from "#build/launch/bundle.mjs";
import { checkout } from "#build/launch/checkout.mjs";
import { startDemoPlant } from "#build/launch/demo-plant.mjs";
import { ensureElectron } from "#build/launch/electron.mjs";
import { quietChromium, windowEnvironment } from "#build/launch/start-window.mjs";
import { StartedProcesses } from "#build/launch/started-processes.mjs";
import { endProcess } from "./end-process.ts";
import { saveScreenshot } from "./screenshot.ts";

export interface PlantAppOptions {
  /** Start the demo plant, the real OPC UA server. Without it the engine has nothing to connect to. */
  demo: boolean;
  /** Fill the new data folder with the demo's machines, user and history. */
  loadDemo: boolean;
  seed?: number;
  speed?: number;
  /** Script to run in the engine's place, to see how the window copes with it. */
  engineScript?: string;
  /** Data folder of an earlier run; a fresh one, removed at the end, when left out. */
  data?: string;
}

/** A running window app with everything around it, as `npm start` would have started it. */
export interface PlantApp {
  electron: ElectronApplication;
  page: Page;
  data: string;
  /** Truth file of the demo plant. */
  truth: string;
  /** Pushes a demo machine into a state against its schedule, or lets it go again (null). */
  force(machine: string, state: ForcedState | null): void;
  /** Command line and environment by which this app was started, to start it a second time. */
  startedBy: { executable: string; args: string[]; env: Record<string, string> };
  /** Saves what the window shows as test-results/e2e/NAME.png. */
  screenshot(name: string): Promise<void>;
  /** Quits the app as a person would, then makes sure that everything is gone. May be called again. */
  stop(): Promise<void>;
}

/** Chromium's sandbox needs an ordinary user; npm test provides one, and says so where it cannot. */
const sandboxed = process.getuid?.() !== 0;
const quitLimitMs = 20_000;

export async function openPlantApp(options: PlantAppOptions): Promise<PlantApp> {
  await ensureBundles(["renderer", "main", "preload"]);
  const { executable } = await ensureElectron();
  const data = options.data ?? (await mkdtemp(path.join(tmpdir(), "unison-e2e-")));
  const processes = new StartedProcesses();
  try {
    const demoFolder = options.demo
      ? await startDemoPlant(processes, { data, seed: options.seed, speed: options.speed })
      : undefined;
    const plant = { data, port: undefined, loadDemo: options.loadDemo, demoFolder };
    const env = {
      ...definedOnly(process.env),
      ...windowEnvironment(plant),
      ...(options.engineScript === undefined ? {} : { UNISON_ENGINE: options.engineScript }),
    };
    const electron = await _electron.launch({
      executablePath: executable,
      args: [...quietChromium, checkout.root],
      env,
      chromiumSandbox: sandboxed,
      timeout: 60_000,
    });
    const page = await electron.firstWindow({ timeout: 60_000 });
    return {
      electron,
      page,
      data,
      truth: path.join(data, "demo-truth.ndjson"),
      force: (machine, state) => {
        const message = state === null ? { machine, release: true } : { machine, force: state };
        processes.named("demo plant")?.stdin?.write(`${JSON.stringify(message)}\n`);
      },
      startedBy: {
        executable,
        args: [...(sandboxed ? [] : ["--no-sandbox"]), ...quietChromium, checkout.root],
        env,
      },
      screenshot: (name) => saveScreenshot(page, name),
      stop: async () => {
        await quit(electron, data);
        await processes.stopAll();
        if (options.data === undefined) await rm(data, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await processes.stopAll();
    throw error;
  }
}

/** Electron's own pid, for a test that has to know the processes. */
export async function pidOfWindowApp(data: string): Promise<number> {
  // Chromium's single-instance lock is a link named HOST-PID.
  const lock = await readlink(path.join(data, "window/SingletonLock"));
  return Number(lock.slice(lock.lastIndexOf("-") + 1));
}

async function quit(electron: ElectronApplication, data: string): Promise<void> {
  const pid = await pidOfWindowApp(data).catch(() => undefined);
  const quitting = electron.close().catch(() => undefined);
  const limit = AbortSignal.timeout(quitLimitMs);
  await Promise.race([
    quitting,
    new Promise((resolve) => limit.addEventListener("abort", resolve)),
  ]);
  if (pid !== undefined) await endProcess(pid);
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
