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

/** What is found out about a column of fractions; steps and bounds do not matter to it. */
const fraction = {
  isWhole: false,
  smallest: 0,
  largest: 0,
  smallestStep: 0,
  largestStep: 0,
} as const;

/** Every value is the very first one, to the last bit but the payload of NaN. */
function isConstant(values: Numbers): boolean {
  const first = values[0]!;
  if (first !== first) {
    for (let i = 1; i < values.length; i++) if (values[i] === values[i]) return false;
    return true;
  }
  if (first === 0) {
    // 0 equals -0, but is another value.
    const sign = 1 / first;
    for (let i = 1; i < values.length; i++) {
      const value = values[i]!;
      if (value !== 0 || 1 / value !== sign) return false;
    }
    return true;
  }
  for (let i = 1; i < values.length; i++) if (values[i] !== first) return false;
  return true;
}

/** A whole number that is not -0, and not NaN. */
const isWholeNumber = (value: number): boolean =>
  Math.floor(value) === value && (value !== 0 || 1 / value > 0);

/** One pass over whole numbers; null when there is one that is not. */
function wholeShapeOf(values: Numbers): Shape | null {
  const first = values[0]!;
  if (!isWholeNumber(first)) return null;
  let runs = 1;
  let isFloat = Math.fround(first) === first;
  let [smallest, largest, previous] = [first, first, first];
  let [smallestStep, largestStep] = [Infinity, -Infinity];
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    const step = value - previous;
    if (step < smallestStep) smallestStep = step;
    if (step > largestStep) largestStep = step;
    if (step === 0) {
      // 0 equals -0, but is another value.
      if (value === 0 && 1 / value < 0) return null;
      continue;
    }
    if (!isWholeNumber(value)) return null;
    runs++;
    if (value < smallest) smallest = value;
    else if (value > largest) largest = value;
    if (isFloat) isFloat = Math.fround(value) === value;
    previous = value;
  }
  if (!Number.isSafeInteger(smallest) || !Number.isSafeInteger(largest)) return null;
  return { runs, isWhole: true, isFloat, smallest, largest, smallestStep, largestStep };
}

function fractionShapeOf(values: Numbers): Shape {
  let runs = 1;
  let previous = values[0]!;
  let isFloat = Math.fround(previous) === previous || previous !== previous;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (value === previous ? value === 0 && 1 / value !== 1 / previous : !isNan(value, previous)) {
      runs++;
      if (isFloat) isFloat = Math.fround(value) === value || value !== value;
    }
    previous = value;
  }
  return { ...fraction, runs, isFloat };
}

/** NaN differs from itself, but continues a run of NaN. */
const isNan = (a: number, b: number): boolean => a !== a && b !== b;

const bytesFor = (reach: number): 1 | 2 | 4 | 8 =>
  reach <= 0xff ? 1 : reach <= 0xffff ? 2 : reach <= 0xffff_ffff ? 4 : 8;

/** Appends a column to what is written already. */
export function writeNumbers(out: ByteWriter, values: Numbers): void {
  const count = values.length;
  if (count === 0 || isConstant(values)) {
    out.byte(form.constant);
    out.double(count === 0 ? 0 : values[0]!);
    return;
  }
  const shape = wholeShapeOf(values) ?? fractionShapeOf(values);
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
  out.byte(width === 1 ? form.offset8 : width === 2 ? form.offset16 : form.offset32);
  out.double(smallest);
  const room = out.room(count * width);
  let to = 0;
  for (let i = 0; i < count; i++) {
    const offset = values[i]! - smallest;
    room[to++] = offset;
    if (width === 1) continue;
    room[to++] = offset >>> 8;
    if (width === 2) continue;
    room[to++] = offset >>> 16;
    room[to++] = offset >>> 24;
  }
}

function writeSteps(
  out: ByteWriter,
  values: Numbers,
  { smallestStep }: Shape,
  width: number,
): void {
  out.byte(width === 1 ? form.step8 : form.step16);
  out.double(values[0]!);
  out.double(smallestStep);
  const room = out.room((values.length - 1) * width);
  let to = 0;
  let previous = values[0]!;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    const above = value - previous - smallestStep;
    room[to++] = above;
    if (width === 2) room[to++] = above >>> 8;
    previous = value;
  }
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
