import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { StartedProcesses } from "#build/launch/started-processes.mjs";
import { rounded } from "../figures/percentile.ts";

/** What one benchmark has while it runs: a folder and processes that are gone afterwards, however it ends. */
export interface BenchRun {
  /** Empty at the start, removed at the end. */
  readonly folder: string;
  readonly processes: StartedProcesses;
  /** Progress for the person watching; on stderr, because stdout is for the figures. */
  tell(text: string): void;
  /** Done at the end, last asked for first, before processes and folder go. */
  onEnd(undo: () => Promise<void> | void): void;
}

export interface Bench {
  readonly name: string;
  /** When it takes longer it is stopped, cleans up and fails. */
  readonly limitSeconds: number;
  readonly measure: (run: BenchRun) => Promise<Record<string, unknown>>;
}

/** How busy the machine is before we add to it: the 1-minute load average, and the cores it has to be seen against. */
const machineLoad = () => ({
  average1m: rounded(loadavg()[0] ?? 0, 2),
  cores: availableParallelism(),
});

/** Runs a benchmark and prints its figures as one JSON line on stdout, the last one. Exit code 1 when it fails. */
export async function runBench({ name, limitSeconds, measure }: Bench): Promise<void> {
  const load = machineLoad();
  const undoing: (() => Promise<void> | void)[] = [];
  const run: BenchRun = {
    folder: mkdtempSync(path.join(tmpdir(), `unison-bench-${name}-`)),
    processes: new StartedProcesses(),
    tell: (text) => console.error(`${name}: ${text}`),
    onEnd: (undo) => void undoing.push(undo),
  };
  const stopped = stopOf(limitSeconds);
  try {
    run.tell(`load ${load.average1m} on ${load.cores} cores`);
    const figures = await Promise.race([measure(run), stopped]);
    process.stdout.write(`${JSON.stringify({ name, load, ...figures })}\n`);
  } catch (error) {
    run.tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  }
  for (const undo of undoing.reverse()) {
    await Promise.resolve()
      .then(undo)
      .catch((error: unknown) => run.tell(`while cleaning up: ${String(error)}`));
  }
  await run.processes.stopAll();
  rmSync(run.folder, { recursive: true, force: true });
  // Whatever was cut off by the time limit may still hold timers.
  process.exit();
}

/** Rejects when time is up or somebody stops us: Ctrl-C, SIGTERM, or the launcher is gone. */
function stopOf(limitSeconds: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (why: string) => () => reject(new Error(why));
    setTimeout(stop(`took longer than ${limitSeconds} s`), limitSeconds * 1_000);
    process.once("SIGINT", stop("interrupted")).once("SIGTERM", stop("terminated"));
    if (process.env["UNISON_PARENT"] === "1")
      process.stdin.once("close", stop("the launcher is gone")).resume();
  });
}
