import type { Database } from "better-sqlite3";
import { asReader } from "#desktop/engine/database/reader.ts";
import { readEverything } from "#desktop/engine/historian/read-all.ts";
import { readTag } from "#desktop/engine/historian/read-samples.ts";
import type { TagId } from "#shared/kernel/id.ts";

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
}

/** Reads every block and what is still in the tail with the engine's own codec, and counts each tick of each tag. */
export function readBack(reader: Database, window: TickWindow): ReadBack {
  const ticks = window.endTick - window.firstTick;
  const times = new Uint8Array(window.items * ticks);
  let stored = 0;
  for (const { tag, value } of readEverything(reader)) {
    const tick = value - window.firstTick;
    if (tick < 0 || tick >= ticks) continue;
    // Tags are numbered from 1 in the order in which they first came.
    times[(tag - 1) * ticks + tick]! += 1;
    stored += 1;
  }
  let lost = 0;
  for (const count of times) if (count === 0) lost += 1;
  return { lost, duplicates: stored - (times.length - lost), stored };
}

/**
 * The same by the way a person's question takes, for a few tags: the sample store's own reading.
 * @returns samples of each tag in `[start, end)`
 */
export async function readSomeTags(
  reader: Database,
  howMany: number,
  span: { readonly start: number; readonly end: number },
): Promise<number[]> {
  const tags = reader
    .prepare<[], TagId>("select tag_id from historian.sample_tag order by number")
    .pluck()
    .all() as TagId[];
  const counts: number[] = [];
  for (let index = 0; index < howMany; index++) {
    const tag = tags[Math.floor((index * tags.length) / howMany)];
    counts.push(tag === undefined ? 0 : (await readTag(asReader(reader), tag, span)).length);
  }
  return counts;
}
