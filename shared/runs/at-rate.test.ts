import { expect, test } from "vitest";
import { minuteMs } from "../kernel/instant.ts";
import { firstAtRate } from "./at-rate.ts";

const minutes = (...totals: readonly number[]) =>
  totals.map((total, i) => ({ start: i * minuteMs, end: (i + 1) * minuteMs, total, reject: 0 }));

test("five minutes in a row at 90 % are at rate, from the first of them", () => {
  expect(firstAtRate(minutes(4, 8, 9, 9, 9, 9, 9), 10, 1)).toBe(2 * minuteMs);
  expect(firstAtRate(minutes(9, 9, 9, 9, 8, 9), 10, 1)).toBeNull();
  expect(firstAtRate(minutes(9, 9, 9, 9), 10, 1)).toBeNull();
});

test("a rate that is no whole number of pieces is judged over all of the minutes", () => {
  expect(firstAtRate(minutes(1, 2, 1, 2, 1, 2, 1), 1.5, 1)).toBe(0);
  expect(firstAtRate(minutes(1, 1, 1, 1, 1, 1, 1, 1), 1.5, 1)).toBeNull();
});

test("a slow machine is judged over the time ten pieces take", () => {
  const everyFive = Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? 1 : 0));
  expect(firstAtRate(minutes(...everyFive), 0.2, 1)).toBe(0);
  expect(
    firstAtRate(minutes(...everyFive.map((total, i) => (i < 30 ? 0 : total))), 0.2, 1),
  ).toBeNull();
});

test("pieces of several cavities come in whole cycles: a minute with one cycle less is still at rate", () => {
  expect(firstAtRate(minutes(32, 40, 40, 32, 40, 40), 40, 8)).toBe(0);
  expect(firstAtRate(minutes(32, 32, 32, 32, 32, 32), 40, 8)).toBeNull();
});
