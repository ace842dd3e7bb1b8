import { expect, test } from "vitest";
import { ObservedAges } from "./observed-age.ts";

test("the first look believes the wall clock, then the steady one counts", () => {
  const ages = new ObservedAges();
  expect(ages.ageOf("press", 1_000, { wall: 4_000, steady: 50 })).toBe(3_000);
  // The clock is set on by an hour, then back by two.
  expect(ages.ageOf("press", 1_000, { wall: 3_605_000, steady: 1_050 })).toBe(4_000);
  expect(ages.ageOf("press", 1_000, { wall: -7_200_000, steady: 2_050 })).toBe(5_000);
});

test("something new begins anew, and nothing is younger than nothing", () => {
  const ages = new ObservedAges();
  ages.ageOf("press", 1_000, { wall: 4_000, steady: 0 });
  expect(ages.ageOf("press", 9_000, { wall: 8_000, steady: 10 })).toBe(0);
  ages.keepOnly(new Set());
  expect(ages.ageOf("press", 9_000, { wall: 19_000, steady: 20 })).toBe(10_000);
});
