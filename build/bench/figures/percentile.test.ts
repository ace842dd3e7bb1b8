import { expect, test } from "vitest";
import { Measured, MeasuredMillions, rounded } from "./percentile.ts";

const filled = <Kind extends Measured | MeasuredMillions>(
  measured: Kind,
  values: Iterable<number>,
): Kind => {
  for (const value of values) measured.add(value);
  return measured;
};
const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  ["one by one", () => filled(new Measured(), oneToHundred)],
  ["by the million", () => filled(new MeasuredMillions(), oneToHundred)],
])("a percentile is a measured value, by nearest rank, %s", (_how, measured) => {
  const values = measured();
  expect([0.5, 0.95, 0.99, 0.991, 1].map((share) => values.percentile(share))).toEqual([
    50, 95, 99, 100, 100,
  ]);
});

test("what comes later is in the next answer", () => {
  const values = filled(new Measured(), [3, 1, 2]);
  expect(values.worst).toBe(3);
  values.add(9);
  expect(values.worst).toBe(9);
});

test("one value is every percentile, and none has none", () => {
  expect(filled(new Measured(), [7]).percentile(0.5)).toBe(7);
  expect(new Measured().percentile(0.5)).toBeNaN();
  expect(new MeasuredMillions().percentile(0.5)).toBeNaN();
});

test("by the million, whatever is over a minute counts as a minute", () => {
  expect(filled(new MeasuredMillions(), [1, 90_000]).percentile(1)).toBe(60_000);
});

test("figures are printed with the digits asked for", () => {
  expect([rounded(1.25), rounded(0.12345, 3), rounded(99.96)]).toEqual([1.3, 0.123, 100]);
});
