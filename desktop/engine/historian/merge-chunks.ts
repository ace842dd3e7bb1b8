import type { Database } from "better-sqlite3";
import { decodeChunk } from "./chunk-codec.ts";
import { emptyColumns, type OddValue, type SampleColumns } from "./sample-columns.ts";
import { SampleStore } from "./sample-store.ts";

/** How much one piece of merging may take on, so that it never holds up a commit for long. */
export interface MergeLimits {
  /** Chunks must be this old: their neighbours have all arrived. Milliseconds. */
  readonly olderThanMs: number;
  /** Merging waits for this many samples or for chunks that reach over `orSpanMs`. */
  readonly samples: number;
  readonly orSpanMs: number;
  /** Size of the chunks made. */
  readonly chunkSamples: number;
}

export const mergeLimits: MergeLimits = {
  olderThanMs: 180_000,
  samples: 50_000,
  orSpanMs: 3_600_000,
  chunkSamples: 8_192,
};

interface SmallChunk {
  readonly id: number;
  readonly starts_at: number;
  readonly ends_at: number;
  readonly sample_count: number;
}

/** The oldest small chunks that are worth a merge; none while they are too young, too few and too short. */
function due(raw: Database, now: number, limits: MergeLimits): SmallChunk[] {
  const rows = raw
    .prepare<[number], SmallChunk>(
      `select id, starts_at, ends_at, sample_count from historian.sample_chunk
        where is_merged = 0 and ends_at < ? order by ends_at, id`,
    )
    .iterate(now - limits.olderThanMs);
  const chosen: SmallChunk[] = [];
  let samples = 0;
  for (const row of rows) {
    const spanMs = chosen.length === 0 ? 0 : row.ends_at - chosen[0]!.ends_at;
    if (samples >= limits.samples || (chosen.length > 1 && spanMs >= limits.orSpanMs))
      return chosen;
    chosen.push(row);
    samples += row.sample_count;
  }
  return samples >= limits.samples ? chosen : [];
}

/** Where the samples of each tag begin once they are grouped, by tag number. Tag numbers are dense, so an array will do. */
function placesOf(chunks: readonly SampleColumns[]): Uint32Array {
  let largest = 0;
  for (const { tag, count } of chunks)
    for (let i = 0; i < count; i++) if (tag[i]! > largest) largest = tag[i]!;
  const places = new Uint32Array(largest + 2);
  for (const { tag, count } of chunks) for (let i = 0; i < count; i++) places[tag[i]! + 1]! += 1;
  for (let number = 1; number < places.length; number++) places[number]! += places[number - 1]!;
  return places;
}

/** Joins chunks in the order given and puts their samples together by tag; those of one tag keep their order. */
export function groupByTag(chunks: readonly SampleColumns[]): SampleColumns {
  const count = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  const places = placesOf(chunks);
  const grouped = emptyColumns(count);
  const odd: OddValue[] = [];
  for (const chunk of chunks) {
    let nextOdd = 0;
    for (let i = 0; i < chunk.count; i++) {
      const tag = chunk.tag[i]!;
      const index = places[tag]!;
      places[tag] = index + 1;
      grouped.tag[index] = tag;
      grouped.value[index] = chunk.value[i]!;
      grouped.status[index] = chunk.status[i]!;
      grouped.sourceTime[index] = chunk.sourceTime[i]!;
      grouped.serverTime[index] = chunk.serverTime[i]!;
      grouped.receivedTime[index] = chunk.receivedTime[i]!;
      if (chunk.odd[nextOdd]?.index === i) odd.push({ index, value: chunk.odd[nextOdd++]!.value });
    }
  }
  return { ...grouped, odd: odd.sort((a, b) => a.index - b.index) };
}

/** The samples from `from` up to `to` as columns of their own. */
const part = (columns: SampleColumns, from: number, to: number): SampleColumns => ({
  count: to - from,
  tag: columns.tag.subarray(from, to),
  value: columns.value.subarray(from, to),
  status: columns.status.subarray(from, to),
  sourceTime: columns.sourceTime.subarray(from, to),
  serverTime: columns.serverTime.subarray(from, to),
  receivedTime: columns.receivedTime.subarray(from, to),
  odd: columns.odd
    .filter(({ index }) => index >= from && index < to)
    .map(({ index, value }) => ({ index: index - from, value })),
});

/**
 * One bounded piece of merging: small chunks become larger ones grouped by tag, so that reading a tag over hours opens
 * few of them. One transaction; returns how many samples it moved, 0 when nothing is due.
 */
export function mergeChunks(raw: Database, now: number, limits = mergeLimits): number {
  const chunks = due(raw, now, limits);
  if (chunks.length < 2) return 0;
  const bytesOf = raw
    .prepare<[number], Uint8Array>("select bytes from historian.sample_chunk where id = ?")
    .pluck();
  const remove = raw.prepare<[number]>("delete from historian.sample_chunk where id = ?");
  const store = new SampleStore(raw);
  const merge = raw.transaction(() => {
    const grouped = groupByTag(chunks.map(({ id }) => decodeChunk(bytesOf.get(id) as Uint8Array)));
    for (let from = 0; from < grouped.count; from += limits.chunkSamples)
      store.append(part(grouped, from, Math.min(grouped.count, from + limits.chunkSamples)), true);
    for (const { id } of chunks) remove.run(id);
    return grouped.count;
  });
  return merge();
}
