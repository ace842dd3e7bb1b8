import { describe, expect, test } from "vitest";
import {
  add,
  divide,
  fraction,
  fractionFromText,
  fractionText,
  wholeNumber,
  zero,
} from "./fraction.ts";

test("thirds and sevenths add up to whole numbers", () => {
  const sum = [1n, 2n, 4n].map((sevenths) => fraction(sevenths, 7n)).reduce(add, zero);
  expect(sum).toEqual({ numerator: 1n, denominator: 1n });
  expect(add(fraction(1n, 3n), fraction(1n, 6n))).toEqual({ numerator: 1n, denominator: 2n });
});

describe("division rounds once", () => {
  test.each([
    [1, 3, 1 / 3],
    [-1, 3, -1 / 3],
    [0, 5, 0],
    [1, -4, -0.25],
  ])("%i / %i", (a, b, quotient) => {
    expect(divide(wholeNumber(a), wholeNumber(b))).toBe(quotient);
  });

  test("also beyond 2^53", () => {
    const huge = fraction(10n ** 40n, 1n);
    expect(divide(huge, fraction(3n * 10n ** 40n, 1n))).toBe(1 / 3);
    expect(divide(fraction(-2n * 10n ** 40n - 1n, 1n), huge)).toBe(-2);
  });

  test("by zero is refused", () => {
    expect(() => divide(wholeNumber(1), zero)).toThrow(RangeError);
  });
});

test("text and back", () => {
  expect(fractionText(fraction(-10n, 4n))).toBe("-5/2");
  expect(fractionFromText.parse("-10/4")).toEqual(fraction(-5n, 2n));
  expect(fractionFromText.safeParse("1/0").success).toBe(false);
});
