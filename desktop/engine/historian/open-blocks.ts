import type { GatheredSamples } from "./gathered-samples.ts";
import { BlockMemory, OpenBlock, type WrittenBlock } from "./open-block.ts";
import { isBackRead } from "./sample-rows.ts";
import { sampleTime } from "./sample-columns.ts";

/** How samples are gathered into blocks. */
export interface BlockLimits {
  /** A block with so many samples is closed when its turn comes. */
  readonly closeAt: number;
  /** A block takes no more than so many samples. */
  readonly mostSamples: number;
  /** A block reaches no further than this on the time axis. Milliseconds. */
  readonly spanMs: number;
  /** In this time every tag with unwritten samples has its turn. Milliseconds. */
  readonly roundMs: number;
  /** Samples held in memory; beyond it blocks are closed early. */
  readonly heldSamples: number;
}

/** A tag at 10 Hz fills a block of 600 samples in one round. Held samples take 24 to 40 bytes each. */
export const blockLimits: BlockLimits = {
  closeAt: 500,
  mostSamples: 1_200,
  spanMs: 4 * 3_600_000,
  roundMs: 60_000,
  heldSamples: 2_500_000,
};

/** The blocks of one tag that are in memory. */
export interface OpenTag {
  readonly number: number;
  /** Those sealed and those that still take samples. */
  blocks: OpenBlock[];
  live: OpenBlock | null;
  /** Of samples read back, apart from live ones so that both reach over little time. */
  late: OpenBlock | null;
  /** Samples of the tail up to this row are in rows of blocks. */
  packedThrough: number;
  isUrgent: boolean;
}

/** Blocks to be written in one commit, and where the round stands after it. */
export interface DueBlocks {
  readonly tags: readonly OpenTag[];
  /** Close blocks whatever they hold, because memory is short. */
  readonly closesAll: boolean;
  readonly place: number;
  readonly urgent: number;
  readonly endsRound: boolean;
}

/** Longer pauses between two commits count as this much, so that a jump of the clock makes no flood. Milliseconds. */
const longestStepMs = 5_000;

/**
 * The samples that are safe in the tail but not yet all in blocks, by tag, and whose turn it is to be written. Knows
 * nothing of SQLite; every change follows a commit, so that a rollback leaves it as it was.
 */
export class OpenBlocks {
  readonly limits: BlockLimits;
  /** By number; numbers are dense. */
  readonly #tags: (OpenTag | undefined)[] = [];
  readonly #memory = new BlockMemory();
  #ring: OpenTag[] = [];
  #urgent: OpenTag[] = [];
  #place = 0;
  #credit = 0;
  #lastStepAt: number | null = null;
  #held = 0;

  constructor(limits: BlockLimits) {
    this.limits = limits;
  }

  /** Samples in memory. */
  get held(): number {
    return this.#held;
  }

  /**
   * Takes gathered samples into their blocks.
   * @param packedThrough asked for a tag that is not open yet
   */
  add(gathered: GatheredSamples, now: number, packedThrough: (tag: number) => number): void {
    const { firstTag, lastTag, order, ends } = gathered.byTag();
    let from = 0;
    for (let number = firstTag; number <= lastTag; number++) {
      const to = ends[number - firstTag]!;
      if (from === to) continue;
      const open = this.#tags[number] ?? this.#open(number, packedThrough);
      const fresh = gathered.beyond(open.packedThrough);
      while (from < to && order[from]! < fresh) from++;
      while (from < to) from = this.#addRun(open, gathered, order, from, to, now);
    }
  }

