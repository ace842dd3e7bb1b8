import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { z } from "zod";

const holderFile = z.object({ pid: z.int().positive(), startedAt: z.int() });

/** Another engine works on this data folder. */
export class DataFolderInUse extends Error {
  /** Process that holds it; null when its note cannot be read. */
  readonly pid: number | null;

  constructor(folder: string, pid: number | null) {
    const who = pid === null ? "another engine" : `the engine with pid ${pid}`;
    super(`This plant's data in ${folder} is already in use by ${who}. Nothing was changed.`);
    this.pid = pid;
  }
}

export interface DataFolderLock {
  release(): void;
}

function readHolder(file: string): number | null {
  try {
    return holderFile.parse(JSON.parse(readFileSync(file, "utf8"))).pid;
  } catch {
    return null;
  }
}

/**
 * Makes this process the only engine on `folder`. The lock itself is an exclusive SQLite lock on `engine.lock`, which the
 * operating system drops the instant its holder dies: it can neither go stale nor be taken from an engine that was only
 * frozen. `engine.pid` beside it names the holder for people.
 * @throws DataFolderInUse when a living engine holds it
 */
export function lockDataFolder(folder: string, now: number): DataFolderLock {
  const note = join(folder, "engine.pid");
  const lock = new SqliteDatabase(join(folder, "engine.lock"), { timeout: 0 });
  try {
    lock.pragma("journal_mode = MEMORY");
    lock.exec("begin exclusive");
  } catch (error) {
    lock.close();
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith("SQLITE_BUSY")) {
      throw new DataFolderInUse(folder, readHolder(note));
    }
    throw error;
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid, startedAt: now }));
  return {
    release() {
      rmSync(note, { force: true });
      lock.close();
    },
  };
}
