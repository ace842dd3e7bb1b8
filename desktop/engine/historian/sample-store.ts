import type { Database, Statement } from "better-sqlite3";
import { BlockRows } from "./block-rows.ts";
import { ByteWriter } from "./byte-writer.ts";
import { decodeChunk } from "./chunk-codec.ts";
import { GatheredSamples } from "./gathered-samples.ts";
import type { OpenBlock, WrittenBlock } from "./open-block.ts";
import { blockLimits, OpenBlocks, type BlockLimits, type DueBlocks } from "./open-blocks.ts";
import { BlockEncoder, type BlockHeader } from "./sample-block.ts";
import type { SampleColumns } from "./sample-columns.ts";
import { TailRows } from "./tail-rows.ts";

/** Samples that one commit writes into blocks, if so many wait; twice the batch when that is more. */
const pieceSamples = 40_000;
/** Old rows of the tail that one commit drops. One is added. */
const dropsPerCommit = 4;
/** Samples of the tail that one piece of catching up takes on. */
const catchUpSamples = 30_000;

/** Batches go into open blocks together, once there are so many samples or batches of them. */
const gatheredSamples = 200_000;
const gatheredBatches = 8;

const minuteMs = 60_000;

/** A block of numbers with several samples a minute: minute summaries would be smaller. */
export function isReducible({ t0, t1, count, min }: BlockHeader): boolean {
  return min !== null && count > (5 * (t1 - t0 + minuteMs)) / minuteMs;
}

/** What a commit is about to change in memory, once it is on disk. */
interface Pending {
  readonly appended: { readonly row: number; readonly columns: SampleColumns } | null;
  readonly due: DueBlocks;
  readonly written: ReadonlyMap<OpenBlock, WrittenBlock>;
  readonly now: number;
}

/**
 * Where samples are stored. A batch is appended to the tail in the commit that brings it; from memory its samples go
 * into blocks of one tag each, a bounded piece with every commit, and the tail's rows go once all of theirs are there.
 * Each sample counts once: in a block, or in a row of the tail beyond the tag's `packed_through`. So a crash loses
 * and repeats nothing, and what was open is read from the tail again by `catchUp`.
 */
export class SampleStore {
  readonly #raw: Database;
  readonly #open: OpenBlocks;
  readonly #tail: TailRows;
  readonly #blocks: BlockRows;
  readonly #encoder: BlockEncoder;
  readonly #packedThrough: Statement<[number], number>;
  readonly #savePacked: Statement<[number, number, number]>;
  readonly #gathered = new GatheredSamples();
  /**
   * Last row of the tail that there is, the last whose samples are in memory or in blocks, and the last whose samples
   * are in open blocks or written ones.
   */
  #at: { last: number; taken: number; sorted: number } | null = null;
  /** Every sample up to this row of the tail is in a block at the end of this round, and up to `droppable` already. */
  #roundBegan = 0;
  #droppable = 0;
  #pending: Pending | null = null;

