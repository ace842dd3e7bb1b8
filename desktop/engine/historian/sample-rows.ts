import type { TagValue } from "#shared/machines/sample.ts";
import type { SampleColumns } from "./sample-columns.ts";

/** What a number in `value` stands for. On disk in blocks: a number never changes its meaning. */
export const valueKinds = { number: 0, boolean: 1, nothing: 2, text: 3, integer64: 4 } as const;

const twoTo32 = 2 ** 32;
const backReadBit = 8;

/** Status, kind of value and whether it was read back, as one number below 2³⁶. */
export const markOf = (status: number, kind: number, isBackRead: boolean): number =>
  status + twoTo32 * (kind + (isBackRead ? backReadBit : 0));

export const statusOf = (mark: number): number => mark % twoTo32;
export const kindOf = (mark: number): number => Math.floor(mark / twoTo32) % backReadBit;
export const isBackRead = (mark: number): boolean => mark >= twoTo32 * backReadBit;

/** A plain number with a status, as it came: no text to look up, not read back. */
export const isPlainMark = (mark: number): boolean => mark < twoTo32;
/** Its number is the place of a text. */
export const hasText = (mark: number): boolean => kindOf(mark) >= valueKinds.text;

/** A value as a number, and how that number is to be read; `texts` takes what is no number. */
export function numberFor(value: TagValue, texts: string[]): { kind: number; number: number } {
  switch (typeof value) {
    case "number":
      return { kind: valueKinds.number, number: value };
    case "boolean":
      return { kind: valueKinds.boolean, number: value ? 1 : 0 };
    case "string":
      return { kind: valueKinds.text, number: placeOf(value, texts) };
    case "bigint":
      return { kind: valueKinds.integer64, number: placeOf(value.toString(), texts) };
    default:
      return { kind: valueKinds.nothing, number: 0 };
  }
}

/** Texts repeat: the newest few are looked at before a new one is kept. */
export function placeOf(text: string, texts: string[]): number {
  for (let place = texts.length - 1; place >= Math.max(0, texts.length - 8); place--)
    if (texts[place] === text) return place;
  return texts.push(text) - 1;
}

export function valueFor(kind: number, number: number, texts: readonly string[]): TagValue {
  if (kind === valueKinds.number) return number;
  if (kind === valueKinds.boolean) return number === 1;
  if (kind === valueKinds.nothing) return null;
  const text = texts[number];
  if (text === undefined) throw new RangeError("a block of samples lacks one of its texts");
  return kind === valueKinds.text ? text : BigInt(text);
}

/** The samples of columns one by one, with their odd values; calls `visit` with each. */
export function eachSample(
  columns: SampleColumns,
  visit: (index: number, value: TagValue, isFromHistory: boolean) => void,
): void {
  const { odd, backRead = [] } = columns;
  let nextOdd = 0;
  let nextBack = 0;
  for (let i = 0; i < columns.count; i++) {
    const isOdd = odd[nextOdd]?.index === i;
    const value = isOdd ? odd[nextOdd++]!.value : columns.value[i]!;
    const isFromHistory = backRead[nextBack] === i;
    if (isFromHistory) nextBack += 1;
    visit(i, value, isFromHistory);
  }
}
