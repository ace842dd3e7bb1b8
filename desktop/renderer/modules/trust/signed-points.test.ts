import { expect, it } from "vitest";
import { signedPoints } from "./signed-points.ts";

const format = { precise: (value: number, decimals: number) => value.toFixed(decimals) };

it("tells the direction, and that little is not nothing", () => {
  expect(signedPoints(format, 0.0852)).toBe("+8.5");
  expect(signedPoints(format, -0.0331)).toBe("−3.3");
  expect(signedPoints(format, -0.00001)).toBe("< 0.1");
});
