import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../eventually.ts";
import { TestProcess } from "./test-process.ts";

/** Two pseudo-terminals that a socat joins: a serial line without wires. A pty ignores the baud rate. */
export class PtyPair {
  readonly #folder = mkdtempSync(join(tmpdir(), "unison-pty-"));
  /** Our end; its name stays when it is unplugged and plugged in again. */
  readonly near = join(this.#folder, "near");
  readonly far = join(this.#folder, "far");
  #socat: TestProcess | null = null;

  static async open(): Promise<PtyPair> {
    const pair = new PtyPair();
    await pair.plugIn();
    return pair;
  }

  async plugIn(): Promise<void> {
    const end = (path: string): string => `pty,raw,echo=0,link=${path}`;
    this.#socat = new TestProcess("socat", [end(this.near), end(this.far)]);
    await eventually(() => existsSync(this.near) && existsSync(this.far), "both ends", 10_000);
  }

  async unplug(): Promise<void> {
    await this.#socat?.kill();
    for (const path of [this.near, this.far]) rmSync(path, { force: true });
  }

  async close(): Promise<void> {
    await this.unplug();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
