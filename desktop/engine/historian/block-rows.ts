import type { Database, Statement } from "better-sqlite3";
import type { BlockHeader } from "./sample-block.ts";
import type { WrittenBlock } from "./open-block.ts";

const dayMs = 86_400_000;
/** What a row takes on disk beside its bytes: header, index entries, its share of pages. */
export const rowBytes = 100;

/** A block as it goes to disk. */
export interface BlockToWrite {
  readonly tag: number;
  readonly header: BlockHeader;
  readonly bytes: Uint8Array;
  /** 0 = samples as they came; else one point per so many milliseconds. */
  readonly resolutionMs: number;
  /** One-minute summaries would be much smaller. */
  readonly isReducible: boolean;
}

/** A block that is to go. */
export interface StoredBlock {
  readonly id: number;
  readonly t0: number;
  readonly count: number;
  readonly size: number;
}

type Fields = {
  readonly tag: number;
  readonly t0: number;
  readonly t1: number;
  readonly count: number;
  readonly doubtful: number;
  readonly resolution: number;
  readonly reducible: 0 | 1;
  readonly min: number | null;
  readonly max: number | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly bytes: Uint8Array;
};

/** Rows of `historian.sample_block` and the sums kept beside them. Every method is part of the caller's transaction. */
export class BlockRows {
  readonly #insert: Statement<[Fields]>;
  readonly #update: Statement<[Fields & { readonly id: number }]>;
  readonly #remove: Statement<[number]>;
  readonly #tally: Statement<[number, number, number]>;
  readonly #reach: Statement<[number, number]>;
  readonly #days = new Map<number, { samples: number; bytes: number }>();

  constructor(raw: Database) {
    this.#insert = raw.prepare(
      `insert into historian.sample_block
         (tag, t0, t1, count, doubtful, resolution_ms, is_reducible, min, max, first, last, bytes)
       values (@tag, @t0, @t1, @count, @doubtful, @resolution, @reducible, @min, @max, @first, @last, @bytes)
       on conflict do nothing`,
    );
    this.#update = raw.prepare(
      `update or ignore historian.sample_block
          set t0 = @t0, t1 = @t1, count = @count, doubtful = @doubtful, is_reducible = @reducible,
              min = @min, max = @max, first = @first, last = @last, bytes = @bytes
        where id = @id and tag = @tag and resolution_ms = @resolution`,
    );
    this.#remove = raw.prepare("delete from historian.sample_block where id = ?");
    this.#tally = raw.prepare(
      `insert into historian.sample_day (day, samples, bytes) values (?, ?, ?)
       on conflict (day) do update set samples = samples + excluded.samples, bytes = bytes + excluded.bytes`,
    );
    this.#reach = raw.prepare(
      "update historian.sample_tag set longest_ms = max(longest_ms, ?) where number = ?",
    );
  }

  /** Writes a new block, or a grown one in place of `before`. */
  write(block: BlockToWrite, before: WrittenBlock | null): WrittenBlock {
    const { header, bytes } = block;
    const size = bytes.length + rowBytes;
    const fields: Fields = {
      tag: block.tag,
      ...header,
      resolution: block.resolutionMs,
      reducible: block.isReducible ? 1 : 0,
      bytes,
    };
    this.#reach.run(header.t1 - header.t0, block.tag);
    if (before !== null) {
      // A grown block that begins where another does keeps the beginning it has: it is still no later than its samples.
      const t0 = Math.min(before.t0, header.t0);
      for (const start of t0 === header.t0 ? [t0, before.t0] : [t0]) {
        if (this.#update.run({ ...fields, t0: start, id: before.rowId }).changes === 0) continue;
        this.#count(before.t0, -before.count, -before.bytes);
        this.#count(start, header.count, size);
        return { rowId: before.rowId, t0: start, count: header.count, bytes: size };
      }
      // The row was given up meanwhile, to stay within the quota.
    }
    for (let t0 = header.t0; ; t0--) {
      // Blocks of one tag that begin in the same millisecond: the later one says that it begins a little earlier.
      const { changes, lastInsertRowid } = this.#insert.run({ ...fields, t0 });
      if (changes === 0) continue;
      this.#count(t0, header.count, size);
      return { rowId: Number(lastInsertRowid), t0, count: header.count, bytes: size };
    }
  }

  remove({ id, t0, count, size }: StoredBlock): void {
    if (this.#remove.run(id).changes > 0) this.#count(t0, -count, -(size + rowBytes));
  }

  /** Writes the sums that the writes and removals since the last call changed. */
  flush(): void {
    for (const [day, { samples, bytes }] of this.#days) this.#tally.run(day, samples, bytes);
    this.#days.clear();
  }

  /** After a rollback. */
  forget(): void {
    this.#days.clear();
  }

  #count(t0: number, samples: number, bytes: number): void {
    const day = Math.floor(t0 / dayMs);
    const sums = this.#days.get(day) ?? { samples: 0, bytes: 0 };
    this.#days.set(day, { samples: sums.samples + samples, bytes: sums.bytes + bytes });
  }
}
