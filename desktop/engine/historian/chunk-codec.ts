import { z } from "zod";
import { ByteCursor } from "./byte-cursor.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readNumbers, writeNumbers } from "./number-column.ts";
import { emptyColumns, type OddValue, type SampleColumns } from "./sample-columns.ts";

/** First byte of a chunk; another layout gets another number, and all stay readable. */
const layout = 2;
/** As step 1 wrote it: length of the odd values before the columns, nothing read back. */
const firstLayout = 1;

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
  odd.length === 0
    ? ""
    : JSON.stringify(
        odd.map(({ index, value }) =>
          typeof value === "bigint" ? [index, value.toString(), "n"] : [index, value],
        ),
      );

const readOdd = (text: string): OddValue[] =>
  text === "" ? [] : oddOnDisk.parse(JSON.parse(text));

/** Samples as the bytes of one row of `historian.sample_chunk`; about 10 bytes a sample. */
export function encodeChunk(columns: SampleColumns, out: ByteWriter): Uint8Array {
  out.clear();
  out.byte(layout);
  out.word(columns.count);
  for (const name of columnNames) writeNumbers(out, columns[name]);
  out.text(oddText(columns.odd));
  const backRead = Uint32Array.from(columns.backRead ?? []);
  out.word(backRead.length);
  out.array(backRead);
  return out.written();
}

function decodeFirstLayout(cursor: ByteCursor): SampleColumns {
  const columns = emptyColumns(cursor.word());
  const oddLength = cursor.word();
  for (const name of columnNames) readNumbers(cursor, columns[name]);
  return { ...columns, odd: readOdd(new TextDecoder().decode(cursor.take(oddLength))) };
}

/** Reads what `encodeChunk` wrote. @throws RangeError when the bytes are damaged or of a layout not known here */
export function decodeChunk(bytes: Uint8Array): SampleColumns {
  const cursor = new ByteCursor(bytes);
  const found = cursor.byte();
  if (found === firstLayout) return decodeFirstLayout(cursor);
  if (found !== layout)
    throw new RangeError(`a sample chunk has layout ${found}; this program reads ${layout}`);
  const columns = emptyColumns(cursor.word());
  for (const name of columnNames) readNumbers(cursor, columns[name]);
  const odd = readOdd(cursor.text());
  const backRead = new Uint32Array(cursor.take(cursor.word() * 4));
  return { ...columns, odd, ...(backRead.length > 0 && { backRead: [...backRead] }) };
}
