import { z } from "zod";

/**
 * An exact fraction of two integers in lowest terms, the denominator above 0. Standard time is `cycle / cavities` per
 * piece and rarely a whole number of microseconds, so sums of it are kept exact and divided once, at the very end.
 */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const zero: Fraction = { numerator: 0n, denominator: 1n };

/** The fraction in lowest terms. @throws RangeError when the denominator is not above 0. */
export function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (denominator <= 0n) throw new RangeError("a fraction needs a denominator above 0");
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export const add = (a: Fraction, b: Fraction): Fraction =>
  fraction(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  );

export const multiply = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.numerator, a.denominator * b.denominator);

/** `a / b` as the nearest double; both are exact until here. @throws RangeError when `b` is 0. */
export function divide(a: Fraction, b: Fraction): number {
  const sign = b.numerator < 0n ? -1n : 1n;
  const { numerator, denominator } = fraction(
    sign * a.numerator * b.denominator,
    sign * a.denominator * b.numerator,
  );
  // Beyond 2^53 the two conversions would each round; 20 decimals of quotient leave one rounding only.
  if (numerator < safe && numerator > -safe && denominator < safe)
    return Number(numerator) / Number(denominator);
  const whole = numerator / denominator;
  const rest = ((numerator % denominator) * scale) / denominator;
  return Number(
    `${numerator < 0n ? "-" : ""}${magnitude(whole)}.${magnitude(rest).toString().padStart(20, "0")}`,
  );
}

export const wholeNumber = (value: number): Fraction => ({
  numerator: BigInt(value),
  denominator: 1n,
});

/** `numerator/denominator` as text, exact in JSON. */
export const fractionText = (value: Fraction): string => `${value.numerator}/${value.denominator}`;

/** Reads what `fractionText` wrote. */
export const fractionFromText = z
  .string()
  .regex(/^-?\d+\/[1-9]\d*$/, { error: "must be a fraction such as 3/2" })
  .transform((text) => {
    const [numerator, denominator] = text.split("/");
    return fraction(BigInt(numerator!), BigInt(denominator!));
  });

const safe = BigInt(Number.MAX_SAFE_INTEGER);
const scale = 10n ** 20n;

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
