import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import type { ContractRouterClient } from "@orpc/contract";
import { WebSocket } from "ws";
import { z } from "zod";
import type { Role } from "#shared/access/roles.ts";
import type { PlantAppContract } from "#shared/contract/plant-app.contract.ts";

const program = fileURLToPath(new URL("../cli/unison-engine.mjs", import.meta.url));
const token = "t".repeat(64);

const ready = z.object({ ready: z.literal(true), url: z.string(), port: z.int(), pid: z.int() });
export type Ready = z.infer<typeof ready>;

export type PlantClient = ContractRouterClient<PlantAppContract>;

export interface EngineEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface EngineSurroundings {
  /** Put before the program: `setpriv …`, `nsenter …`. */
  readonly wrapper?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The real program in a process of its own. What it writes is kept; it is killed by `dispose` however a test ends. */
export class EngineProcess {
  readonly child: ChildProcess;
  readonly #ended: Promise<EngineEnd>;
  readonly #sockets: WebSocket[] = [];
  stdout = "";
  stderr = "";

  private constructor(args: readonly string[], { wrapper = [], env = {} }: EngineSurroundings) {
    const [file = "", ...rest] = [...wrapper, process.execPath, program, ...args];
    this.child = spawn(file, rest, {
      env: { ...process.env, UNISON_TOKEN: token, ...env },
      stdio: "pipe",
    });
    this.child.stdout!.on("data", (text) => (this.stdout += String(text)));
    this.child.stderr!.on("data", (text) => (this.stderr += String(text)));
    this.#ended = once(this.child, "close").then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  /** Starts the program without waiting for anything. */
  static spawn(args: readonly string[], surroundings: EngineSurroundings = {}): EngineProcess {
    return new EngineProcess(args, surroundings);
  }

  /** `unison-engine serve --data DIR …` that is ready. @throws with what it said when it ends instead */
  static async serve(
    data: string,
    more: readonly string[] = [],
    surroundings: EngineSurroundings = {},
  ): Promise<EngineProcess> {
    const engine = new EngineProcess(["serve", "--data", data, ...more], surroundings);
    await engine.ready();
    return engine;
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The line it prints once it serves. */
  async ready(): Promise<Ready> {
    while (!this.stdout.includes("\n")) {
      const ended = await Promise.race([this.#ended, once(this.child.stdout!, "data")]);
      if (!Array.isArray(ended))
        throw new Error(`the engine ended with ${ended.code}: ${ended.stderr}`);
    }
    return ready.parse(JSON.parse(this.stdout.slice(0, this.stdout.indexOf("\n"))));
  }

  /** Waits until it has ended by itself. */
  ended(): Promise<EngineEnd> {
    return this.#ended;
  }

  /** A client on a socket of its own, not signed in. */
  async client(): Promise<PlantClient> {
    const { port } = await this.ready();
    const socket = new WebSocket(
      `ws://127.0.0.1:${port}/rpc`,
      ["unison.rpc.v1", `token.${token}`],
      {
        origin: "plant://app",
      },
    );
    this.#sockets.push(socket);
    await once(socket, "open");
    // The link wants a browser's WebSocket; ws has all of it that the link uses.
    return createORPCClient(new RPCLink({ websocket: socket as never }));
  }

  /** A client with an administrator signed in, whom this makes on a plant that nobody can sign in to yet. */
  async administrator(): Promise<PlantClient> {
    const client = await this.client();
    await client.plant.firstRun({
      name: "Test plant",
      zone: "Europe/Berlin",
      language: "en",
      user: { username: "anna", displayName: "Anna", password: "correct horse" },
      start: "empty",
    });
    return client;
  }

  /** A client with a new user of this role signed in, whom an administrator makes. */
  async colleague(administrator: PlantClient, role: Role): Promise<PlantClient> {
    const credentials = { username: role.replaceAll("_", "."), password: "correct horse" };
    await administrator.access.createUser({ ...credentials, displayName: role, role });
    const client = await this.client();
    await client.access.signIn(credentials);
    return client;
  }

  /** Ends it by a signal and waits until it is gone. */
  async end(signal: NodeJS.Signals): Promise<EngineEnd> {
    for (const socket of this.#sockets) socket.terminate();
    this.child.kill(signal);
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.end("SIGKILL");
  }
}

/** Runs a command to its end. */
export async function runEngine(
  args: readonly string[],
  surroundings: EngineSurroundings = {},
): Promise<EngineEnd> {
  const engine = EngineProcess.spawn(args, surroundings);
  engine.child.stdin!.end();
  return engine.ended();
}
