/**
 * One column of numbers as bytes, in whichever of these forms is smallest. Exact for every double but the payload of
 * NaN. Little-endian, as every processor the engine runs on.
 */
const form = { constant: 0, runs: 1, offset8: 2, offset16: 3, offset32: 4, double: 5 } as const;

type Numbers = Float64Array | Uint32Array;

interface Shape {
  readonly runs: number;
  /** Whole numbers without -0 and NaN, so that an offset from the smallest is exact. */
  readonly isWhole: boolean;
  readonly smallest: number;
  readonly largest: number;
}

function shapeOf(values: Numbers): Shape {
  let runs = values.length === 0 ? 0 : 1;
  let isWhole = true;
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  let previous = values[0]!;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== previous) {
      // NaN differs from itself, but continues a run of NaN.
      if (value === value || previous === previous) runs++;
      previous = value;
    }
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
    if (isWhole && (Math.floor(value) !== value || (value === 0 && 1 / value < 0))) isWhole = false;
  }
  if (!isWhole)
    return { runs: hasNegativeZero(values) ? values.length : runs, isWhole, smallest, largest };
  return {
    runs,
    isWhole: Number.isSafeInteger(smallest) && Number.isSafeInteger(largest),
    smallest,
    largest,
  };
}

function hasNegativeZero(values: Numbers): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] === 0 && 1 / values[i]! < 0) return true;
  return false;
}

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

const headed = (head: number, ...parts: ArrayBufferView[]): Uint8Array[] => [
  Uint8Array.of(head),
  ...parts.map(bytesOf),
];

function offsets(values: Numbers, { smallest, largest }: Shape): Uint8Array[] | null {
  const reach = largest - smallest;
  const base = Float64Array.of(smallest);
  const [head, offset] =
    reach <= 0xff
      ? [form.offset8, new Uint8Array(values.length)]
      : reach <= 0xffff
        ? [form.offset16, new Uint16Array(values.length)]
        : [form.offset32, reach <= 0xffff_ffff ? new Uint32Array(values.length) : null];
  if (offset === null) return null;
  for (let i = 0; i < values.length; i++) offset[i] = values[i]! - smallest;
  return headed(head, base, offset);
}

function runLengths(values: Numbers, runs: number): Uint8Array[] {
  const value = new Float64Array(runs);
  const length = new Uint32Array(runs);
  let run = -1;
  for (let i = 0; i < values.length; i++) {
    if (run < 0 || !Object.is(value[run], values[i])) value[++run] = values[i]!;
    length[run]!++;
  }
  return headed(form.runs, Uint32Array.of(runs), value, length);
}

/** The pieces of bytes of a column, to be joined by the caller. */
export function encodeNumbers(values: Numbers): Uint8Array[] {
  const shape = shapeOf(values);
  if (shape.runs === 1) return headed(form.constant, Float64Array.of(values[0]!));
  if (shape.runs * 16 < values.length) return runLengths(values, shape.runs);
  const doubles = () =>
    headed(form.double, values instanceof Float64Array ? values : Float64Array.from(values));
  return (shape.isWhole ? offsets(values, shape) : null) ?? doubles();
}

/** Reads pieces of a chunk from left to right. */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    // SQLite gives a Buffer, whose own `slice` would be a view into a shared pool instead of a copy.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The next `length` bytes in a buffer of their own, so that any typed array may view them. */
  take(length: number): ArrayBuffer {
    if (this.#at + length > this.#bytes.length)
      throw new RangeError("a sample chunk ends too early");
    const piece = this.#bytes.slice(this.#at, this.#at + length);
    this.#at += length;
    return piece.buffer as ArrayBuffer;
  }

  byte(): number {
    return new Uint8Array(this.take(1))[0]!;
  }

  word(): number {
    return new Uint32Array(this.take(4))[0]!;
  }
}

/** Reads a column that `encodeNumbers` wrote into `values`. @throws RangeError when the bytes are damaged */
export function decodeNumbers(cursor: ByteCursor, values: Numbers): void {
  const head = cursor.byte();
  const count = values.length;
  const fromBase = (base: number, offset: Uint8Array | Uint16Array | Uint32Array) => {
    for (let i = 0; i < count; i++) values[i] = base + offset[i]!;
  };
  const base = () => new Float64Array(cursor.take(8))[0]!;
  switch (head) {
    case form.constant:
      values.fill(base());
      return;
    case form.runs: {
      const runs = cursor.word();
      const value = new Float64Array(cursor.take(runs * 8));
      const length = new Uint32Array(cursor.take(runs * 4));
      for (let run = 0, at = 0; run < runs; run++) {
        values.fill(value[run]!, at, at + length[run]!);
        at += length[run]!;
      }
      return;
    }
    case form.offset8:
      return fromBase(base(), new Uint8Array(cursor.take(count)));
    case form.offset16:
      return fromBase(base(), new Uint16Array(cursor.take(count * 2)));
    case form.offset32:
      return fromBase(base(), new Uint32Array(cursor.take(count * 4)));
    case form.double:
      values.set(new Float64Array(cursor.take(count * 8)));
      return;
    default:
      throw new RangeError(`a sample chunk has a column of unknown form ${head}`);
  }
}
