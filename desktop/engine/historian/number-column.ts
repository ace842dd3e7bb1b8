import type { ByteCursor } from "./byte-cursor.ts";
import type { ByteWriter } from "./byte-writer.ts";

/**
 * One column of numbers as bytes, in whichever of these forms is smallest. Exact for every double but the payload of
 * NaN. Little-endian, as every processor the engine runs on. The numbers are on disk: a form never changes its meaning.
 */
const form = {
  constant: 0,
  /** Values and lengths plain; only read, `runs` took its place. */
  plainRuns: 1,
  offset8: 2,
  offset16: 3,
  offset32: 4,
  double: 5,
  /** First value and a step that never changes: instants of a steady source. */
  steady: 6,
  /** First value, smallest step, and how far each step is above it. */
  step8: 7,
  step16: 8,
  /** What machines call REAL: four bytes give the same double back. */
  float: 9,
  /** Values and lengths of the runs, each a column of its own. */
  runs: 10,
} as const;

type Numbers = Float64Array | Uint32Array;

interface Shape {
  readonly runs: number;
  /** Whole numbers without -0 and NaN within 2⁵³, so that a difference of two is exact. */
  readonly isWhole: boolean;
  readonly isFloat: boolean;
  readonly smallest: number;
  readonly largest: number;
  readonly smallestStep: number;
  readonly largestStep: number;
}

function shapeOf(values: Numbers): Shape {
  let runs = values.length === 0 ? 0 : 1;
  let isWhole = true;
  let isFloat = true;
  let [smallest, largest] = [Infinity, -Infinity];
  let [smallestStep, largestStep] = [Infinity, -Infinity];
  let previous = values[0]!;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
    if (isWhole && (Math.floor(value) !== value || (value === 0 && 1 / value < 0))) isWhole = false;
    if (isFloat && Math.fround(value) !== value && value === value) isFloat = false;
    if (i === 0) continue;
    const step = value - previous;
    if (step < smallestStep) smallestStep = step;
    if (step > largestStep) largestStep = step;
    if (value === previous) {
      // 0 equals -0, but is another value.
      if (value === 0 && 1 / value !== 1 / previous) runs++;
    } else if (value === value || previous === previous) {
      // NaN differs from itself, but continues a run of NaN.
      runs++;
    }
    previous = value;
  }
  isWhole &&= Number.isSafeInteger(smallest) && Number.isSafeInteger(largest);
  return { runs, isWhole, isFloat, smallest, largest, smallestStep, largestStep };
}

const bytesFor = (reach: number): 1 | 2 | 4 | 8 =>
  reach <= 0xff ? 1 : reach <= 0xffff ? 2 : reach <= 0xffff_ffff ? 4 : 8;

/** Appends a column to what is written already. */
export function writeNumbers(out: ByteWriter, values: Numbers): void {
  const shape = shapeOf(values);
  const count = values.length;
  if (shape.runs <= 1) {
    out.byte(form.constant);
    out.double(count === 0 ? 0 : values[0]!);
    return;
  }
  const { isWhole, smallest, largest, smallestStep, largestStep } = shape;
  const offsetBytes = isWhole ? bytesFor(largest - smallest) : 8;
  const stepBytes =
    isWhole && Number.isSafeInteger(largest - smallest) ? bytesFor(largestStep - smallestStep) : 8;
  if (stepBytes < 8 && smallestStep === largestStep) {
    out.byte(form.steady);
    out.double(values[0]!);
    out.double(smallestStep);
    return;
  }
  const plainBytes = Math.min(offsetBytes, stepBytes, shape.isFloat ? 4 : 8);
  // A run costs at most its value and two bytes of length.
  if (shape.runs * (plainBytes + 2) * 2 < count * plainBytes) return writeRuns(out, values, shape);
  if (stepBytes < Math.min(4, offsetBytes)) return writeSteps(out, values, shape, stepBytes);
  if (offsetBytes !== 8) return writeOffsets(out, values, smallest, offsetBytes);
  if (shape.isFloat) {
    out.byte(form.float);
    out.array(Float32Array.from(values));
    return;
  }
  out.byte(form.double);
  out.array(values instanceof Float64Array ? values : Float64Array.from(values));
}

