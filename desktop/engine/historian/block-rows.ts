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

/** t0, then what the row holds beside it, in the order of its columns. By place: names cost as much as the write. */
type Fields = readonly [
  t0: number,
  t1: number,
  count: number,
  doubtful: number,
  isReducible: 0 | 1,
  min: number | null,
  max: number | null,
  first: number | null,
  last: number | null,
  bytes: Uint8Array,
  tag: number,
  resolutionMs: number,
];

/** Rows of `historian.sample_block` and the sums kept beside them. Every method is part of the caller's transaction. */
export class BlockRows {
  readonly #insert: Statement<[...Fields]>;
  readonly #update: Statement<[...Fields, id: number]>;
  readonly #remove: Statement<[number]>;
  readonly #tally: Statement<[number, number, number]>;
  readonly #reach: Statement<[number, number]>;
  readonly #days = new Map<number, { samples: number; bytes: number }>();

  constructor(raw: Database) {
    this.#insert = raw.prepare(
      `insert into historian.sample_block
         (t0, t1, count, doubtful, is_reducible, min, max, first, last, bytes, tag, resolution_ms)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       on conflict do nothing`,
    );
    this.#update = raw.prepare(
      `update or ignore historian.sample_block
          set t0 = ?, t1 = ?, count = ?, doubtful = ?, is_reducible = ?,
              min = ?, max = ?, first = ?, last = ?, bytes = ?
        where tag = ? and resolution_ms = ? and id = ?`,
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
    const { header, bytes, tag, resolutionMs } = block;
    const { t0, t1, count, doubtful, min, max, first, last } = header;
    const size = bytes.length + rowBytes;
    const fieldsFrom = (begin: number): Fields => [
      begin,
      t1,
      count,
      doubtful,
      block.isReducible ? 1 : 0,
      min,
      max,
      first,
      last,
      bytes,
      tag,
      resolutionMs,
    ];
    if (before !== null) {
      // A grown block that begins where another does keeps the beginning it has: it is still no later than its samples.
      const earlier = Math.min(before.t0, t0);
      for (const begin of earlier === t0 ? [t0, before.t0] : [earlier]) {
        if (this.#update.run(...fieldsFrom(begin), before.rowId).changes === 0) continue;
        this.#count(before.t0, -before.count, -before.bytes);
        this.#count(begin, count, size);
        return { rowId: before.rowId, t0: begin, count, bytes: size };
      }
      // The row was given up meanwhile, to stay within the quota.
    }
    for (let begin = t0; ; begin--) {
      // Blocks of one tag that begin in the same millisecond: the later one says that it begins a little earlier.
      const { changes, lastInsertRowid } = this.#insert.run(...fieldsFrom(begin));
      if (changes === 0) continue;
      this.#count(begin, count, size);
      return { rowId: Number(lastInsertRowid), t0: begin, count, bytes: size };
    }
  }

  /** Notes how far a block of a tag reaches, where `packed_through` is not saved along with it. */
  reach(tag: number, reachMs: number): void {
    this.#reach.run(reachMs, tag);
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