  constructor(raw: Database, limits: BlockLimits = blockLimits) {
    const out = new ByteWriter();
    this.#raw = raw;
    this.#open = new OpenBlocks(limits);
    this.#tail = new TailRows(raw, out);
    this.#blocks = new BlockRows(raw);
    this.#encoder = new BlockEncoder(out);
    this.#packedThrough = raw
      .prepare<[number], number>("select packed_through from historian.sample_tag where number = ?")
      .pluck() as Statement<[number], number>;
    this.#savePacked = raw.prepare(
      "update historian.sample_tag set packed_through = ?, longest_ms = max(longest_ms, ?) where number = ?",
    );
  }

  /** Samples in memory, for the health of the engine. */
  get held(): number {
    return this.#open.held + this.#gathered.count;
  }

  /** Stores a batch in the caller's transaction, and a piece of what waits for its block; null = only the latter. */
  append(columns: SampleColumns | null, now: number): void {
    const at = this.#position();
    const piece = Math.max(pieceSamples, (columns?.count ?? 0) * 2);
    const due = this.#open.due(now, piece, this.#gathered.count);
    const written = this.#write(due.tags, at.sorted);
    this.#tail.drop(this.#droppable, dropsPerCommit);
    const hasSamples = columns !== null && columns.count > 0;
    if (hasSamples) this.#tail.append(at.last + 1, columns);
    this.#blocks.flush();
    this.#pending = {
      appended: hasSamples ? { row: at.last + 1, columns } : null,
      due,
      written,
      now,
    };
  }

  /** After the commit: memory follows. */
  settle(): void {
    const pending = this.#pending;
    if (pending === null) return;
    this.#pending = null;
    const at = this.#position();
    this.#open.settle(pending.due, pending.written, at.sorted, pending.now);
    if (pending.due.endsRound) {
      this.#sort(pending.now);
      this.#droppable = this.#roundBegan;
      this.#roundBegan = at.sorted;
    }
    if (pending.appended === null) return this.#sort(pending.now);
    const { row, columns } = pending.appended;
    at.last = row;
    // Behind after a start: the samples wait in the tail until it is their turn.
    if (at.taken === row - 1) this.#take(columns, row, pending.now);
  }

  /** After a rollback: nothing of it has happened. */
  forget(): void {
    this.#pending = null;
    this.#blocks.forget();
  }

  /**
   * Takes a piece of what the tail held before this start, crash or not, in a transaction of its own. False = there is
   * nothing more to catch up with.
   */
  catchUp(now: number): boolean {
    const at = this.#position();
    for (let taken = 0; taken < catchUpSamples && at.taken < at.last;) {
      const row = this.#tail.after(at.taken);
      if (row === undefined) {
        at.taken = at.last;
        break;
      }
      const columns = decodeChunk(row.bytes);
      this.#take(columns, row.id, now);
      taken += Math.max(1, columns.count);
    }
    this.#commit(() => this.append(null, now));
    return at.taken < at.last;
  }

  /** Writes all that is open into blocks, in one transaction; for tests and exports, not beside capture. */
  packAll(now: number): void {
    while (this.catchUp(now));
    this.#commit(() => {
      const at = this.#position();
      this.#sort(now);
      const due = this.#open.all();
      this.#pending = { appended: null, due, written: this.#write(due.tags, at.taken), now };
      this.#blocks.flush();
      this.#tail.drop(at.taken, Number.MAX_SAFE_INTEGER);
    });
  }

  #commit(work: () => void): void {
    try {
      this.#raw.transaction(work)();
    } catch (error) {
      this.forget();
      throw error;
    }
    this.settle();
  }

  #take(columns: SampleColumns, row: number, now: number): void {
    this.#gathered.add(columns, row);
    this.#position().taken = row;
    const { count, rows } = this.#gathered;
    if (count >= gatheredSamples || rows >= gatheredBatches) this.#sort(now);
  }

  /** Memory only: what was gathered goes into the open blocks of its tags. */
  #sort(now: number): void {
    if (this.#gathered.rows > 0) {
      this.#open.add(this.#gathered, now, (tag) => this.#packedThrough.get(tag) ?? 0);
      this.#gathered.clear();
    }
    const at = this.#position();
    at.sorted = at.taken;
  }

  #position(): { last: number; taken: number; sorted: number } {
    if (this.#at !== null) return this.#at;
    const { first, last } = this.#tail.ends();
    const taken = first === null ? last : first - 1;
    this.#at = { last, taken, sorted: taken };
    return this.#at;
  }

  #write(tags: DueBlocks["tags"], packedThrough: number): ReadonlyMap<OpenBlock, WrittenBlock> {
    const written = new Map<OpenBlock, WrittenBlock>();
    for (const tag of tags) {
      let longestMs = 0;
      for (const block of tag.blocks) {
        if (block.unwritten === 0) continue;
        block.copyTo(this.#encoder.columns(block.count));
        const { header, bytes } = this.#encoder.encode(block.count, block.texts);
        const row = {
          tag: tag.number,
          header,
          bytes,
          resolutionMs: 0,
          isReducible: isReducible(header),
        };
        longestMs = Math.max(longestMs, header.t1 - header.t0);
        written.set(block, this.#blocks.write(row, block.written));
      }
      if (tag.packedThrough !== packedThrough || longestMs > 0)
        this.#savePacked.run(packedThrough, longestMs, tag.number);
    }
    return written;
  }
}
