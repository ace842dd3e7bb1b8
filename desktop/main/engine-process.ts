import { spawn, type ChildProcess } from "node:child_process";
import readline from "node:readline";
import { z } from "zod";
import type { EngineAddress } from "#desktop/preload/bridge.ts";
import type { LaunchParameters } from "./launch-parameters.ts";

/** All that the engine gets of our environment: enough to find files, the time zone and a language. */
const inheritedVariables = [
  "PATH",
  "HOME",
  "USER",
  "LANG",
  "LC_ALL",
  "TZ",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SystemRoot",
  "SystemDrive",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "ProgramData",
];

const readyLine = z.object({ ready: z.literal(true), port: z.number().int().min(1).max(65_535) });

/** How long the engine may take to stop after SIGTERM: it writes down what it has and closes its database. */
const stopGraceMs = 10_000;
/** A first start loads two weeks of demo history, and a migration may rewrite a large table. */
const readyLimitMs = 10 * 60_000;
const lastWordsLength = 2_000;

/** One run of the engine, from spawn to exit. */
export interface EngineProcess {
  readonly pid: number | undefined;
  /** Asks it to stop, kills it if it does not, and resolves when it is gone. */
  end(): Promise<void>;
}

export interface EngineProcessEvents {
  ready(address: EngineAddress): void;
  ended(exitCode: number | undefined, lastWords: string): void;
}

/** @param env the environment of this process; only an allow-listed part is handed on */
export function engineEnvironment(env: NodeJS.ProcessEnv, token: string): Record<string, string> {
  const inherited = inheritedVariables.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // Never in argv, where every user of the PC could read it.
  return { ...Object.fromEntries(inherited), UNISON_TOKEN: token, UNISON_PARENT: "1" };
}

export function engineArguments(
  parameters: LaunchParameters,
  page: string,
  port: number,
): string[] {
  const args = [
    parameters.engineScript,
    "serve",
    "--data",
    parameters.dataFolder,
    "--port",
    `${port}`,
    "--page",
    page,
  ];
  if (parameters.demoFolder !== undefined) args.push("--demo", parameters.demoFolder);
  if (parameters.loadDemo) args.push("--load-demo");
  return args;
}

/**
 * Starts the engine as a child: piped stdio (when we die, its stdin closes and it stops), allow-listed
 * environment, no shell.
 */
export function startEngineProcess(
  start: {
    node: string;
    args: readonly string[];
    cwd: string;
    env: Record<string, string>;
    token: string;
  },
  events: EngineProcessEvents,
): EngineProcess {
  const child = spawn(start.node, start.args, {
    cwd: start.cwd,
    env: start.env,
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
  });
  let lastWords = "";
  let announced = false;
  const announceEnd = (exitCode: number | undefined) => {
    clearTimeout(silence);
    if (!announced) events.ended(exitCode, lastWords.trim());
    announced = true;
  };
  const silence = setTimeout(() => child.kill("SIGKILL"), readyLimitMs);

  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    process.stderr.write(text);
    lastWords = (lastWords + text).slice(-lastWordsLength);
  });
  readline.createInterface({ input: child.stdout }).on("line", (line) => {
    const port = portOfReadyLine(line);
    if (port === undefined) return;
    clearTimeout(silence);
    events.ready({ url: `ws://127.0.0.1:${port}/rpc`, token: start.token });
  });
  // A closed pipe shows in "exit" as well; without a listener it would end us.
  child.stdin.on("error", () => undefined);
  child.once("error", (error) => {
    lastWords += error.message;
    announceEnd(undefined);
  });
  // "close" comes after the last output, "exit" may come before it.
  child.once("close", (code) => announceEnd(code ?? undefined));
  return { pid: child.pid, end: () => endChild(child) };
}

function portOfReadyLine(line: string): number | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return readyLine.parse(JSON.parse(line)).port;
  } catch {
    return undefined;
  }
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  // On Windows a signal kills at once; closing stdin is the polite way everywhere.
  child.stdin?.end();
  if (process.platform !== "win32") child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopGraceMs);
  await gone;
  clearTimeout(timer);
}
