import { describe, expect, test } from "vitest";
import { hourColumns, scaleTop, labelStep } from "./hour-bars.ts";

const hour = (good: number, reject: number, due: number | null = null) => ({
  label: "06",
  good,
  reject,
  due,
});

describe("bars of hours", () => {
  test("rejects stand on the good pieces", () => {
    expect(hourColumns([hour(90, 10, 120), hour(0, 3)])).toEqual([
      [0, 1],
      [100, 3],
      [90, 0],
      [120, null],
    ]);
  });

  test("more rejects than pieces never draw below the axis", () => {
    expect(hourColumns([hour(-5, 8)])[2]).toEqual([0]);
  });

  test("the scale leaves room above the greatest and is never empty", () => {
    expect(scaleTop(200)).toBeCloseTo(216);
    expect(scaleTop(0)).toBe(10);
    expect(scaleTop(null)).toBe(10);
  });

  test("labels thin out on a narrow chart", () => {
    expect(labelStep(8, 10)).toBe(1);
    expect(labelStep(24, 10)).toBe(3);
    expect(labelStep(0, 10)).toBe(1);
  });
});
