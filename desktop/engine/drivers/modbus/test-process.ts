import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";

/** A program that a test starts, freezes and ends, always by its own id. */
export class TestProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #isEnded = false;

  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"] });
    this.#ended = new Promise((resolve) => {
      const end = (): void => {
        this.#isEnded = true;
        resolve();
      };
      this.#child.once("exit", end);
      this.#child.once("error", end);
    });
  }

  /** Resolves when the program has printed the text. */
  async printed(text: string): Promise<void> {
    const { stdout } = this.#child;
    if (stdout === null) throw new Error("the program has no output");
    let seen = "";
    const said = new Promise<void>((resolve) => {
      stdout.on("data", (data: Buffer) => {
        seen += data.toString();
        if (seen.includes(text)) resolve();
      });
    });
    await Promise.race([
      said,
      this.#ended.then(() => {
        throw new Error(`${this.#child.spawnfile} ended before it said ${text}`);
      }),
    ]);
  }

  freeze(): void {
    this.#child.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child.kill("SIGCONT");
  }

  async kill(): Promise<void> {
    if (!this.#isEnded) this.#child.kill("SIGKILL");
    await this.#ended;
  }
}
