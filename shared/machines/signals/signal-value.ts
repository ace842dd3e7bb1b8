import { z } from "zod";
import type { TagValue } from "../sample.ts";

/** A tag value as it stands in the memory of a machine: plain JSON. */
export const rememberedValue = z.union([z.number(), z.boolean(), z.string(), z.null()]);
export type RememberedValue = z.infer<typeof rememberedValue>;

const integerText = /^\s*-?\d{1,40}\s*$/;

/**
 * The JSON form of a value. NaN and the infinities become null (no reading), so that they never reach a rule or a sum;
 * a 64-bit integer stays a number while that is exact and becomes its decimal text beyond.
 */
export function rememberValue(value: TagValue): RememberedValue {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return value;
}

/** The value as a finite number; booleans are 0 and 1, text must be a decimal number. Null when it is none. */
export function numberOf(value: RememberedValue): number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    return Number.isFinite(number) ? number : null;
  }
  return value;
}

/** The value as the integer of an enumeration or state; null when it is none. */
export function codeOf(value: RememberedValue): number | null {
  const number = numberOf(value);
  return number !== null && Number.isSafeInteger(number) ? number : null;
}

/** The value as a word of at most 64 bits; null when it is none. A negative integer stands for the bits it is made of. */
export function wordOf(value: RememberedValue): bigint | null {
  if (typeof value === "boolean") return value ? 1n : 0n;
  const whole = countOf(value);
  return whole === null ? null : BigInt.asUintN(64, whole);
}

/** A bit or a code: false, 0, "0", "" and nothing are off, all else is on. */
export function isOn(value: RememberedValue): boolean {
  if (typeof value === "string") return value.trim() !== "" && numberOf(value) !== 0;
  return value !== null && value !== false && value !== 0;
}

/** Text of a product, order or alarm tag; blank text is null. */
export function textOf(value: RememberedValue): string | null {
  if (value === null || value === false) return null;
  const text = String(value).trim();
  return text === "" ? null : text;
}

/**
 * The value of a counter as an exact integer; null when it is no exact integer (fractions, NaN, a float beyond 2^53
 * whose last digits are already lost, text that is no number).
 */
export function countOf(value: TagValue): bigint | null {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : null;
  if (typeof value === "string") return integerText.test(value) ? BigInt(value.trim()) : null;
  return null;
}
