import fs from "node:fs";
import type { TruthRecord } from "./truth-record.ts";

/** Appends truth records to a file, one JSON object a line; they are written with `flush`, a tick at a time. */
export class TruthFile {
  readonly #file: number;
  #lines: string[] = [];

  constructor(path: string) {
    this.#file = fs.openSync(path, "a");
  }

  write(record: TruthRecord): void {
    this.#lines.push(`${JSON.stringify(record)}\n`);
  }

  flush(): void {
    if (this.#lines.length === 0) return;
    fs.writeSync(this.#file, this.#lines.join(""));
    this.#lines = [];
  }

  close(): void {
    this.flush();
    fs.closeSync(this.#file);
  }
}
