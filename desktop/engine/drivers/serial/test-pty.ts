import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { lstat, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A serial port that is none: a pseudo-terminal made by socat, whose other end is in our hands. Ending socat is pulling
 * the plug; starting it again gives the same path, mostly with another device behind it. For tests.
 */
export class TestPty {
  readonly path: string;
  readonly #folder = mkdtempSync(join(tmpdir(), "unison-pty-"));
  readonly #onReceived: (bytes: Buffer) => void;
  #socat: ChildProcess | null = null;

  constructor(onReceived: (bytes: Buffer) => void = () => undefined) {
    this.path = join(this.#folder, "port");
    this.#onReceived = onReceived;
  }

  async plugIn(): Promise<void> {
    const socat = spawn("socat", [`PTY,link=${this.path},raw,echo=0`, "STDIO"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#socat = socat;
    socat.stdout.on("data", this.#onReceived);
    socat.stdin.on("error", () => undefined);
    const failed = new Promise<never>((_, reject) => {
      socat.once("error", (error) => reject(new Error("socat is not installed", { cause: error })));
      socat.once("exit", (code) => reject(new Error(`socat ended with ${code}`)));
    });
    failed.catch(() => undefined);
    await Promise.race([failed, this.#appeared()]);
  }

  async #appeared(): Promise<void> {
    for (;;) {
      const found = await lstat(this.path).catch(() => null);
      if (found !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** The device sends. */
  send(bytes: Uint8Array | string): void {
    this.#socat?.stdin?.write(bytes);
  }

  /** The adapter is gone at once, as when its plug is pulled. */
  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = null;
    if (socat === null || socat.exitCode !== null || socat.signalCode !== null) return;
    const gone = new Promise((resolve) => socat.once("exit", resolve));
    socat.kill("SIGKILL");
    await gone;
    await unlink(this.path).catch(() => undefined);
  }

  async dispose(): Promise<void> {
    await this.unplug();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
