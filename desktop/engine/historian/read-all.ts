import type { Database } from "better-sqlite3";
import type { SampleBlockRow, SampleChunkRow, SampleTagRow } from "../database/engine-tables.ts";
import { decodeChunk } from "./chunk-codec.ts";
import { decodeBlock } from "./sample-block.ts";

/** The plain numbers of a stored sample; `value` means nothing where the value is no number. */
export interface PlainSample {
  readonly tag: number;
  readonly value: number;
  readonly sourceTime: number;
}

/**
 * Every stored sample once, as it was delivered, in no order: for benchmarks and proofs that nothing was lost. Reads
 * everything there is, in one snapshot of the file.
 */
export function* readEverything(raw: Database): Generator<PlainSample> {
  const tags = raw
    .prepare<[], Pick<SampleTagRow, "number" | "packed_through">>(
      "select number, packed_through from historian.sample_tag",
    )
    .all();
  const packedThrough = new Map(tags.map((tag) => [tag.number, tag.packed_through]));
  const blocks = raw
    .prepare<[], Pick<SampleBlockRow, "tag" | "count" | "bytes">>(
      "select tag, count, bytes from historian.sample_block where resolution_ms = 0",
    )
    .iterate();
  for (const { tag, count, bytes } of blocks) {
    const { value, source } = decodeBlock(bytes, count);
    for (let i = 0; i < count; i++) yield { tag, value: value[i]!, sourceTime: source[i]! };
  }
  const chunks = raw
    .prepare<[], Pick<SampleChunkRow, "id" | "bytes">>(
      "select id, bytes from historian.sample_chunk",
    )
    .iterate();
  for (const { id, bytes } of chunks) {
    const { count, tag, value, sourceTime } = decodeChunk(bytes);
    for (let i = 0; i < count; i++)
      if (id > (packedThrough.get(tag[i]!) ?? 0))
        yield { tag: tag[i]!, value: value[i]!, sourceTime: sourceTime[i]! };
  }
}
