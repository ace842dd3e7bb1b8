/** A number as a fraction of two whole numbers, so that 1/10 is a tenth and nothing else. The denominator is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** What a register's number means: number × `factor` + `shift`. */
export interface Scaling {
  readonly factor: Fraction;
  readonly shift: Fraction;
}

export const noScaling: Scaling = {
  factor: { numerator: 1n, denominator: 1n },
  shift: { numerator: 0n, denominator: 1n },
};

/** Reads `1/10`, `0.1`, `-40` or `2.5`; null when it is none of these, or divides by zero. */
export function parseFraction(text: string): Fraction | null {
  const quotient = /^(-?\d{1,15})\/(\d{1,15})$/.exec(text);
  if (quotient) {
    const denominator = BigInt(quotient[2]!);
    return denominator === 0n ? null : reduced(BigInt(quotient[1]!), denominator);
  }
  const decimal = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text);
  if (!decimal) return null;
  const places = decimal[3] ?? "";
  const size = BigInt(`${decimal[2]!}${places}`);
  return reduced(decimal[1] === "-" ? -size : size, 10n ** BigInt(places.length));
}

/** The shortest text that reads back as the same fraction: `10`, `1/10`. */
export const formatFraction = ({ numerator, denominator }: Fraction): string =>
  denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;

export const isUnscaled = ({ factor, shift }: Scaling): boolean =>
  factor.numerator === factor.denominator && shift.numerator === 0n;

/** Whole numbers are scaled exactly and rounded once; others in the order written. NaN and infinities stay what they are. */
export function scaled(value: number | bigint, scaling: Scaling): number | bigint {
  if (isUnscaled(scaling)) return value;
  const { factor, shift } = scaling;
  if (typeof value === "number" && !Number.isSafeInteger(value))
    return value * quotient(factor) + quotient(shift);
  const denominator = factor.denominator * shift.denominator;
  const numerator =
    BigInt(value) * factor.numerator * shift.denominator + shift.numerator * factor.denominator;
  return quotient({ numerator, denominator });
}

/** Nearest double; the parts beyond 2^53 are cut down together first, which costs less than the last digit. */
function quotient({ numerator, denominator }: Fraction): number {
  const whole = numerator / denominator;
  const rest = numerator % denominator;
  return isSafe(numerator) && isSafe(denominator)
    ? Number(numerator) / Number(denominator)
    : Number(whole) + Number(rest) / Number(denominator);
}

const isSafe = (value: bigint): boolean => BigInt.asIntN(54, value) === value;

function reduced(numerator: bigint, denominator: bigint): Fraction {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n
    ? { numerator: 0n, denominator: 1n }
    : { numerator: numerator / a, denominator: denominator / a };
}
