import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { KeyKeeper } from "./key-keeper.ts";

/** AES-256. */
export const keyBytes = 32;

export const keyFileOf = (folder: string): string => join(folder, "vault.key");

/** Keeps the key in a file of the data folder that only the engine's own user can read. */
export class KeyFile implements KeyKeeper {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = keyFileOf(folder);
  }

  read(): Buffer | null {
    const status = statSync(this.#file, { throwIfNoEntry: false });
    if (status === undefined) return null;
    // A copy or a restore may have opened it to others; Windows has no such bits.
    if (process.platform !== "win32" && (status.mode & 0o077) !== 0) chmodSync(this.#file, 0o600);
    const key = readFileSync(this.#file);
    return key.length === keyBytes ? key : null;
  }

  /** A file that is there and holds no key is put aside, never overwritten. */
  make(): Buffer {
    const key = randomBytes(keyBytes);
    if (statSync(this.#file, { throwIfNoEntry: false }) !== undefined)
      renameSync(this.#file, `${this.#file}.unusable`);
    const fresh = `${this.#file}.new`;
    const file = openSync(fresh, "w", 0o600);
    try {
      writeSync(file, key);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(fresh, 0o600);
    renameSync(fresh, this.#file);
    return key;
  }
}
