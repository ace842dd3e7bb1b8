import type { Database, Statement } from "better-sqlite3";
import { BlockRows, type StoredBlock } from "./block-rows.ts";
import { ByteWriter } from "./byte-writer.ts";
import { encodeMinutes, type MinuteSummaries } from "./minute-block.ts";
import { decodeBlock, trustedNumber, type BlockHeader } from "./sample-block.ts";

/** Why samples are not there any more. */
export type LossCause = "down_sampled" | "dropped" | "retention";

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** One block of summaries takes at most so many blocks of samples in, and so much time. */
const mostMerged = 40;
const mergedSpanMs = 24 * hourMs;
/** Blocks of the last hours may still be open. */
const youngMs = 6 * hourMs;

interface BlockRow extends StoredBlock {
  readonly tag: number;
  readonly t1: number;
  readonly bytes: Uint8Array;
}

/** One-minute summaries of blocks of a tag; null when there is no trustworthy number in them. */
export function summarize(
  blocks: readonly { readonly bytes: Uint8Array; readonly count: number }[],
): MinuteSummaries | null {
  interface Minute {
    at: number;
    min: number;
    max: number;
    last: number;
    sum: number;
    samples: number;
  }
  const minutes = new Map<number, Minute>();
  for (const { bytes, count } of blocks) {
    const { at, value, mark, texts } = decodeBlock(bytes, count);
    for (let i = 0; i < count; i++) {
      const number = trustedNumber(value[i]!, mark[i]!, texts);
      if (number !== number) continue;
      const time = at[i]!;
      const key = Math.floor(time / minuteMs);
      const minute = minutes.get(key);
      if (minute === undefined) {
        minutes.set(key, {
          at: time,
          min: number,
          max: number,
          last: number,
          sum: number,
          samples: 1,
        });
        continue;
      }
      minute.min = Math.min(minute.min, number);
      minute.max = Math.max(minute.max, number);
      minute.sum += number;
      minute.samples += 1;
      if (time < minute.at) continue;
      minute.at = time;
      minute.last = number;
    }
  }
  if (minutes.size === 0) return null;
  const ordered = [...minutes.values()].sort((a, b) => a.at - b.at);
  const column = (of: (minute: Minute) => number) => Float64Array.from(ordered, of);
  return {
    count: ordered.length,
    at: column(({ at }) => at),
    min: column(({ min }) => min),
    max: column(({ max }) => max),
    last: column(({ last }) => last),
    sum: column(({ sum }) => sum),
    samples: column(({ samples }) => samples),
  };
}

function headerOf({ count, at, min, max, last }: MinuteSummaries): BlockHeader {
  return {
    // A minute's point stands at its last sample; the minute began before it.
    t0: Math.floor(at[0]! / minuteMs) * minuteMs,
    t1: Math.ceil(at[count - 1]!),
    count,
    doubtful: 0,
    min: Math.min(...min),
    max: Math.max(...max),
    first: null,
    last: last[count - 1]!,
  };
}

/**
 * Gives stored samples up, the oldest first, in pieces of one short transaction each, and leaves a record of every
 * piece in `historian.sample_loss`.
 */
export class GiveUp {
  readonly #raw: Database;
  readonly #rows: BlockRows;
  readonly #out = new ByteWriter();
  readonly #oldestReducible: Statement<[number], { readonly tag: number; readonly t0: number }>;
  readonly #blocksOf: Statement<[number, number, number, number], BlockRow>;
  readonly #classOf: Statement<[number], string>;
  readonly #keep: Statement<[number]>;
  readonly #oldest: Statement<[{ readonly limit: number }], Omit<BlockRow, "bytes">>;
  readonly #oldOf: Statement<[number, number, number], Omit<BlockRow, "bytes">>;
  readonly #oldChunks: Statement<[number]>;
  readonly #record: Statement<[number, LossCause, number, number, number]>;

