import type { ByteCursor } from "./byte-cursor.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readNumbers, writeNumbers } from "./number-column.ts";

/**
 * Numbers of the tags of a batch. What is polled or published together often comes in the order of its numbers: then
 * only the first number and the length of each such sequence are kept. On disk: a number never changes its meaning.
 */
const form = { plain: 0, sequences: 1 } as const;

export function writeTags(out: ByteWriter, tags: Uint32Array): void {
  const count = tags.length;
  let sequences = Math.min(count, 1);
  for (let i = 1; i < count; i++) if (tags[i] !== tags[i - 1]! + 1) sequences++;
  if (sequences * 4 > count) {
    out.byte(form.plain);
    return writeNumbers(out, tags);
  }
  const first = new Uint32Array(sequences);
  const length = new Uint32Array(sequences);
  let sequence = -1;
  for (let i = 0; i < count; i++) {
    if (i === 0 || tags[i] !== tags[i - 1]! + 1) first[++sequence] = tags[i]!;
    length[sequence]! += 1;
  }
  out.byte(form.sequences);
  out.word(sequences);
  writeNumbers(out, first);
  writeNumbers(out, length);
}

/** Reads what `writeTags` wrote into `tags`. @throws RangeError when the bytes are damaged */
export function readTags(cursor: ByteCursor, tags: Uint32Array): void {
  const head = cursor.byte();
  if (head === form.plain) return readNumbers(cursor, tags);
  if (head !== form.sequences)
    throw new RangeError(`stored samples have tags of unknown form ${head}`);
  const sequences = cursor.word();
  if (sequences > tags.length) throw new RangeError("stored samples have more sequences than tags");
  const first = new Uint32Array(sequences);
  const length = new Uint32Array(sequences);
  readNumbers(cursor, first);
  readNumbers(cursor, length);
  let at = 0;
  for (let sequence = 0; sequence < sequences; sequence++)
    for (let i = 0; i < length[sequence]! && at < tags.length; i++)
      tags[at++] = first[sequence]! + i;
}
