import type { Database, Statement } from "better-sqlite3";
import type { SampleBlockRow } from "#desktop/engine/database/engine-tables.ts";
import { openDatabase, type PlantDatabase } from "#desktop/engine/database/open-database.ts";

export type ReadyBlock = Omit<SampleBlockRow, "id">;

const columns =
  "tag, t0, t1, count, doubtful, resolution_ms, is_reducible, min, max, first, last, bytes";

/** The blocks a store made after the one with the id `after`, as they are in their rows. */
export function readyBlocks(raw: Database, after: number): { blocks: ReadyBlock[]; last: number } {
  const blocks = raw
    .prepare<[number], ReadyBlock>(
      `select ${columns} from historian.sample_block where id > ? order by id`,
    )
    .all(after);
  const last = raw.prepare("select coalesce(max(id), 0) from historian.sample_block").pluck().get();
  return { blocks, last: Number(last) };
}

/**
 * better-sqlite3 alone on this disk, in a folder of its own opened as the product opens one: blocks ready made into the
 * same table, as many samples a commit, each with the row of the business file that makes it durable; no tail, no
 * coding, no sums.
 */
export class RawBlocks {
  readonly #database: PlantDatabase;
  readonly #commit: (blocks: readonly ReadyBlock[], from: number) => number;

  private constructor(database: PlantDatabase, commitSamples: number, beat: (now: number) => void) {
    this.#database = database;
    const insert: Statement<[ReadyBlock]> = database.raw.prepare(
      `insert into historian.sample_block (${columns})
       values (@tag, @t0, @t1, @count, @doubtful, @resolution_ms, @is_reducible, @min, @max, @first, @last, @bytes)`,
    );
    this.#commit = database.raw.transaction((blocks: readonly ReadyBlock[], from: number) => {
      let next = from;
      for (let samples = 0; samples < commitSamples && next < blocks.length; next++) {
        insert.run(blocks[next]!);
        samples += blocks[next]!.count;
      }
      beat(Date.now());
      return next;
    });
  }

  static async open(
    folder: string,
    commitSamples: number,
    beatOf: (raw: Database) => (now: number) => void,
  ): Promise<RawBlocks> {
    const database = await openDatabase(folder, Date.now());
    return new RawBlocks(database, commitSamples, beatOf(database.raw));
  }

  /** Stores blocks; samples per second. */
  store(blocks: readonly ReadyBlock[]): number {
    const samples = samplesIn(blocks);
    const begun = performance.now();
    for (let next = 0; next < blocks.length;) next = this.#commit(blocks, next);
    return (samples * 1_000) / (performance.now() - begun);
  }

  close(): void {
    this.#database.close();
  }
}

export const samplesIn = (blocks: readonly ReadyBlock[]): number =>
  blocks.reduce((sum, { count }) => sum + count, 0);