  constructor(raw: Database) {
    this.#raw = raw;
    this.#rows = new BlockRows(raw);
    const columns = "id, tag, t0, t1, count, length(bytes) as size";
    this.#oldestReducible = raw.prepare(
      `select tag, t0 from historian.sample_block where is_reducible = 1 and t0 < ? order by t0 limit 1`,
    );
    this.#blocksOf = raw.prepare(
      `select ${columns}, bytes from historian.sample_block
        where tag = ? and t0 >= ? and t0 < ? and is_reducible = 1 order by t0 limit ?`,
    );
    this.#classOf = raw
      .prepare<[number], string>(
        `select tag.class from historian.sample_tag stored join tag on tag.id = stored.tag_id
          where stored.number = ?`,
      )
      .pluck() as Statement<[number], string>;
    this.#keep = raw.prepare("update historian.sample_block set is_reducible = 0 where id = ?");
    this.#oldest = raw.prepare(
      `select ${columns} from (
         select * from (select * from historian.sample_block where is_reducible = 0 order by t0 limit @limit)
         union all
         select * from (select * from historian.sample_block where is_reducible = 1 order by t0 limit @limit))
       order by t0 limit @limit`,
    );
    this.#oldOf = raw.prepare(
      `select ${columns} from historian.sample_block where tag = ? and t0 < ? order by t0 limit ?`,
    );
    this.#oldChunks = raw.prepare("delete from historian.sample_chunk where ends_at < ?");
    this.#record = raw.prepare(
      `insert into historian.sample_loss (tag, cause, starts_at, ends_at, recorded_at) values (?, ?, ?, ?, ?)
       on conflict (tag, cause) do update set starts_at = min(starts_at, excluded.starts_at),
         ends_at = max(ends_at, excluded.ends_at), recorded_at = excluded.recorded_at`,
    );
  }

  /**
   * Makes one-minute summaries of the oldest analog or counter samples there are, of one tag and at most a day.
   * False = there are none left.
   */
  downSample(now: number): boolean {
    return this.#commit(() => {
      const oldest = this.#oldestReducible.get(now - youngMs);
      if (oldest === undefined) return false;
      const { tag, t0 } = oldest;
      const blocks = this.#blocksOf.all(
        tag,
        t0,
        Math.min(t0 + mergedSpanMs, now - youngMs),
        mostMerged,
      );
      const tagClass = this.#classOf.get(tag);
      const minutes = tagClass === "analog" || tagClass === "counter" ? summarize(blocks) : null;
      if (minutes === null) {
        for (const { id } of blocks) this.#keep.run(id);
        return true;
      }
      for (const block of blocks) this.#rows.remove(block);
      const bytes = encodeMinutes(minutes, this.#out);
      const summary = {
        tag,
        header: headerOf(minutes),
        bytes,
        resolutionMs: minuteMs,
        isReducible: false,
      };
      this.#rows.write(summary, null);
      this.#rows.reach(summary.tag, summary.header.t1 - summary.header.t0);
      this.#recordLoss(blocks, "down_sampled", now);
      return true;
    });
  }

  /** Drops the oldest blocks of all, at most `limit`. False = there are none. */
  dropOldest(now: number, limit: number): boolean {
    return this.#commit(() => this.#drop(this.#oldest.all({ limit }), "dropped", now));
  }

  /** Drops at most `limit` blocks of a tag that end before `before`. False = there are none. */
  dropBefore(tag: number, before: number, now: number, limit: number): boolean {
    return this.#commit(() => {
      const blocks = this.#oldOf.all(tag, before, limit).filter(({ t1 }) => t1 < before);
      return this.#drop(blocks, "retention", now);
    });
  }

  /** Drops batches of the tail that no tag keeps any more: of an older version, or of a file that was never caught up. */
  dropTailBefore(before: number): void {
    this.#raw.transaction(() => this.#oldChunks.run(before))();
  }

  #drop(blocks: readonly Omit<BlockRow, "bytes">[], cause: LossCause, now: number): boolean {
    for (const block of blocks) this.#rows.remove(block);
    this.#recordLoss(blocks, cause, now);
    return blocks.length > 0;
  }

  #recordLoss(blocks: readonly Omit<BlockRow, "bytes">[], cause: LossCause, now: number): void {
    for (const { tag, t0, t1 } of blocks) this.#record.run(tag, cause, t0, t1 + 1, now);
  }

  #commit(work: () => boolean): boolean {
    const wasDone = this.#raw.transaction(() => {
      const done = work();
      this.#rows.flush();
      return done;
    });
    try {
      return wasDone();
    } catch (error) {
      this.#rows.forget();
      throw error;
    }
  }
}
