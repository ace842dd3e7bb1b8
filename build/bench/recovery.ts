import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { checkout } from "#build/launch/checkout.mjs";
import { freePort } from "#build/launch/free-port.mjs";
import { readyLine } from "#build/launch/ready-line.mjs";
import { LineWatch } from "./recovery/line-watch.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";
import { startEngineProcess } from "./run/engine-process.ts";

/** How soon the engine knows all machines again after kill -9 of the OPC UA server and after a frozen one. */

const { values } = parseArgs({ options: { seconds: { type: "string", default: "75" } } });
/** The server is frozen this long; the session is given up meanwhile. */
const frozenSeconds = Number(values.seconds);
/** The server is gone this long before it is started again. */
const downMs = 5_000;
const settleMs = 3_000;
const line = "OPC-LINE-1";

interface Demo {
  readonly config: string;
  /** Starts the demo plant on the same ports as before. Resolves once it serves. */
  start(): Promise<{ kill(signal: NodeJS.Signals): Promise<void> }>;
}

async function prepareDemo(run: BenchRun): Promise<Demo> {
  const config = path.join(run.folder, "plant.yaml");
  const port = await freePort([]);
  const linkPort = await freePort([port + 1]);
  const truth = path.join(run.folder, "truth.ndjson");
  const ports = ["--port", `${port}`, "--link-port", `${linkPort}`];
  const args = [checkout.demoPlant, ...ports, "--truth", truth, "--config", config];
  return {
    config,
    start: async () => {
      const child = run.processes.start("demo plant", process.execPath, args, process.env);
      await readyLine(child, "demo plant", 60);
      const gone = new Promise((resolve) => child.once("exit", resolve));
      return {
        kill: async (signal) => {
          child.kill(signal);
          if (signal === "SIGKILL") await gone;
        },
      };
    },
  };
}

await runBench({
  name: "recovery",
  limitSeconds: 300,
  measure: async (run) => {
    const demo = await prepareDemo(run);
    const firstServer = await demo.start();
    const data = path.join(run.folder, "data");
    const engine = await startEngineProcess(run, { data, config: demo.config, profile: null });
    const watch = new LineWatch(data, line);
    run.onEnd(() => watch.close());
    const firstKnownAt = await watch.known();
    await pause(settleMs);

    run.tell("kill -9 of the OPC UA server");
    const killedAt = Date.now();
    await firstServer.kill("SIGKILL");
    const killNoticedAt = await watch.lost();
    await pause(downMs);
    const server = await demo.start();
    const backAt = Date.now();
    const killKnownAt = await watch.known();
    const killed = watch.outage(firstKnownAt, killKnownAt);
    run.tell(`known again ${killKnownAt - backAt} ms after it served`);
    await pause(settleMs);

    run.tell(`the server is frozen for ${frozenSeconds} s`);
    const frozenAt = Date.now();
    await server.kill("SIGSTOP");
    const noticed = watch.lost();
    await pause(frozenSeconds * 1_000);
    const thawedAt = Date.now();
    await server.kill("SIGCONT");
    const frozenNoticedAt = await noticed;
    const frozenKnownAt = await watch.known();
    const frozen = watch.outage(killKnownAt, frozenKnownAt);
    await engine.stop();
    return {
      killOutageMs: backAt - killedAt,
      killNoticedMs: killNoticedAt - killedAt,
      killRecoveredMs: killKnownAt - backAt,
      killGaps: killed.gaps,
      killUnknownMs: killed.unknownMs,
      frozenOutageMs: thawedAt - frozenAt,
      frozenNoticedMs: frozenNoticedAt - frozenAt,
      frozenRecoveredMs: frozenKnownAt - thawedAt,
      frozenGaps: frozen.gaps,
      frozenUnknownMs: frozen.unknownMs,
    };
  },
});
