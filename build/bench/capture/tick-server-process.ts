import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { endChild } from "#build/launch/end-process.mjs";
import { freePort } from "#build/launch/free-port.mjs";
import type { BenchRun } from "../run/bench-run.ts";
import { tickAccount, tickServerReady } from "./tick-plant.ts";
import type { TickAccount, TickServerOptions, TickServerReady } from "./tick-plant.ts";

export interface TickServerProcess extends TickServerReady {
  readonly pid: number;
  account(): Promise<TickAccount>;
  /** Closes every session on the server's side, as after their timeout. */
  dropSessions(): void;
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts the tick server; it ends with the run. */
export async function startTickServer(
  run: BenchRun,
  wished: Omit<TickServerOptions, "port" | "pkiFolder"> & { readonly port?: number },
): Promise<TickServerProcess> {
  const options: TickServerOptions = {
    ...wished,
    port: wished.port ?? (await freePort([])),
    pkiFolder: path.join(run.folder, "tick-server-pki"),
  };
  const child = fork(
    fileURLToPath(new URL("./tick-server.ts", import.meta.url)),
    [JSON.stringify(options)],
    { stdio: ["ignore", "ignore", "inherit", "ipc"], execArgv: [] },
  );
  run.onEnd(() => endChild(child));
  const ready = tickServerReady.parse(await messageOf(child));
  return {
    ...ready,
    pid: child.pid!,
    account: async () => {
      child.send("account");
      return tickAccount.parse(await messageOf(child));
    },
    dropSessions: () => void child.send("drop sessions"),
    signal: (signal) => void child.kill(signal),
    kill: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the tick server ended with ${String(code)}`);
  });
  const [message] = (await Promise.race([once(child, "message"), ended])) as [unknown];
  return message;
}