  /** Appends as many samples of a tag as its block takes; tells where the rest begins. */
  #addRun(
    open: OpenTag,
    gathered: GatheredSamples,
    order: Uint32Array,
    from: number,
    to: number,
    now: number,
  ): number {
    const { mark, source, server, received } = gathered;
    const first = order[from]!;
    const isLate = isBackRead(mark[first]!);
    const firstAt = sampleTime(source[first]!, received[first]!, isLate);
    const block = this.#blockFor(open, firstAt, isLate, now);
    const { mostSamples, spanMs } = this.limits;
    let [earliest, latest] = [Math.min(block.earliest, firstAt), Math.max(block.latest, firstAt)];
    const end = Math.min(to, from + mostSamples - block.count);
    let isPlain = isPlainSample(mark[first]!, source[first]!, server[first]!);
    let next = from + 1;
    for (; next < end; next++) {
      const i = order[next]!;
      if (isBackRead(mark[i]!) !== isLate) break;
      const itsSource = source[i]!;
      const at = sampleTime(itsSource, received[i]!, isLate);
      if (at < earliest) {
        if (latest - at > spanMs) break;
        earliest = at;
      } else if (at > latest) {
        if (at - earliest > spanMs) break;
        latest = at;
      }
      isPlain &&= isPlainSample(mark[i]!, itsSource, server[i]!);
    }
    block.append(gathered, order, from, next, earliest, latest, isPlain);
    this.#held += next - from;
    return next;
  }

  /**
   * What is to be written now: full blocks, those whose turn has come, and more while memory is short. About `samples`
   * of them at most, but for those whose turn it is.
   * @param gathered samples that are held in memory elsewhere
   */
  due(now: number, samples: number, gathered: number): DueBlocks {
    const elapsed = this.#lastStepAt === null ? 0 : now - this.#lastStepAt;
    this.#lastStepAt = now;
    const step = Math.min(Math.max(elapsed, 0), longestStepMs);
    this.#credit = Math.min(
      this.#credit + (step / this.limits.roundMs) * Math.max(1, this.#ring.length),
      Math.max(1, this.#ring.length),
    );
    const excess = this.#held + gathered - this.limits.heldSamples;
    const isShort = excess > 0;
    const most = Math.min(excess, samples);
    const tags = new Set<OpenTag>();
    let freed = 0;
    let urgent = 0;
    while (urgent < this.#urgent.length && freed < samples) {
      const tag = this.#urgent[urgent++]!;
      // Its turn in the round may have come first.
      if (!tag.isUrgent) continue;
      tags.add(tag);
      freed += heldBy(tag);
    }
    let place = this.#place;
    while (place < this.#ring.length && (this.#credit >= 1 || freed < most)) {
      const tag = this.#ring[place++]!;
      this.#credit = Math.max(0, this.#credit - 1);
      tags.add(tag);
      freed += heldBy(tag);
    }
    const endsRound = place >= this.#ring.length && (this.#ring.length > 0 || this.#credit >= 1);
    if (endsRound && this.#ring.length === 0) this.#credit = 0;
    return { tags: [...tags], closesAll: isShort, place, urgent, endsRound };
  }

  /** Everything that is open, for the end of a capture or a wish for room. */
  all(): DueBlocks {
    return {
      tags: this.#ring,
      closesAll: true,
      place: this.#ring.length,
      urgent: this.#urgent.length,
      endsRound: true,
    };
  }

  /** After the commit of what was due: remembers what is on disk, frees what is closed. */
  settle(
    due: DueBlocks,
    written: ReadonlyMap<OpenBlock, WrittenBlock>,
    packedThrough: number,
    now: number,
  ): void {
    for (const [block, row] of written) block.written = row;
    this.#urgent = this.#urgent.slice(due.urgent);
    for (const tag of due.tags) {
      tag.packedThrough = packedThrough;
      tag.isUrgent = false;
      tag.blocks = tag.blocks.filter((block) => !this.#closes(tag, block, due.closesAll, now));
    }
    this.#place = due.place;
    if (!due.endsRound) return;
    this.#place = 0;
    for (const tag of this.#ring) if (tag.blocks.length === 0) this.#tags[tag.number] = undefined;
    this.#ring = this.#ring.filter(({ blocks }) => blocks.length > 0);
  }

  #closes(tag: OpenTag, block: OpenBlock, closesAll: boolean, now: number): boolean {
    const { closeAt, spanMs } = this.limits;
    const isOld = now - block.openedAt >= spanMs || block.latest - block.earliest >= spanMs;
    if (!closesAll && !block.isSealed && block.count < closeAt && !isOld) return false;
    if (tag.live === block) tag.live = null;
    if (tag.late === block) tag.late = null;
    this.#held -= block.count;
    block.release();
    return true;
  }

  #open(number: number, packedThrough: (tag: number) => number): OpenTag {
    const opened: OpenTag = {
      number,
      blocks: [],
      live: null,
      late: null,
      packedThrough: packedThrough(number),
      isUrgent: false,
    };
    this.#tags[number] = opened;
    this.#ring.push(opened);
    return opened;
  }

  #blockFor(tag: OpenTag, at: number, isLate: boolean, now: number): OpenBlock {
    const current = isLate ? tag.late : tag.live;
    if (current !== null) {
      const { mostSamples, spanMs } = this.limits;
      const { earliest, latest } = current;
      const reach = (latest > at ? latest : at) - (earliest < at ? earliest : at);
      if (current.count < mostSamples && reach <= spanMs) return current;
      current.isSealed = true;
      if (!tag.isUrgent) this.#urgent.push(tag);
      tag.isUrgent = true;
    }
    const block = new OpenBlock(now, this.#memory);
    tag.blocks.push(block);
    if (isLate) tag.late = block;
    else tag.live = block;
    return block;
  }
}

const heldBy = ({ blocks }: OpenTag): number => blocks.reduce((sum, { count }) => sum + count, 0);

/** A good number whose two clocks tell the same; 0 is left out, for -0 would equal it. */
const isPlainSample = (mark: number, source: number, server: number): boolean =>
  mark === 0 && source === server && source !== 0;
