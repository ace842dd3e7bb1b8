import { fileURLToPath } from "node:url";
import { TestProcess } from "./test-process.ts";

/** Debian's pymodbus as the device; see test-server.py for what it holds. */
export class PymodbusServer {
  readonly #kind: "tcp" | "rtu" | "ascii";
  readonly #where: string;
  #process: TestProcess | null = null;

  /** `where`: a TCP port, or the path of a pseudo-terminal. */
  constructor(kind: "tcp" | "rtu" | "ascii", where: number | string) {
    this.#kind = kind;
    this.#where = String(where);
  }

  async start(): Promise<void> {
    const script = fileURLToPath(new URL("test-server.py", import.meta.url));
    // Debian's own Python: another one on the path does not have Debian's packages.
    this.#process = new TestProcess("/usr/bin/python3", [script, this.#kind, this.#where]);
    await this.#process.printed("ready");
  }

  freeze(): void {
    this.#process?.freeze();
  }

  thaw(): void {
    this.#process?.thaw();
  }

  async kill(): Promise<void> {
    await this.#process?.kill();
  }
}
