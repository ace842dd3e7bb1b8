import type { Database } from "better-sqlite3";
import { decodeChunk } from "#desktop/engine/historian/chunk-codec.ts";
import { readTag } from "#desktop/engine/historian/sample-store.ts";
import type { TagId } from "#shared/kernel/id.ts";
import { MeasuredMillions } from "../figures/percentile.ts";

/** The ticks that count: `[firstTick, endTick)` of every item. */
export interface TickWindow {
  readonly items: number;
  readonly firstTick: number;
  readonly endTick: number;
}

export interface ReadBack {
  /** Ticks of the window that are stored for an item zero times. */
  readonly lost: number;
  /** Samples stored again. */
  readonly duplicates: number;
  readonly stored: number;
  /** Commit of a sample minus its source time. Milliseconds. */
  readonly age: MeasuredMillions;
}

/** Reads every chunk with the engine's own codec and counts each tick of each tag. */
export function readBack(
  reader: Database,
  window: TickWindow,
  committedAt: ReadonlyMap<number, number>,
): ReadBack {
  const ticks = window.endTick - window.firstTick;
  const times = new Uint8Array(window.items * ticks);
  const age = new MeasuredMillions();
  let stored = 0;
  const chunks = reader
    .prepare<[], { id: number; bytes: Uint8Array }>("select id, bytes from historian.sample_chunk")
    .iterate();
  for (const { id, bytes } of chunks) {
    const { count, tag, value, sourceTime } = decodeChunk(bytes);
    const at = committedAt.get(id);
    for (let i = 0; i < count; i++) {
      const tick = value[i]! - window.firstTick;
      if (tick < 0 || tick >= ticks) continue;
      // Tags are numbered from 1 in the order in which they first came.
      times[(tag[i]! - 1) * ticks + tick]! += 1;
      stored += 1;
      if (at !== undefined) age.add(at - sourceTime[i]!);
    }
  }
  let lost = 0;
  for (const count of times) if (count === 0) lost += 1;
  return { lost, duplicates: stored - (times.length - lost), stored, age };
}

/**
 * The same by the way a person's question takes, for a few tags: the sample store's own reading.
 * @returns samples of each tag in `[start, end)`
 */
export function readSomeTags(
  reader: Database,
  howMany: number,
  span: { readonly start: number; readonly end: number },
): number[] {
  const tags = reader
    .prepare<[], TagId>("select tag_id from historian.sample_tag order by number")
    .pluck()
    .all() as TagId[];
  return Array.from({ length: howMany }, (_, index) => {
    const tag = tags[Math.floor((index * tags.length) / howMany)];
    return tag === undefined ? 0 : readTag(reader, tag, span).length;
  });
}
