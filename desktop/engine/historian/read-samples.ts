import type { TagId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { SampleBlockRow } from "../database/engine-tables.ts";
import type { Reader } from "../database/reader.ts";
import { decodeChunk } from "./chunk-codec.ts";
import { blockSampleAt, decodeBlock, type TimedSample } from "./sample-block.ts";
import { sampleAt, sampleTime } from "./sample-columns.ts";
import { eachSample } from "./sample-rows.ts";

/** A tag as the historian knows it. */
export interface StoredTag {
  readonly number: number;
  readonly packedThrough: number;
  readonly longestMs: number;
}

/** Undefined when nothing of the tag was ever stored. */
export async function findStoredTag(reader: Reader, tag: TagId): Promise<StoredTag | undefined> {
  return reader
    .selectFrom("historian.sample_tag")
    .select(["number", "packed_through as packedThrough", "longest_ms as longestMs"])
    .where("tag_id", "=", tag)
    .executeTakeFirst();
}

/** Blocks of a tag that may hold samples of `[span.start, span.end)`, without their bytes, in order of their beginning. */
export function blockHeaders(
  reader: Reader,
  { number, longestMs }: StoredTag,
  span: Span,
): Promise<Omit<SampleBlockRow, "bytes">[]> {
  return (
    reader
      .selectFrom("historian.sample_block")
      .select([
        "id",
        "tag",
        "t0",
        "t1",
        "count",
        "doubtful",
        "resolution_ms",
        "is_reducible",
        "min",
        "max",
        "first",
        "last",
      ])
      .where("tag", "=", number)
      // One more: a block may say that it begins a little earlier than it does.
      .where("t0", ">=", Math.floor(span.start) - longestMs - 1_000)
      .where("t0", "<", Math.ceil(span.end))
      .where("t1", ">=", Math.floor(span.start))
      .orderBy("t0")
      .execute()
  );
}

/** The samples of a block, as it is now: it may have grown since its header was read, or be gone. */
export async function openBlock(
  reader: Reader,
  { id, tag, resolution_ms }: Pick<SampleBlockRow, "id" | "tag" | "resolution_ms">,
): Promise<{ readonly count: number; readonly bytes: Uint8Array } | undefined> {
  return reader
    .selectFrom("historian.sample_block")
    .select(["count", "bytes"])
    .where("id", "=", id)
    .where("tag", "=", tag)
    .where("resolution_ms", "=", resolution_ms)
    .executeTakeFirst();
}

/** Samples of a tag in `[span.start, span.end)` that are in no block yet, in the order in which they were committed. */
export async function tailSamples(
  reader: Reader,
  { number, packedThrough }: StoredTag,
  span: Span,
): Promise<TimedSample[]> {
  const rows = await reader
    .selectFrom("historian.sample_chunk")
    .select("bytes")
    .where("id", ">", packedThrough)
    .where("ends_at", ">=", Math.floor(span.start))
    .where("starts_at", "<", Math.ceil(span.end))
    .where("first_tag", "<=", number)
    .where("last_tag", ">=", number)
    .orderBy("id")
    .execute();
  const found: TimedSample[] = [];
  for (const { bytes } of rows) {
    const columns = decodeChunk(bytes);
    eachSample(columns, (i, value, isBackRead) => {
      if (columns.tag[i] !== number) return;
      const at = sampleTime(columns.sourceTime[i]!, columns.receivedTime[i]!, isBackRead);
      if (at < span.start || at >= span.end) return;
      const odd = typeof value === "number" ? undefined : { index: i, value };
      found.push({ at, ...sampleAt(columns, i, odd) });
    });
  }
  return found;
}

const isSame = (a: TimedSample, b: TimedSample): boolean =>
  a.at === b.at &&
  a.status === b.status &&
  a.sourceTime === b.sourceTime &&
  Object.is(a.value, b.value);

/** In order of time, those of one instant as they arrived; what was delivered twice stands there once. */
export function inOrder(samples: TimedSample[]): TimedSample[] {
  samples.sort((a, b) => a.at - b.at || a.receivedTime - b.receivedTime);
  return samples.filter((sample, i) => {
    for (let j = i - 1; j >= 0 && samples[j]!.at === sample.at; j--)
      if (isSame(samples[j]!, sample)) return false;
    return true;
  });
}

/**
 * The samples of one tag in `[span.start, span.end)`, in order of time. Where only summaries are left there are none.
 * What a tag's blocks hold is read before the tail: a sample that moves meanwhile is seen twice at most, never missed.
 */
export async function readTag(reader: Reader, tag: TagId, span: Span): Promise<TimedSample[]> {
  const stored = await findStoredTag(reader, tag);
  if (stored === undefined) return [];
  const samples: TimedSample[] = [];
  for (const header of await blockHeaders(reader, stored, span)) {
    if (header.resolution_ms !== 0) continue;
    const block = await openBlock(reader, header);
    if (block === undefined) continue;
    const columns = decodeBlock(block.bytes, block.count);
    for (let i = 0; i < columns.count; i++)
      if (columns.at[i]! >= span.start && columns.at[i]! < span.end)
        samples.push(blockSampleAt(columns, i));
  }
  samples.push(...(await tailSamples(reader, stored, span)));
  return inOrder(samples);
}
