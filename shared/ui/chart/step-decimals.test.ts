import { expect, test } from "vitest";
import { stepDecimals } from "./step-decimals.ts";

test("the ticks of an axis have as many decimals as their distance, and no more", () => {
  const decimals = [1_000, 5, 2.5, 1, 0.5, 0.25, 0.1, 0.05, 0.002].map(stepDecimals);
  expect(decimals).toEqual([0, 0, 1, 0, 1, 2, 1, 2, 3]);
});
