import type { StoredSample } from "./sample-columns.ts";
import { sampleTime } from "./sample-columns.ts";
import { ByteCursor } from "./byte-cursor.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readNumbers, writeNumbers } from "./number-column.ts";
import { isBackRead, isPlainMark, kindOf, statusOf, valueFor, valueKinds } from "./sample-rows.ts";

/** First byte of a block of samples; another layout gets another number. */
const layout = 1;

/** A sample with its place on the time axis. */
export interface TimedSample extends StoredSample {
  readonly at: number;
}

/** What is known of a block without opening it. */
export interface BlockHeader {
  /** No sample is earlier. */
  readonly t0: number;
  /** No sample is later. */
  readonly t1: number;
  readonly count: number;
  /** Samples that are no trustworthy number: bad quality, no value, text, not finite. */
  readonly doubtful: number;
  /** Over the trustworthy numbers, true = 1; null = there is none. */
  readonly min: number | null;
  readonly max: number | null;
  /** Of the first and the last sample, null when that is not trustworthy. */
  readonly first: number | null;
  readonly last: number | null;
}

/** Samples as columns of equal length, each value a number that its mark tells how to read. */
export interface RawColumns {
  readonly value: Float64Array;
  readonly mark: Float64Array;
  readonly source: Float64Array;
  readonly server: Float64Array;
  readonly received: Float64Array;
}

/** The columns of one block; texts stand apart. */
export interface BlockColumns extends RawColumns {
  readonly count: number;
  readonly at: Float64Array;
  readonly texts: readonly string[];
}

/** The number a sample gives to figures, NaN = none: bad quality, no value, text or no finite number. */
export function trustedNumber(value: number, mark: number, texts: readonly string[]): number {
  if (isBad(statusOf(mark))) return Number.NaN;
  const kind = kindOf(mark);
  if (kind === valueKinds.nothing || kind === valueKinds.text) return Number.NaN;
  // Beyond 2^53 a chart does not need the last digit.
  const number = kind === valueKinds.integer64 ? Number(texts[value]) : value;
  return Number.isFinite(number) ? number : Number.NaN;
}

/** Severity of an OPC UA status code. */
export const isBad = (status: number): boolean => status >>> 30 >= 2;

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

function headerOf({ count, at, value, mark, texts }: BlockColumns): BlockHeader {
  let [min, max, doubtful] = [Infinity, -Infinity, 0];
  for (let i = 0; i < count; i++) {
    const itsMark = mark[i]!;
    let number = value[i]!;
    // 0, good: as nearly all are.
    if (itsMark !== 0) number = trustedNumber(number, itsMark, texts);
    if (number - number !== 0) {
      doubtful += 1;
      continue;
    }
    if (number < min) min = number;
    if (number > max) max = number;
  }
  return {
    t0: Math.floor(at[0]!),
    t1: Math.ceil(at[count - 1]!),
    count,
    doubtful,
    min: orNull(min),
    max: orNull(max),
    first: orNull(trustedNumber(value[0]!, mark[0]!, texts)),
    last: orNull(trustedNumber(value[count - 1]!, mark[count - 1]!, texts)),
  };
}

const rawColumns = (count: number): RawColumns => ({
  value: new Float64Array(count),
  mark: new Float64Array(count),
  source: new Float64Array(count),
  server: new Float64Array(count),
  received: new Float64Array(count),
});

const fieldNames = ["value", "mark", "source", "server", "received"] as const;

/** Makes the bytes and headers of blocks, with buffers that it uses again. */
export class BlockEncoder {
  readonly #out: ByteWriter;
  #columns = rawColumns(0);
  #at = new Float64Array();
  #offsets = new Float64Array();

  constructor(out: ByteWriter) {
    this.#out = out;
  }

  /** A place for `count` samples, to be filled before `encode`. */
  columns(count: number): RawColumns {
    if (this.#at.length < count) {
      this.#columns = rawColumns(count * 2);
      this.#at = new Float64Array(count * 2);
      this.#offsets = new Float64Array(count * 2);
    }
    return this.#columns;
  }

