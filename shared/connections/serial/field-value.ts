import type { TagValue } from "../../machines/sample.ts";

export type DecimalMark = "." | ",";

/** An exponent counts only with a mark or a sign: `12E4` is a code, `1.2E4` and `12E+4` are numbers. */
const point = /^([+-]?) *(\d+\.?\d*|\.\d+|\d+\.\d*[eE][+-]?\d+|\d+[eE][+-]\d+)$/;
const comma = /^([+-]?) *(\d+,?\d*|,\d+|\d+,\d*[eE][+-]?\d+|\d+[eE][+-]\d+)$/;

/**
 * The value of one field: a number where its characters are one under the decimal mark (leading zeros, a sign and
 * blanks after it allowed), integers beyond 2^53 as bigint, null where it is empty, else its text.
 */
export function fieldValue(characters: string, decimalMark: DecimalMark): TagValue {
  const text = characters.trim();
  if (text === "") return null;
  const parts = (decimalMark === "." ? point : comma).exec(text);
  if (parts === null) return text;
  const [, sign, digits] = parts as unknown as [string, string, string];
  const plain = digits.replace(",", ".");
  const size = Number(plain);
  if (!Number.isFinite(size)) return text;
  if (/^\d+$/.test(plain) && !Number.isSafeInteger(size))
    return sign === "-" ? -BigInt(plain) : BigInt(plain);
  return sign === "-" && size !== 0 ? -size : size;
}
