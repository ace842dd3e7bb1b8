import { markOf, numberFor, valueKinds } from "./sample-rows.ts";
import type { SampleColumns } from "./sample-columns.ts";

/** Samples of several batches, grouped by tag. Those of one tag keep the order in which they came. */
export interface TagOrder {
  readonly firstTag: number;
  readonly lastTag: number;
  /** Places of samples. Those of `tag` end before `ends[tag - firstTag]`, where those of the next one begin. */
  readonly order: Uint32Array;
  readonly ends: Uint32Array;
}

const firstCapacity = 1_024;

/**
 * Batches one after the other, until there are enough samples of each tag that to look its block up pays: a tag that
 * is looked up for every sample costs a walk through memory each time. Buffers are used again.
 */
export class GatheredSamples {
  value = new Float64Array(firstCapacity);
  mark = new Float64Array(firstCapacity);
  source = new Float64Array(firstCapacity);
  server = new Float64Array(firstCapacity);
  received = new Float64Array(firstCapacity);
  /** What a text or 64-bit integer in `value` is the place of. */
  readonly texts: string[] = [];
  #tag = new Uint32Array(firstCapacity);
  #order = new Uint32Array(firstCapacity);
  #ends = new Uint32Array(firstCapacity);
  #count = 0;
  /** Row of the tail and first place of each batch. */
  #rows: { readonly row: number; readonly begin: number }[] = [];

  get count(): number {
    return this.#count;
  }

  get rows(): number {
    return this.#rows.length;
  }

  add(columns: SampleColumns, row: number): void {
    const { count, odd, backRead = [] } = columns;
    const begin = this.#count;
    this.#reserve(begin + count);
    this.#rows.push({ row, begin });
    this.#tag.set(columns.tag, begin);
    this.value.set(columns.value, begin);
    this.mark.set(columns.status, begin);
    this.source.set(columns.sourceTime, begin);
    this.server.set(columns.serverTime, begin);
    this.received.set(columns.receivedTime, begin);
    for (const { index, value } of odd) {
      const { kind, number } = numberFor(value, this.texts);
      this.value[begin + index] = number;
      this.mark[begin + index] = markOf(columns.status[index]!, kind, false);
    }
    for (const index of backRead) this.mark[begin + index]! += markOf(0, valueKinds.number, true);
    this.#count += count;
  }

  /** Place of the first sample of a row beyond `row` of the tail. */
  beyond(row: number): number {
    const next = this.#rows.find((one) => one.row > row);
    return next === undefined ? this.#count : next.begin;
  }

  /** A counting sort over the numbers of the tags. Valid until more is added. */
  byTag(): TagOrder {
    const count = this.#count;
    const tag = this.#tag;
    const order = this.#order;
    let [firstTag, lastTag] = [Infinity, -1];
    for (let i = 0; i < count; i++) {
      const number = tag[i]!;
      if (number < firstTag) firstTag = number;
      if (number > lastTag) lastTag = number;
    }
    if (count === 0) return { firstTag: 0, lastTag: -1, order, ends: this.#ends };
    const reach = lastTag - firstTag + 1;
    if (this.#ends.length <= reach) this.#ends = new Uint32Array(reach * 2);
    const ends = this.#ends;
    ends.fill(0, 0, reach + 1);
    for (let i = 0; i < count; i++) ends[tag[i]! - firstTag + 1]! += 1;
    for (let number = 1; number <= reach; number++) ends[number]! += ends[number - 1]!;
    // Each beginning moves to its end while the places are dealt out.
    for (let i = 0; i < count; i++) order[ends[tag[i]! - firstTag]!++] = i;
    return { firstTag, lastTag, order, ends };
  }

  clear(): void {
    this.#count = 0;
    this.#rows = [];
    this.texts.length = 0;
  }

  #reserve(count: number): void {
    if (count <= this.#tag.length) return;
    const capacity = Math.max(count, this.#tag.length * 2);
    const grown = <T extends Float64Array | Uint32Array>(larger: T, values: T): T => {
      larger.set(values);
      return larger;
    };
    this.value = grown(new Float64Array(capacity), this.value);
    this.mark = grown(new Float64Array(capacity), this.mark);
    this.source = grown(new Float64Array(capacity), this.source);
    this.server = grown(new Float64Array(capacity), this.server);
    this.received = grown(new Float64Array(capacity), this.received);
    this.#tag = grown(new Uint32Array(capacity), this.#tag);
    this.#order = new Uint32Array(capacity);
  }
}
