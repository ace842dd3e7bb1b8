import type { Database, Statement } from "better-sqlite3";
import type { ByteWriter } from "./byte-writer.ts";
import { encodeChunk } from "./chunk-codec.ts";
import { sampleTime, type SampleColumns } from "./sample-columns.ts";

interface Bounds {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly firstTag: number;
  readonly lastTag: number;
}

function boundsOf(columns: SampleColumns): Bounds {
  let [startsAt, endsAt, firstTag, lastTag] = [Infinity, -Infinity, Infinity, -Infinity];
  const { count, tag, sourceTime, receivedTime, backRead = [] } = columns;
  let nextBack = 0;
  for (let i = 0; i < count; i++) {
    const isBackRead = nextBack < backRead.length && backRead[nextBack] === i;
    if (isBackRead) nextBack += 1;
    const at = sampleTime(sourceTime[i]!, receivedTime[i]!, isBackRead);
    const number = tag[i]!;
    if (at < startsAt) startsAt = at;
    if (at > endsAt) endsAt = at;
    if (number < firstTag) firstTag = number;
    if (number > lastTag) lastTag = number;
  }
  return { startsAt: Math.floor(startsAt), endsAt: Math.ceil(endsAt), firstTag, lastTag };
}

type Insert = [number, number, number, number, number, number, Uint8Array];

export interface TailRow {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/**
 * The tail: every batch as it was committed, in `historian.sample_chunk`, until its samples are in blocks. Rows are
 * numbered without a gap. Part of the caller's transaction.
 */
export class TailRows {
  readonly #insert: Statement<Insert>;
  readonly #next: Statement<[number], TailRow>;
  readonly #drop: Statement<[number, number]>;
  readonly #ends: Statement<[], { readonly first: number | null; readonly last: number }>;
  readonly #out: ByteWriter;

  constructor(raw: Database, out: ByteWriter) {
    this.#out = out;
    this.#insert = raw.prepare(
      `insert into historian.sample_chunk
         (id, starts_at, ends_at, first_tag, last_tag, is_merged, sample_count, bytes) values (?, ?, ?, ?, ?, 0, ?, ?)`,
    );
    this.#next = raw.prepare(
      "select id, bytes from historian.sample_chunk where id > ? order by id limit 1",
    );
    this.#drop = raw.prepare(
      `delete from historian.sample_chunk where id in
         (select id from historian.sample_chunk where id <= ? order by id limit ?)`,
    );
    // A number is never given twice, also not after all rows that had it are gone.
    this.#ends = raw.prepare(
      `select min(id) as first, max(coalesce(max(id), 0),
              (select coalesce(max(packed_through), 0) from historian.sample_tag)) as last
         from historian.sample_chunk`,
    );
  }

  append(id: number, columns: SampleColumns): void {
    const { startsAt, endsAt, firstTag, lastTag } = boundsOf(columns);
    const bytes = encodeChunk(columns, this.#out);
    this.#insert.run(id, startsAt, endsAt, firstTag, lastTag, columns.count, bytes);
  }

  after(id: number): TailRow | undefined {
    return this.#next.get(id);
  }

  /** Drops at most `limit` of the rows up to `id`. */
  drop(id: number, limit: number): number {
    return this.#drop.run(id, limit).changes;
  }

  /** Numbers of the first row there is and of the last that ever was. */
  ends(): { readonly first: number | null; readonly last: number } {
    return this.#ends.get()!;
  }
}
