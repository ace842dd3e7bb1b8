import { fields } from "./sample-rows.ts";

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

  /** @param at place on the time axis */
  add(
    at: number,
    value: number,
    mark: number,
    source: number,
    server: number,
    received: number,
  ): void {
    const row = (this.#count % pageSamples) * fields;
    if (row === 0) {
      this.#page = this.#pool.take();
      this.#pages.push(this.#page);
    }
    const page = this.#page;
    page[row] = value;
    page[row + 1] = mark;
    page[row + 2] = source;
    page[row + 3] = server;
    page[row + 4] = received;
    if (at < this.earliest) this.earliest = at;
    if (at > this.latest) this.latest = at;
    this.#count += 1;
  }

  /** Writes all samples into `rows`, five numbers each. */
  copyTo(rows: Float64Array): void {
    this.#pages.forEach((page, index) => {
      const left = (this.#count - index * pageSamples) * fields;
      rows.set(left < page.length ? page.subarray(0, left) : page, index * page.length);
    });
  }

  /** Gives its memory back; it holds nothing afterwards. */
  release(): void {
    this.#pool.giveBack(this.#pages);
    this.#pages = [];
    this.#count = 0;
  }
}
