// needs: electron
/** `npm run bench -- startup`: Electron start until the board of a small plant is shown. See README.md. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { ensureBundles } from "#build/launch/bundle.mjs";
import { checkout } from "#build/launch/checkout.mjs";
import { ensureElectron } from "#build/launch/electron.mjs";
import { windowEnvironment } from "#build/launch/start-window.mjs";
import { Measured, rounded } from "./figures/percentile.ts";
import { benchOptions, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";
import { startEngineProcess } from "./run/engine-process.ts";
import { processTree, pssMb, rssMb } from "./run/process-usage.ts";
import { startApp } from "./startup/electron-app.ts";
import { smallPlant } from "./startup/small-plant.ts";
import { writeTrivialApp } from "./startup/trivial-app.ts";

const { runs } = benchOptions({ runs: wholeNumber(1, 50, 5) });

const machines = 8;
/** Memory is looked at when the start is over and the board has been updated for a while. */
const settleMs = 10_000;

/** A plant that is set up already, and somebody who is signed in. */
async function preparePlant(run: BenchRun, data: string): Promise<string> {
  const config = path.join(run.folder, "plant.yaml");
  // JSON is YAML too.
  writeFileSync(config, JSON.stringify(smallPlant(machines)));
  const engine = await startEngineProcess(run, { data, config, profile: null });
  await engine.stop();
  return engine.sessionToken;
}

function memoryOf(data: string, electronPid: number): { engineRssMb: number; windowRssMb: number } {
  const { pid } = z
    .object({ pid: z.int() })
    .parse(JSON.parse(readFileSync(path.join(data, "engine.pid"), "utf8")));
  const engine = new Set(processTree(pid));
  const window = processTree(electronPid).filter((one) => !engine.has(one));
  return {
    engineRssMb: rounded(rssMb(pid)),
    windowRssMb: rounded(window.reduce((sum, one) => sum + pssMb(one), 0)),
  };
}

async function startup(run: BenchRun): Promise<Record<string, number>> {
  await ensureBundles(["renderer", "main", "preload"]);
  const { executable, fallback } = await ensureElectron();
  if (fallback) run.tell("Electron is the fallback 33.2.1");
  const data = path.join(run.folder, "plant");
  const sessionToken = await preparePlant(run, data);
  const trivialFolder = path.join(run.folder, "trivial");
  writeTrivialApp(trivialFolder);

  const ready = new Measured();
  const trivialPage = new Measured();
  let memory = { engineRssMb: Number.NaN, windowRssMb: Number.NaN };
  for (let round = 1; round <= runs; round++) {
    const trivial = await startApp(run, {
      executable,
      folder: trivialFolder,
      env: {},
      selector: "h1",
    });
    trivialPage.add(trivial.shownMs);
    await trivial.quit();

    const app = await startApp(run, {
      executable,
      folder: checkout.root,
      env: windowEnvironment({ data, port: undefined, loadDemo: false, demoFolder: undefined }),
      selector: "[data-machine]",
      // The page asks for it when the engine answers, which takes longer than this.
      prepare: (page) =>
        page.evaluate((token) => sessionStorage.setItem("unison.session", token), sessionToken),
    });
    ready.add(app.shownMs);
    run.tell(
      `round ${round} of ${runs}: board after ${rounded(app.shownMs)} ms, ` +
        `trivial page after ${rounded(trivial.shownMs)} ms`,
    );
    if (round === runs) {
      await pause(settleMs);
      memory = memoryOf(data, app.pid);
    }
    await app.quit();
  }
  const [readyMs, trivialPageMs] = [ready.percentile(0.5), trivialPage.percentile(0.5)];
  return {
    readyMs: Math.round(readyMs),
    trivialPageMs: Math.round(trivialPageMs),
    ratio: rounded(readyMs / trivialPageMs, 2),
    ...memory,
  };
}

await runBench({ name: "startup", limitSeconds: 420 + runs * 60, measure: startup });
