import type { Database } from "better-sqlite3";

/** How exactly the instant of a commit is known. Milliseconds. */
const lookEveryMs = 2;

/**
 * Notes from outside when each sample chunk can be read by another connection: that is when it is truly committed,
 * whatever the engine says of itself.
 */
export class CommitWatch {
  /** Chunk id → UTC milliseconds. */
  readonly committedAt = new Map<number, number>();
  readonly #timer: NodeJS.Timeout;

  /** @param reader a read-only connection to the plant's stores */
  constructor(reader: Database) {
    const newer = reader
      .prepare<[number], number>("select id from historian.sample_chunk where id > ? order by id")
      .pluck();
    let last = 0;
    this.#timer = setInterval(() => {
      const ids = newer.all(last) as number[];
      const now = Date.now();
      for (const id of ids) this.committedAt.set(id, now);
      last = ids.at(-1) ?? last;
    }, lookEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
