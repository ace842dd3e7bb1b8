import type { Database } from "better-sqlite3";
import { decodeChunk } from "#desktop/engine/historian/chunk-codec.ts";
import { MeasuredMillions } from "../figures/percentile.ts";

/** How exactly the instant of a commit is known. Milliseconds. */
const lookEveryMs = 2;

/**
 * Notes from outside when each batch can be read by another connection: that is when it is truly committed, whatever the
 * engine says of itself. Batches go into blocks within minutes, so each is looked at as it comes.
 */
export class CommitWatch {
  /** Commit of a sample minus its source time, of samples since `measureFrom`. Milliseconds. */
  readonly age = new MeasuredMillions();
  readonly #timer: NodeJS.Timeout;
  #from = Infinity;
  #upTo = Infinity;

  /** @param reader a read-only connection to the plant's stores */
  constructor(reader: Database) {
    const newer = reader.prepare<[number], { id: number; bytes: Uint8Array }>(
      "select id, bytes from historian.sample_chunk where id > ? order by id",
    );
    let last = 0;
    this.#timer = setInterval(() => {
      const chunks = newer.all(last);
      const now = Date.now();
      for (const { bytes } of chunks) this.#measure(bytes, now);
      last = chunks.at(-1)?.id ?? last;
    }, lookEveryMs);
  }

  /** Only samples with a source time in `[from, upTo)` count. UTC milliseconds. */
  measureFrom(from: number, upTo: number): void {
    this.#from = from;
    this.#upTo = upTo;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #measure(bytes: Uint8Array, committedAt: number): void {
    if (this.#from === Infinity) return;
    const { count, sourceTime } = decodeChunk(bytes);
    for (let i = 0; i < count; i++) {
      const source = sourceTime[i]!;
      if (source >= this.#from && source < this.#upTo) this.age.add(committedAt - source);
    }
  }
}
