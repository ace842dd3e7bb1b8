import type { ByteCursor } from "./byte-cursor.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readNumbers, writeNumbers } from "./number-column.ts";

/**
 * Values of many tags side by side: counters, states and measurements. Whole numbers of 32 bits take four bytes, all
 * others eight, and a bit tells which. On disk: a number never changes its meaning.
 */
const form = { plain: 0, mixed: 1 } as const;

/** -0 is none: it would come back as 0. */
const isInt32 = (value: number): boolean => (value | 0) === value && (value !== 0 || 1 / value > 0);

export function writeMixed(out: ByteWriter, values: Float64Array): void {
  const count = values.length;
  const bits = new Uint8Array((count + 7) >>> 3);
  const whole = new Int32Array(count);
  const other = new Float64Array(count);
  let [wholes, others] = [0, 0];
  for (let i = 0; i < count; i++) {
    const value = values[i]!;
    if (isInt32(value)) {
      bits[i >>> 3]! |= 1 << (i & 7);
      whole[wholes++] = value;
    } else other[others++] = value;
  }
  // Where all are of one kind, or nearly, a plain column is as small.
  if (wholes * 8 < count || wholes === count) {
    out.byte(form.plain);
    return writeNumbers(out, values);
  }
  out.byte(form.mixed);
  out.word(wholes);
  out.array(bits);
  out.array(whole.subarray(0, wholes));
  out.array(other.subarray(0, others));
}

/** Reads a column that `writeMixed` wrote into `values`. @throws RangeError when the bytes are damaged */
export function readMixed(cursor: ByteCursor, values: Float64Array): void {
  const head = cursor.byte();
  if (head === form.plain) return readNumbers(cursor, values);
  if (head !== form.mixed)
    throw new RangeError(`stored samples have values of unknown form ${head}`);
  const count = values.length;
  const wholes = cursor.word();
  if (wholes > count) throw new RangeError("stored samples have more whole numbers than values");
  const bits = new Uint8Array(cursor.take((count + 7) >>> 3));
  const whole = new Int32Array(cursor.take(wholes * 4));
  const other = new Float64Array(cursor.take((count - wholes) * 8));
  let [nextWhole, nextOther] = [0, 0];
  for (let i = 0; i < count; i++)
    values[i] =
      (bits[i >>> 3]! >>> (i & 7)) & 1 ? (whole[nextWhole++] ?? 0) : (other[nextOther++] ?? 0);
}
