import type { Database, Statement } from "better-sqlite3";
import type { TagId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { decodeChunk, encodeChunk } from "./chunk-codec.ts";
import { sampleAt, sampleTime, type SampleColumns, type StoredSample } from "./sample-columns.ts";

/** A sample read back, with its place on the time axis. */
export interface TimedSample extends StoredSample {
  readonly at: number;
}

interface Bounds {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly firstTag: number;
  readonly lastTag: number;
}

function boundsOf(columns: SampleColumns): Bounds {
  let [startsAt, endsAt, firstTag, lastTag] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < columns.count; i++) {
    const at = sampleTime(columns, i);
    const tag = columns.tag[i]!;
    if (at < startsAt) startsAt = at;
    if (at > endsAt) endsAt = at;
    if (tag < firstTag) firstTag = tag;
    if (tag > lastTag) lastTag = tag;
  }
  return { startsAt: Math.floor(startsAt), endsAt: Math.ceil(endsAt), firstTag, lastTag };
}

type Insert = [number, number, number, number, 0 | 1, number, Uint8Array];

/** Writes sample chunks; part of the caller's transaction. */
export class SampleStore {
  readonly #insert: Statement<Insert>;

  constructor(raw: Database) {
    this.#insert = raw.prepare<Insert>(
      `insert into historian.sample_chunk
         (starts_at, ends_at, first_tag, last_tag, is_merged, sample_count, bytes)
       values (?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  append(columns: SampleColumns, isMerged = false): void {
    if (columns.count === 0) return;
    const { startsAt, endsAt, firstTag, lastTag } = boundsOf(columns);
    const bytes = encodeChunk(columns);
    this.#insert.run(startsAt, endsAt, firstTag, lastTag, isMerged ? 1 : 0, columns.count, bytes);
  }
}

function* samplesOf(columns: SampleColumns, tag: number, span: Span): Generator<TimedSample> {
  let odd = 0;
  for (let i = 0; i < columns.count; i++) {
    while (odd < columns.odd.length && columns.odd[odd]!.index < i) odd++;
    if (columns.tag[i] !== tag) continue;
    const at = sampleTime(columns, i);
    if (at < span.start || at >= span.end) continue;
    yield {
      at,
      ...sampleAt(columns, i, columns.odd[odd]?.index === i ? columns.odd[odd] : undefined),
    };
  }
}

/**
 * The samples of one tag in `[span.start, span.end)`, in order of time; those of one instant as they arrived.
 * Works on any connection to the stores, also a read-only one.
 */
export function readTag(raw: Database, tag: TagId, span: Span): TimedSample[] {
  const number = raw
    .prepare<[string], number>("select number from historian.sample_tag where tag_id = ?")
    .pluck()
    .get(tag) as number | undefined;
  if (number === undefined) return [];
  const chunks = raw
    .prepare<[number, number, number, number], Uint8Array>(
      `select bytes from historian.sample_chunk
        where ends_at >= ? and starts_at < ? and first_tag <= ? and last_tag >= ? order by starts_at, id`,
    )
    .pluck()
    .iterate(span.start, span.end, number, number) as IterableIterator<Uint8Array>;
  const samples: TimedSample[] = [];
  for (const bytes of chunks) samples.push(...samplesOf(decodeChunk(bytes), number, span));
  return samples.sort((a, b) => a.at - b.at || a.receivedTime - b.receivedTime);
}
