import { expect, it } from "vitest";
import { isWordJump } from "./torn-value.ts";

it("suspects jumps of a word's worth, up and down, in 32 and 64 bits", () => {
  expect(isWordJump(65_535, 0)).toBe(true);
  expect(isWordJump(65_535, 131_071)).toBe(true);
  expect(isWordJump(65_530, 131_072)).toBe(true);
  expect(isWordJump(131_072, 65_537)).toBe(true);
  expect(isWordJump(4_294_967_295n, 0n)).toBe(true);
  expect(isWordJump(9_007_199_254_740_993n, 9_007_199_254_740_993n + 65_536n)).toBe(true);
});

it("leaves steps, resets and corrections alone", () => {
  expect(isWordJump(65_535, 65_536)).toBe(false);
  expect(isWordJump(1_000, 0)).toBe(false);
  expect(isWordJump(40_000, 0)).toBe(false);
  expect(isWordJump(0, 4_096)).toBe(false);
  expect(isWordJump(100_000, 0)).toBe(false);
});