  /**
   * The samples in `columns(count)`, put in order of time; those of one instant keep theirs. The bytes are valid until
   * the writer is used again.
   */
  encode(count: number, texts: readonly string[]): { header: BlockHeader; bytes: Uint8Array } {
    const columns = this.#ordered(count, texts);
    const out = this.#out;
    out.clear();
    out.byte(layout);
    writeNumbers(out, columns.mark);
    writeNumbers(out, columns.value);
    writeNumbers(out, columns.source);
    this.#writeServerTimes(columns);
    writeNumbers(out, columns.received);
    out.text(texts.length === 0 ? "" : JSON.stringify(texts));
    return { header: headerOf(columns), bytes: out.written() };
  }

  /** As what they differ by from the source's, where adding that gives them back to the last bit. */
  #writeServerTimes({ count, source, server }: BlockColumns): void {
    const offsets = this.#offsets;
    let same = 0;
    while (same < count && server[same] === source[same] && server[same] !== 0) same++;
    offsets.fill(0, 0, same);
    for (let i = same; i < count; i++) {
      const [from, to] = [source[i]!, server[i]!];
      const offset = to - from;
      offsets[i] = offset;
      if (Object.is(from + offset, to)) continue;
      this.#out.byte(0);
      writeNumbers(this.#out, server);
      return;
    }
    this.#out.byte(1);
    writeNumbers(this.#out, offsets.subarray(0, count));
  }

  #ordered(count: number, texts: readonly string[]): BlockColumns {
    const { value, mark, source, server, received } = this.#columns;
    const at = this.#at.subarray(0, count);
    let isOrdered = true;
    let previous = -Infinity;
    for (let i = 0; i < count; i++) {
      const itsMark = mark[i]!;
      const isLate = !isPlainMark(itsMark) && isBackRead(itsMark);
      const time = sampleTime(source[i]!, received[i]!, isLate);
      at[i] = time;
      if (time < previous) isOrdered = false;
      previous = time;
    }
    if (!isOrdered) this.#sort(at);
    return {
      count,
      at,
      value: value.subarray(0, count),
      mark: mark.subarray(0, count),
      source: source.subarray(0, count),
      server: server.subarray(0, count),
      received: received.subarray(0, count),
      texts,
    };
  }

  #sort(at: Float64Array): void {
    const order = orderOf(at);
    const sort = (values: Float64Array) => {
      const before = values.slice(0, order.length);
      for (let i = 0; i < order.length; i++) values[i] = before[order[i]!]!;
    };
    for (const name of fieldNames) sort(this.#columns[name]);
    sort(at);
  }
}

const orderOf = (at: Float64Array): Uint32Array =>
  Uint32Array.from(at, (_, i) => i).sort((a, b) => at[a]! - at[b]! || a - b);

/** Reads what `BlockEncoder` wrote. @throws RangeError when the bytes are damaged or of a layout not known here */
export function decodeBlock(bytes: Uint8Array, count: number): BlockColumns {
  const cursor = new ByteCursor(bytes);
  const found = cursor.byte();
  if (found !== layout)
    throw new RangeError(`a block of samples has layout ${found}; this program reads ${layout}`);
  const column = () => {
    const values = new Float64Array(count);
    readNumbers(cursor, values);
    return values;
  };
  const mark = column();
  const value = column();
  const source = column();
  const isOffset = cursor.byte() === 1;
  const server = column();
  if (isOffset) for (let i = 0; i < count; i++) server[i]! += source[i]!;
  const received = column();
  const text = cursor.text();
  const at = new Float64Array(count);
  for (let i = 0; i < count; i++)
    at[i] = sampleTime(source[i]!, received[i]!, isBackRead(mark[i]!));
  const texts = text === "" ? [] : (JSON.parse(text) as string[]);
  return { count, at, value, mark, source, server, received, texts };
}

const instantOrNull = (at: number): number | null => (Number.isNaN(at) ? null : at);

export const blockSampleAt = (columns: BlockColumns, i: number): TimedSample => {
  const mark = columns.mark[i]!;
  return {
    at: columns.at[i]!,
    value: valueFor(kindOf(mark), columns.value[i]!, columns.texts),
    status: statusOf(mark),
    sourceTime: instantOrNull(columns.source[i]!),
    serverTime: instantOrNull(columns.server[i]!),
    receivedTime: columns.received[i]!,
    ...(isBackRead(mark) && { isBackRead: true as const }),
  };
};
