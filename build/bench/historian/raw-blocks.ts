import type { Database } from "better-sqlite3";
import type { SampleBlockRow } from "#desktop/engine/database/engine-tables.ts";
import { openDatabase } from "#desktop/engine/database/open-database.ts";

export type ReadyBlock = Pick<
  SampleBlockRow,
  "tag" | "t0" | "t1" | "count" | "min" | "max" | "first" | "last" | "bytes"
>;

/** The blocks the store made, as they are in their rows. */
export const readyBlocks = (raw: Database): ReadyBlock[] =>
  raw
    .prepare<[], ReadyBlock>(
      "select tag, t0, t1, count, min, max, first, last, bytes from historian.sample_block order by id",
    )
    .all();

/**
 * Samples per second that better-sqlite3 alone stores on this disk: the same blocks ready made into the same table,
 * as many samples a commit, each with the row of the business file that makes it durable; no tail, no coding, no sums.
 */
export async function rawBlocks(wish: {
  readonly folder: string;
  readonly blocks: readonly ReadyBlock[];
  /** Samples in one commit. */
  readonly commitSamples: number;
  /** Stop after about so many. */
  readonly samples: number;
  readonly beatOf: (raw: Database) => (now: number) => void;
}): Promise<number> {
  const database = await openDatabase(wish.folder, Date.now());
  try {
    const { raw } = database;
    const insert = raw.prepare<[ReadyBlock]>(
      `insert into historian.sample_block
         (tag, t0, t1, count, doubtful, resolution_ms, is_reducible, min, max, first, last, bytes)
       values (@tag, @t0, @t1, @count, 0, 0, 1, @min, @max, @first, @last, @bytes)`,
    );
    const beat = wish.beatOf(raw);
    let next = 0;
    let stored = 0;
    const commit = raw.transaction(() => {
      for (let samples = 0; samples < wish.commitSamples && next < wish.blocks.length; next++) {
        const block = wish.blocks[next]!;
        insert.run(block);
        samples += block.count;
        stored += block.count;
      }
      beat(Date.now());
    });
    const begun = performance.now();
    while (next < wish.blocks.length && stored < wish.samples) commit();
    return (stored * 1_000) / (performance.now() - begun);
  } finally {
    database.close();
  }
}
