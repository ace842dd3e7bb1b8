import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { thumbprintOf } from "./thumbprint.ts";
import type { serverFaults } from "./test-server-faults.ts";
import type { TestCommand, TestServerOptions } from "./test-server.ts";

const readyMessage = z.object({ ready: z.string(), thumbprint: z.string() });

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}

/** The test server as a test handles it: same port and certificate over restarts. */
export class TestServerProcess {
  readonly endpoint: string;
  readonly #port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), "unison-opcua-server-"));
  #child: ChildProcess | null = null;
  #thumbprint = "";

  private constructor(port: number) {
    this.#port = port;
    this.endpoint = `opc.tcp://127.0.0.1:${port}/UA/Test`;
  }

  /** Chooses a port; the server itself is down until `start`. */
  static async prepare(): Promise<TestServerProcess> {
    return new TestServerProcess(await freePort());
  }

  static async started(options: Partial<TestServerOptions> = {}): Promise<TestServerProcess> {
    const server = await TestServerProcess.prepare();
    await server.start(options);
    return server;
  }

  get thumbprint(): string {
    return this.#thumbprint;
  }

  /** `freshCertificate`: the server comes back with another certificate than before. */
  async start(
    options: Partial<TestServerOptions> = {},
    { freshCertificate = false } = {},
  ): Promise<void> {
    const pki = join(this.#folder, "pki");
    if (freshCertificate) rmSync(pki, { recursive: true, force: true });
    const all: TestServerOptions = { port: this.#port, pkiFolder: pki, ...options };
    const entry = fileURLToPath(new URL("./test-server.ts", import.meta.url));
    const child = fork(entry, [JSON.stringify(all)], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: ["--no-warnings"],
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the test server ended with ${code}`)));
      child.once("message", (message) => {
        this.#thumbprint = thumbprintOf(
          Buffer.from(readyMessage.parse(message).thumbprint, "base64"),
        );
        resolve();
      });
    });
  }

  set(command: TestCommand): void {
    this.#child?.send(command);
  }

  /** A fault of `serverFaults`, for as long as this process lives. */
  suffer(fault: keyof typeof serverFaults): void {
    this.#child?.send({ name: fault, value: null } satisfies TestCommand);
  }

  freeze(): void {
    this.#child?.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child?.kill("SIGCONT");
  }

  /** `kill -9`, and waits until it is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
