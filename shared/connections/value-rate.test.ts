import { expect, test } from "vitest";
import { valueRate, withCount, type ValueCount } from "./value-rate.ts";

const counted = (...values: number[]): ValueCount[] =>
  values.reduce<ValueCount[]>(
    (counts, n, i) => withCount(counts, { at: i * 1_000, values: n }),
    [],
  );

test("the rate is that of the last five seconds", () => {
  expect(valueRate(counted(0, 10, 20, 30))).toBe(10);
  expect(valueRate(counted(0, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000))).toBe(0);
});

test("one count says nothing, and a driver that began anew is not counted backwards", () => {
  expect(valueRate([])).toBeNull();
  expect(valueRate(counted(500))).toBeNull();
  expect(valueRate(counted(500, 600, 5))).toBeNull();
  expect(valueRate(counted(500, 600, 5, 25))).toBe(20);
});
