import type { GatheredSamples } from "./gathered-samples.ts";
import { hasText, placeOf } from "./sample-rows.ts";
import type { RawColumns } from "./sample-block.ts";

/** Value, source time and time received: on a page one column after the other. */
const plainFields = 3;
/** Mark and server time, on a page of their own where they do not follow from the others. */
const oddFields = 2;
/** Samples of one page of an open block: memory grows by pages, never by copying. */
const pageSamples = 32;

/** Pages are cut from larger pieces of memory: a buffer of its own for each would take half as much again. */
const pagesOfSlab = 512;

/** Pages that are used again, so that an even flow of samples makes no garbage. */
class PagePool {
  readonly #pageLength: number;
  readonly #free: Float64Array[] = [];

  constructor(fields: number) {
    this.#pageLength = fields * pageSamples;
  }

  take(): Float64Array {
    if (this.#free.length === 0) this.#addSlab();
    return this.#free.pop()!;
  }

  giveBack(pages: readonly Float64Array[]): void {
    for (const page of pages) this.#free.push(page);
  }

  #addSlab(): void {
    const length = this.#pageLength;
    const slab = new Float64Array(pagesOfSlab * length);
    for (let page = 0; page < pagesOfSlab; page++)
      this.#free.push(slab.subarray(page * length, (page + 1) * length));
  }
}

/** The memory of all open blocks. */
export class BlockMemory {
  readonly plain = new PagePool(plainFields);
  readonly odd = new PagePool(oddFields);
}

function pick(
  page: Float64Array,
  place: number,
  from: Float64Array,
  order: Uint32Array,
  begin: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) page[place + i] = from[order[begin + i]!]!;
}

/** Where the row of a block is, once it was written. */
export interface WrittenBlock {
  readonly rowId: number;
  readonly t0: number;
  readonly count: number;
  readonly bytes: number;
}

/** Samples of one tag that are not yet, or not yet all, in a row of their own. */
export class OpenBlock {
  readonly openedAt: number;
  readonly texts: string[] = [];
  readonly #memory: BlockMemory;
  #pages: Float64Array[] = [];
  /** As many as `pages`; null while every sample so far is a good number whose server time is its source's. */
  #oddPages: Float64Array[] | null = null;
  #count = 0;
  earliest = Infinity;
  latest = -Infinity;
  /** It takes no more samples. */
  isSealed = false;
  written: WrittenBlock | null = null;

  constructor(openedAt: number, memory: BlockMemory) {
    this.openedAt = openedAt;
    this.#memory = memory;
  }

  get count(): number {
    return this.#count;
  }

  get unwritten(): number {
    return this.#count - (this.written?.count ?? 0);
  }

  /**
   * Appends samples that lie between `earliest` and `latest` on the time axis: those at the places
   * `order[from]` … `order[to - 1]`.
   * @param isPlain each is a good number, and its server time is its source time
   */
  append(
    samples: GatheredSamples,
    order: Uint32Array,
    from: number,
    to: number,
    earliest: number,
    latest: number,
    isPlain: boolean,
  ): void {
    const { value, mark, source, server, received } = samples;
    if (!isPlain) this.#oddPages ??= this.#pages.map((page) => this.#oddPageOf(page));
    let done = from;
    while (done < to) {
      const begin = this.#count % pageSamples;
      if (begin === 0) {
        this.#pages.push(this.#memory.plain.take());
        this.#oddPages?.push(this.#memory.odd.take());
      }
      const page = this.#pages.at(-1)!;
      const count = Math.min(pageSamples - begin, to - done);
      // One column at a time: the places of a tag are far apart, and memory follows a few such walks at once only.
      pick(page, begin, value, order, done, count);
      pick(page, begin + pageSamples, source, order, done, count);
      pick(page, begin + 2 * pageSamples, received, order, done, count);
      const oddPage = this.#oddPages?.at(-1);
      if (oddPage !== undefined) {
        pick(oddPage, begin, mark, order, done, count);
        pick(oddPage, begin + pageSamples, server, order, done, count);
        if (samples.texts.length > 0)
          this.#keepTexts(page, oddPage, begin, begin + count, samples.texts);
      }
      done += count;
      this.#count += count;
    }
    if (earliest < this.earliest) this.earliest = earliest;
    if (latest > this.latest) this.latest = latest;
  }

  /** Writes all samples into columns, which must have room for them. */
  copyTo({ value, mark, source, server, received }: RawColumns): void {
    for (let number = 0, to = 0; to < this.#count; number++, to += pageSamples) {
      const page = this.#pages[number]!;
      const oddPage = this.#oddPages?.[number];
      const count = Math.min(pageSamples, this.#count - to);
      for (let i = 0; i < count; i++) {
        value[to + i] = page[i]!;
        source[to + i] = page[i + pageSamples]!;
        received[to + i] = page[i + 2 * pageSamples]!;
      }
      for (let i = 0; i < count; i++) {
        mark[to + i] = oddPage === undefined ? 0 : oddPage[i]!;
        server[to + i] = oddPage === undefined ? source[to + i]! : oddPage[i + pageSamples]!;
      }
    }
  }

  /** Gives its memory back; it holds nothing afterwards. */
  release(): void {
    this.#memory.plain.giveBack(this.#pages);
    this.#memory.odd.giveBack(this.#oddPages ?? []);
    this.#pages = [];
    this.#oddPages = null;
    this.#count = 0;
  }

  /** What samples that were plain so far have in their other columns. */
  #oddPageOf(page: Float64Array): Float64Array {
    const oddPage = this.#memory.odd.take();
    oddPage.fill(0, 0, pageSamples);
    oddPage.set(page.subarray(pageSamples, 2 * pageSamples), pageSamples);
    return oddPage;
  }

  /** Texts become the block's own. */
  #keepTexts(
    page: Float64Array,
    oddPage: Float64Array,
    from: number,
    to: number,
    texts: readonly string[],
  ): void {
    for (let place = from; place < to; place++)
      if (hasText(oddPage[place]!)) page[place] = placeOf(texts[page[place]!]!, this.texts);
  }
}
