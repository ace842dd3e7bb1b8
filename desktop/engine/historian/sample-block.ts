import type { StoredSample } from "./sample-columns.ts";
import { sampleTime } from "./sample-columns.ts";
import { ByteCursor } from "./byte-cursor.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readNumbers, writeNumbers } from "./number-column.ts";
import { fields, isBackRead, kindOf, statusOf, valueFor, valueKinds } from "./sample-rows.ts";

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

/** The columns of one block; texts stand apart. */
export interface BlockColumns {
  readonly count: number;
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly mark: Float64Array;
  readonly source: Float64Array;
  readonly server: Float64Array;
  readonly received: Float64Array;
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
    const number = trustedNumber(value[i]!, mark[i]!, texts);
    if (number !== number) {
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

/** True when adding the difference to `from` gives `to` back, to the last bit. */
function isExactOffset(from: Float64Array, to: Float64Array): boolean {
  for (let i = 0; i < from.length; i++)
    if (!Object.is(from[i]! + (to[i]! - from[i]!), to[i])) return false;
  return true;
}

const empty = new Float64Array();

/** Makes the bytes and headers of blocks, with buffers that it uses again. */
export class BlockEncoder {
  readonly #out: ByteWriter;
  #rows = empty;

  constructor(out: ByteWriter) {
    this.#out = out;
  }

  /** A place for `count` samples of five numbers each, to be filled before `encode`. */
  rows(count: number): Float64Array {
    if (this.#rows.length < count * fields) this.#rows = new Float64Array(count * fields * 2);
    return this.#rows;
  }

  /** The samples in `rows(count)`, put in order of time; those of one instant keep theirs. */
  encode(count: number, texts: readonly string[]): { header: BlockHeader; bytes: Uint8Array } {
    const columns = columnsOf(this.#rows, count, texts);
    const out = this.#out;
    out.clear();
    out.byte(layout);
    writeNumbers(out, columns.mark);
    writeNumbers(out, columns.value);
    writeNumbers(out, columns.source);
    writeServerTimes(out, columns);
    writeNumbers(out, columns.received);
    out.text(texts.length === 0 ? "" : JSON.stringify(texts));
    return { header: headerOf(columns), bytes: out.taken() };
  }
}

function writeServerTimes(out: ByteWriter, { source, server }: BlockColumns): void {
  const isOffset = isExactOffset(source, server);
  out.byte(isOffset ? 1 : 0);
  writeNumbers(out, isOffset ? server.map((at, i) => at - source[i]!) : server);
}

function columnsOf(rows: Float64Array, count: number, texts: readonly string[]): BlockColumns {
  const at = new Float64Array(count);
  let isOrdered = true;
  for (let i = 0; i < count; i++) {
    const row = i * fields;
    at[i] = sampleTime(rows[row + 2]!, rows[row + 4]!, isBackRead(rows[row + 1]!));
    if (i > 0 && at[i]! < at[i - 1]!) isOrdered = false;
  }
  const order = isOrdered ? null : orderOf(at);
  const column = (field: number) => {
    const values = new Float64Array(count);
    for (let i = 0; i < count; i++)
      values[i] = rows[(order === null ? i : order[i]!) * fields + field]!;
    return values;
  };
  return {
    count,
    at: order === null ? at : at.map((_, i, all) => all[order[i]!]!),
    value: column(0),
    mark: column(1),
    source: column(2),
    server: column(3),
    received: column(4),
    texts,
  };
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
