import { ByteCursor } from "./byte-cursor.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readNumbers, writeNumbers } from "./number-column.ts";

/** First byte of a block of summaries; another layout gets another number. */
const layout = 1;

/** What is left of samples once they became one-minute summaries. Instants are UTC milliseconds. */
export interface MinuteSummaries {
  readonly count: number;
  /** The last sample of the minute. */
  readonly at: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
  /** With `samples`, the mean: a sum can be added to others, a mean cannot. */
  readonly sum: Float64Array;
  readonly samples: Float64Array;
}

const columnNames = ["at", "min", "max", "last", "sum", "samples"] as const;

export function encodeMinutes(minutes: MinuteSummaries, out: ByteWriter): Uint8Array {
  out.clear();
  out.byte(layout);
  for (const name of columnNames) writeNumbers(out, minutes[name]);
  return out.written();
}

/** Reads what `encodeMinutes` wrote. @throws RangeError when the bytes are damaged or of a layout not known here */
export function decodeMinutes(bytes: Uint8Array, count: number): MinuteSummaries {
  const cursor = new ByteCursor(bytes);
  const found = cursor.byte();
  if (found !== layout)
    throw new RangeError(`a block of summaries has layout ${found}; this program reads ${layout}`);
  const column = () => {
    const values = new Float64Array(count);
    readNumbers(cursor, values);
    return values;
  };
  return {
    count,
    at: column(),
    min: column(),
    max: column(),
    last: column(),
    sum: column(),
    samples: column(),
  };
}
