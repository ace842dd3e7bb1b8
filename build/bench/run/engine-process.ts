import { randomBytes } from "node:crypto";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { WebSocket } from "ws";
import { z } from "zod";
import { checkout } from "#build/launch/checkout.mjs";
import { readyLine } from "#build/launch/ready-line.mjs";
import type { PlantAppContract } from "#shared/contract/plant-app.contract.ts";
import type { BenchRun } from "./bench-run.ts";

const startLimitSeconds = 60;

const ready = z.object({ pid: z.int(), port: z.int() });

export interface EngineProcess {
  readonly pid: number;
  readonly client: ContractRouterClient<PlantAppContract>;
  /** Of the administrator, to be taken up by a window. */
  readonly sessionToken: string;
  /** Stops it as a person would, and waits until it is gone. */
  stop(): Promise<void>;
}

export interface EngineStart {
  readonly data: string;
  readonly config: string;
  /** Folder for CPU profiles of the engine's threads; null = none. */
  readonly profile: string | null;
  /** The plant has this administrator already; absent = one is made, as at first run. */
  readonly signIn?: { readonly username: string; readonly password: string };
}

/** The real engine as it is shipped, in a process of its own, with an administrator signed in on one socket. */
export async function startEngineProcess(
  run: BenchRun,
  start: EngineStart,
): Promise<EngineProcess> {
  const token = randomBytes(32).toString("hex");
  const profiling = start.profile === null ? [] : ["--cpu-prof", `--cpu-prof-dir=${start.profile}`];
  const args = [
    ...profiling,
    checkout.engine,
    "serve",
    "--data",
    start.data,
    "--config",
    start.config,
  ];
  const child = run.processes.start("engine", process.execPath, args, {
    ...process.env,
    UNISON_TOKEN: token,
  });
  const { pid, port } = ready.parse(await readyLine(child, "engine", startLimitSeconds));
  const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, ["unison.rpc.v1", `token.${token}`], {
    origin: "plant://app",
  });
  run.onEnd(() => socket.terminate());
  const client: EngineProcess["client"] = createORPCClient(
    // The link wants a browser's WebSocket; ws has all of it that the link uses.
    new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
  );
  const { sessionToken } =
    start.signIn === undefined ? await firstRun(client) : await client.access.signIn(start.signIn);
  return {
    pid,
    client,
    sessionToken,
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
    },
  };
}

const firstRun = (client: EngineProcess["client"]) =>
  client.plant.firstRun({
    name: "Benchmark",
    zone: "Europe/Berlin",
    language: "en",
    user: {
      username: "bench",
      displayName: "Benchmark",
      password: randomBytes(12).toString("hex"),
    },
    start: "empty",
  });
