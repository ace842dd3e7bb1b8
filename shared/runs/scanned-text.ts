/**
 * Reads what a scanner or a person typed: an order string such as `4711/P-250/500`, a product code, a GTIN (GS1 General
 * Specifications: 8, 12, 13 or 14 digits, the last a check digit) also inside a GS1 element string.
 */
export interface ScannedText {
  /** The parts as they stand, without the one that was read as a number of pieces. */
  readonly words: readonly string[];
  /** Fourteen digits; null = none with a right check digit. */
  readonly gtin: string | null;
  /** Pieces; null = not in it. */
  readonly target: number | null;
}

/** What scanners and people put between the parts; the last is the group separator of GS1. */
const separators = [";", "|", "/", "\t", String.fromCodePoint(0x1d)];
const gtinLengths = [8, 12, 13, 14];

/** GS1 check digit: weights 3 and 1 in turn from the right. */
function hasCheckDigit(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** A GTIN as fourteen digits, or null when the text is none. */
export function gtinOf(text: string): string | null {
  if (!/^\d+$/.test(text) || !gtinLengths.includes(text.length) || !hasCheckDigit(text))
    return null;
  return text.padStart(14, "0");
}

/** The ways a GTIN may stand in a product's code: with and without leading zeros. */
export function gtinSpellings(gtin: string): readonly string[] {
  return [14, 13, 12, 8]
    .filter((length) => /^0*$/.test(gtin.slice(0, 14 - length)))
    .map((length) => gtin.slice(14 - length));
}

/** The GTIN of a GS1 element string: `(01)` or `01` at its start, and what follows it. */
function elementString(text: string): { gtin: string; rest: string } | null {
  const match = /^(?:\][A-Za-z]\d)?(?:\(01\)|01)(\d{14})(.*)$/s.exec(text);
  if (match === null) return null;
  const gtin = gtinOf(match[1]!);
  return gtin === null ? null : { gtin, rest: match[2]! };
}

export function readScannedText(text: string): ScannedText {
  const trimmed = text.trim();
  const element = elementString(trimmed);
  if (element !== null) return { words: [], gtin: element.gtin, target: null };
  const parts = separators
    .reduce((text, separator) => text.replaceAll(separator, "\n"), trimmed)
    .split("\n")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  // A last part of digits beside other parts is the number of pieces, unless it is a GTIN.
  const last = parts.at(-1);
  const isTarget =
    parts.length > 1 && last !== undefined && /^\d{1,9}$/.test(last) && Number(last) > 0;
  const words = isTarget ? parts.slice(0, -1) : parts;
  return {
    words,
    gtin: words.map(gtinOf).find((gtin) => gtin !== null) ?? null,
    target: isTarget ? Number(last) : null,
  };
}
