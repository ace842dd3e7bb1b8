import type { GatheredSamples } from "./gathered-samples.ts";
import { hasText, placeOf } from "./sample-rows.ts";
import type { RawColumns } from "./sample-block.ts";

/** Value, mark, source time, server time, time received: on a page one column after the other. */
const fields = 5;
/** Samples of one page of an open block: memory grows by pages, never by copying. */
const pageSamples = 32;

/** Pages are cut from larger pieces of memory: a buffer of its own for each would take half as much again. */
const pagesOfSlab = 512;

/** Pages that are used again, so that an even flow of samples makes no garbage. */
export class PagePool {
  readonly #free: Float64Array[] = [];

  take(): Float64Array {
    if (this.#free.length === 0) this.#addSlab();
    return this.#free.pop()!;
  }

  giveBack(pages: readonly Float64Array[]): void {
    for (const page of pages) this.#free.push(page);
  }

  #addSlab(): void {
    const length = pageSamples * fields;
    const slab = new Float64Array(pagesOfSlab * length);
    for (let page = 0; page < pagesOfSlab; page++)
      this.#free.push(slab.subarray(page * length, (page + 1) * length));
  }
}

const noPage = new Float64Array();

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
  readonly #pool: PagePool;
  #pages: Float64Array[] = [];
  /** The last of them. */
  #page: Float64Array = noPage;
  #count = 0;
  earliest = Infinity;
  latest = -Infinity;
  /** It takes no more samples. */
  isSealed = false;
  written: WrittenBlock | null = null;

  constructor(openedAt: number, pool: PagePool) {
    this.openedAt = openedAt;
    this.#pool = pool;
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
   */
  append(
    samples: GatheredSamples,
    order: Uint32Array,
    from: number,
    to: number,
    earliest: number,
    latest: number,
  ): void {
    const { value, mark, source, server, received } = samples;
    let done = from;
    while (done < to) {
      const begin = this.#count % pageSamples;
      if (begin === 0) {
        this.#page = this.#pool.take();
        this.#pages.push(this.#page);
      }
      const page = this.#page;
      const end = Math.min(pageSamples, begin + to - done);
      const count = end - begin;
      // One column at a time: the places of a tag are far apart, and memory follows a few such walks at once only.
      pick(page, begin, value, order, done, count);
      pick(page, begin + pageSamples, mark, order, done, count);
      pick(page, begin + 2 * pageSamples, source, order, done, count);
      pick(page, begin + 3 * pageSamples, server, order, done, count);
      pick(page, begin + 4 * pageSamples, received, order, done, count);
      for (let place = begin; samples.texts.length > 0 && place < end; place++)
        if (hasText(page[place + pageSamples]!))
          page[place] = placeOf(samples.texts[page[place]!]!, this.texts);
      done += count;
      this.#count += count;
    }
    if (earliest < this.earliest) this.earliest = earliest;
    if (latest > this.latest) this.latest = latest;
  }

  /** Writes all samples into columns, which must have room for them. */
  copyTo({ value, mark, source, server, received }: RawColumns): void {
    let to = 0;
    for (const page of this.#pages) {
      const count = Math.min(pageSamples, this.#count - to);
      for (let i = 0; i < count; i++) {
        value[to + i] = page[i]!;
        mark[to + i] = page[i + pageSamples]!;
        source[to + i] = page[i + 2 * pageSamples]!;
        server[to + i] = page[i + 3 * pageSamples]!;
        received[to + i] = page[i + 4 * pageSamples]!;
      }
      to += count;
    }
  }

  /** Gives its memory back; it holds nothing afterwards. */
  release(): void {
    this.#pool.giveBack(this.#pages);
    this.#pages = [];
    this.#count = 0;
  }
}
