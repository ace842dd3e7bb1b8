import type { Figure } from "./figure.ts";
import { divide, wholeNumber, type Fraction } from "./fraction.ts";

/** Why a figure has no value. */
export type FigureGap = Extract<Figure, { value: null }>["reason"];

export const noFigure = (reason: FigureGap): Figure => ({ value: null, reason });

/**
 * `part / whole`, uncapped, 1 = 100 %; a whole of zero has no ratio, for the reason given. Fractions stay exact until
 * the one division; a number beside a fraction must be an integer.
 */
export function ratio(
  part: number | Fraction,
  whole: number | Fraction,
  reasonAtZero: FigureGap,
): Figure {
  if (typeof part === "number" && typeof whole === "number")
    return whole === 0 ? noFigure(reasonAtZero) : { value: part / whole };
  const [upper, lower] = [exact(part), exact(whole)];
  return lower.numerator === 0n ? noFigure(reasonAtZero) : { value: divide(upper, lower) };
}

const exact = (value: number | Fraction): Fraction =>
  typeof value === "number" ? wholeNumber(value) : value;
