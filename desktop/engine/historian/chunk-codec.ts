import { z } from "zod";
import { ByteCursor } from "./byte-cursor.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readNumbers, writeNumbers } from "./number-column.ts";
import { readMixed, writeMixed } from "./mixed-column.ts";
import { readTags, writeTags } from "./tag-column.ts";
import { emptyColumns, type OddValue, type SampleColumns } from "./sample-columns.ts";

/** First byte of a chunk; another layout gets another number, and all stay readable. */
const layout = 3;
/** Every column by itself. Only read. */
const plainLayout = 2;
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

/** To the last bit; zeros and NaN are not looked at so closely, and count as different. */
function areSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] || a[i] === 0) return false;
  return true;
}

/** Samples as the bytes of one row of `historian.sample_chunk`; 4 to 10 bytes a sample. */
export function encodeChunk(columns: SampleColumns, out: ByteWriter): Uint8Array {
  out.clear();
  out.byte(layout);
  out.word(columns.count);
  writeTags(out, columns.tag);
  writeMixed(out, columns.value);
  writeNumbers(out, columns.status);
  writeNumbers(out, columns.sourceTime);
  const isSame = areSame(columns.sourceTime, columns.serverTime);
  out.byte(isSame ? 1 : 0);
  if (!isSame) writeNumbers(out, columns.serverTime);
  writeNumbers(out, columns.receivedTime);
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

function readColumns(cursor: ByteCursor, columns: SampleColumns): void {
  const { tag, value, status, sourceTime, serverTime, receivedTime } = columns;
  readTags(cursor, tag);
  readMixed(cursor, value);
  readNumbers(cursor, status);
  readNumbers(cursor, sourceTime);
  if (cursor.byte() === 1) serverTime.set(sourceTime);
  else readNumbers(cursor, serverTime);
  readNumbers(cursor, receivedTime);
}

/** Reads what `encodeChunk` wrote. @throws RangeError when the bytes are damaged or of a layout not known here */
export function decodeChunk(bytes: Uint8Array): SampleColumns {
  const cursor = new ByteCursor(bytes);
  const found = cursor.byte();
  if (found === firstLayout) return decodeFirstLayout(cursor);
  if (found !== layout && found !== plainLayout)
    throw new RangeError(`a sample chunk has layout ${found}; this program reads ${layout}`);
  const columns = emptyColumns(cursor.word());
  if (found === layout) readColumns(cursor, columns);
  else for (const name of columnNames) readNumbers(cursor, columns[name]);
  const odd = readOdd(cursor.text());
  const backRead = new Uint32Array(cursor.take(cursor.word() * 4));
  return { ...columns, odd, ...(backRead.length > 0 && { backRead: [...backRead] }) };
}
