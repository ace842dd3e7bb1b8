import type { Sample } from "#shared/machines/sample.ts";
import type { OddValue, SampleColumns } from "../historian/sample-columns.ts";
import { emptyColumns } from "../historian/sample-columns.ts";

/** Samples of one tag that were given up: everything after `since` (null = unknown) up to `at`. UTC milliseconds. */
export interface DroppedRange {
  readonly number: number;
  readonly since: number | null;
  readonly at: number;
  readonly count: number;
}

const firstCapacity = 4_096;

/**
 * Samples between two flushes, as columns from the first moment: at 100,000 a second no object survives its own
 * notification. Bounded: when full it gives up the older half of the analog samples, then of all, and says which.
 */
export class SampleBuffer {
  readonly #limit: number;
  #columns = emptyColumns(firstCapacity);
  #odd: OddValue[] = [];
  #backRead: number[] = [];
  #count = 0;

  /** `limit`: the most samples that ever wait. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get count(): number {
    return this.#count;
  }

  /** `isAnalog` tells by number which samples may go first when the buffer is full. Returns what was given up. */
  add(
    number: number,
    sample: Sample,
    isAnalog: (number: number) => boolean,
  ): readonly DroppedRange[] {
    const dropped = this.#count >= this.#limit ? this.#giveUp(isAnalog) : [];
    if (this.#count === this.#columns.count) this.#grow();
    const at = this.#count++;
    const { tag, value, status, sourceTime, serverTime, receivedTime } = this.#columns;
    tag[at] = number;
    status[at] = sample.status;
    sourceTime[at] = sample.sourceTime ?? Number.NaN;
    serverTime[at] = sample.serverTime ?? Number.NaN;
    receivedTime[at] = sample.receivedTime;
    if (typeof sample.value === "number") value[at] = sample.value;
    else this.#odd.push({ index: at, value: sample.value });
    if (sample.isBackRead) this.#backRead.push(at);
    return dropped;
  }

  /** Everything so far in buffers of exactly its size, ready to be moved to another thread; null when empty. */
  take(): SampleColumns | null {
    if (this.#count === 0) return null;
    const taken = this.#cut(this.#count);
    this.#count = 0;
    this.#odd = [];
    this.#backRead = [];
    return taken;
  }

  #cut(length: number): SampleColumns {
    const { tag, value, status, sourceTime, serverTime, receivedTime } = this.#columns;
    return {
      count: length,
      tag: tag.slice(0, length),
      value: value.slice(0, length),
      status: status.slice(0, length),
      sourceTime: sourceTime.slice(0, length),
      serverTime: serverTime.slice(0, length),
      receivedTime: receivedTime.slice(0, length),
      odd: this.#odd,
      ...(this.#backRead.length > 0 && { backRead: this.#backRead }),
    };
  }

  #grow(): void {
    const larger = emptyColumns(Math.min(this.#columns.count * 2, this.#limit));
    larger.tag.set(this.#columns.tag);
    larger.value.set(this.#columns.value);
    larger.status.set(this.#columns.status);
    larger.sourceTime.set(this.#columns.sourceTime);
    larger.serverTime.set(this.#columns.serverTime);
    larger.receivedTime.set(this.#columns.receivedTime);
    this.#columns = larger;
  }

  #giveUp(isAnalog: (number: number) => boolean): DroppedRange[] {
    const older = Math.ceil(this.#count / 2);
    const ranges = new Map<number, DroppedRange>();
    const lastKept = new Map<number, number>();
    const { tag } = this.#columns;
    let analog = 0;
    for (let at = 0; at < older; at++) if (isAnalog(tag[at]!)) analog += 1;
    // Few analog samples free too little to be worth a pass over everything.
    const takeAll = analog < this.#limit / 20;
    this.#keep((at) => {
      const number = tag[at]!;
      const goes = at < older && (takeAll || isAnalog(number));
      if (!goes) {
        lastKept.set(number, this.#timeAt(at));
        return true;
      }
      const before = ranges.get(number);
      const since = before === undefined ? (lastKept.get(number) ?? null) : before.since;
      ranges.set(number, { number, since, at: this.#timeAt(at), count: (before?.count ?? 0) + 1 });
      return false;
    });
    return [...ranges.values()];
  }

  #timeAt(at: number): number {
    const source = this.#columns.sourceTime[at]!;
    return Number.isNaN(source) ? this.#columns.receivedTime[at]! : source;
  }

  #keep(stays: (at: number) => boolean): void {
    const { tag, value, status, sourceTime, serverTime, receivedTime } = this.#columns;
    const moved = new Map<number, number>();
    let to = 0;
    for (let at = 0; at < this.#count; at++) {
      if (!stays(at)) continue;
      tag[to] = tag[at]!;
      value[to] = value[at]!;
      status[to] = status[at]!;
      sourceTime[to] = sourceTime[at]!;
      serverTime[to] = serverTime[at]!;
      receivedTime[to] = receivedTime[at]!;
      moved.set(at, to);
      to += 1;
    }
    this.#odd = this.#odd.flatMap(({ index, value: odd }) => {
      const place = moved.get(index);
      return place === undefined ? [] : { index: place, value: odd };
    });
    this.#backRead = this.#backRead.flatMap((index) => moved.get(index) ?? []);
    this.#count = to;
  }
}