function writeOffsets(out: ByteWriter, values: Numbers, smallest: number, width: 1 | 2 | 4): void {
  const count = values.length;
  const [head, offset] =
    width === 1
      ? [form.offset8, new Uint8Array(count)]
      : width === 2
        ? [form.offset16, new Uint16Array(count)]
        : [form.offset32, new Uint32Array(count)];
  for (let i = 0; i < count; i++) offset[i] = values[i]! - smallest;
  out.byte(head);
  out.double(smallest);
  out.array(offset);
}

function writeSteps(
  out: ByteWriter,
  values: Numbers,
  { smallestStep }: Shape,
  width: number,
): void {
  const count = values.length - 1;
  const above = width === 1 ? new Uint8Array(count) : new Uint16Array(count);
  for (let i = 0; i < count; i++) above[i] = values[i + 1]! - values[i]! - smallestStep;
  out.byte(width === 1 ? form.step8 : form.step16);
  out.double(values[0]!);
  out.double(smallestStep);
  out.array(above);
}

function writeRuns(out: ByteWriter, values: Numbers, { runs }: Shape): void {
  const value = new Float64Array(runs);
  const length = new Uint32Array(runs);
  let run = -1;
  for (let i = 0; i < values.length; i++) {
    if (run < 0 || !Object.is(value[run], values[i])) value[++run] = values[i]!;
    length[run]!++;
  }
  out.byte(form.runs);
  out.word(runs);
  writeNumbers(out, length);
  writeNumbers(out, value);
}

function spread(values: Numbers, value: Float64Array, length: Uint32Array): void {
  for (let run = 0, at = 0; run < value.length; run++) {
    values.fill(value[run]!, at, at + length[run]!);
    at += length[run]!;
  }
}

function readSteps(cursor: ByteCursor, values: Numbers, isWide: boolean): void {
  let value = cursor.double();
  const step = cursor.double();
  const count = values.length - 1;
  const above = isWide
    ? new Uint16Array(cursor.take(count * 2))
    : new Uint8Array(cursor.take(count));
  values[0] = value;
  for (let i = 0; i < count; i++) {
    value += step + above[i]!;
    values[i + 1] = value;
  }
}

/** Reads a column that `writeNumbers` wrote into `values`. @throws RangeError when the bytes are damaged */
export function readNumbers(cursor: ByteCursor, values: Numbers): void {
  const head = cursor.byte();
  const count = values.length;
  const fromBase = (base: number, offset: Uint8Array | Uint16Array | Uint32Array) => {
    for (let i = 0; i < count; i++) values[i] = base + offset[i]!;
  };
  switch (head) {
    case form.constant:
      values.fill(cursor.double());
      return;
    case form.plainRuns: {
      const runs = cursor.word();
      const value = new Float64Array(cursor.take(runs * 8));
      return spread(values, value, new Uint32Array(cursor.take(runs * 4)));
    }
    case form.runs: {
      const length = new Uint32Array(runCount(cursor.word(), count));
      const value = new Float64Array(length.length);
      readNumbers(cursor, length);
      readNumbers(cursor, value);
      return spread(values, value, length);
    }
    case form.steady: {
      const first = cursor.double();
      const step = cursor.double();
      for (let i = 0; i < count; i++) values[i] = first + i * step;
      return;
    }
    case form.step8:
    case form.step16:
      return readSteps(cursor, values, head === form.step16);
    case form.offset8:
      return fromBase(cursor.double(), new Uint8Array(cursor.take(count)));
    case form.offset16:
      return fromBase(cursor.double(), new Uint16Array(cursor.take(count * 2)));
    case form.offset32:
      return fromBase(cursor.double(), new Uint32Array(cursor.take(count * 4)));
    case form.float:
      values.set(new Float32Array(cursor.take(count * 4)));
      return;
    case form.double:
      values.set(new Float64Array(cursor.take(count * 8)));
      return;
    default:
      throw new RangeError(`stored samples have a column of unknown form ${head}`);
  }
}

function runCount(runs: number, count: number): number {
  if (runs > count) throw new RangeError("stored samples have more runs than values");
  return runs;
}
