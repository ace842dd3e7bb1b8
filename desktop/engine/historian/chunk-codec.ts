import { z } from "zod";
import { ByteCursor, decodeNumbers, encodeNumbers } from "./number-column.ts";
import { emptyColumns, type OddValue, type SampleColumns } from "./sample-columns.ts";

/** First byte of a chunk; another layout gets another number, and both stay readable. */
const layout = 1;

const columnNames = ["tag", "value", "status", "sourceTime", "serverTime", "receivedTime"] as const;

/** A 64-bit integer is text with the mark `n`, since JSON has no such number. */
const oddOnDisk = z.array(
  z.union([
    z
      .tuple([z.int(), z.string(), z.literal("n")])
      .transform(([index, digits]) => ({ index, value: BigInt(digits) })),
    z
      .tuple([z.int(), z.union([z.string(), z.boolean(), z.null()])])
      .transform(([index, value]) => ({ index, value })),
  ]),
);

const oddText = (odd: readonly OddValue[]): string =>
  JSON.stringify(
    odd.map(({ index, value }) =>
      typeof value === "bigint" ? [index, value.toString(), "n"] : [index, value],
    ),
  );

const readOdd = (text: string): OddValue[] => oddOnDisk.parse(JSON.parse(text));

/** Samples as the bytes of one row of `historian.sample_chunk`; about 10 to 15 bytes a sample. */
export function encodeChunk(columns: SampleColumns): Uint8Array {
  const odd =
    columns.odd.length === 0 ? new Uint8Array() : new TextEncoder().encode(oddText(columns.odd));
  const parts = [
    Uint8Array.of(layout),
    new Uint8Array(Uint32Array.of(columns.count, odd.length).buffer),
    ...columnNames.flatMap((name) => encodeNumbers(columns[name])),
    odd,
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Reads what `encodeChunk` wrote. @throws RangeError when the bytes are damaged or of a layout not known here */
export function decodeChunk(bytes: Uint8Array): SampleColumns {
  const cursor = new ByteCursor(bytes);
  const found = cursor.byte();
  if (found !== layout)
    throw new RangeError(`a sample chunk has layout ${found}; this program reads ${layout}`);
  const count = cursor.word();
  const oddLength = cursor.word();
  const columns = emptyColumns(count);
  for (const name of columnNames) decodeNumbers(cursor, columns[name]);
  if (oddLength === 0) return columns;
  return { ...columns, odd: readOdd(new TextDecoder().decode(cursor.take(oddLength))) };
}
