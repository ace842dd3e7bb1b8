import { describe, expect, test } from "vitest";
import { paceOf, paceScale } from "./pace.ts";

describe("pace against target", () => {
  test("is a distance in whole pieces, never rounded up", () => {
    expect(paceOf(1_204, 1_242.7)).toEqual({ kind: "behind", pieces: 38 });
    expect(paceOf(1_250, 1_200.2)).toEqual({ kind: "ahead", pieces: 49 });
  });

  test("is on pace within half a percent or a piece", () => {
    expect(paceOf(1_000, 1_004)).toEqual({ kind: "on" });
    expect(paceOf(3, 3.9)).toEqual({ kind: "on" });
    expect(paceOf(0, 0)).toEqual({ kind: "on" });
  });

  test("is unknown without an ideal cycle", () => {
    expect(paceOf(500, null)).toEqual({ kind: "unknown" });
  });

  test("made and due share one scale", () => {
    const { good, due } = paceScale(50, 100);
    expect(good / due).toBeCloseTo(0.5);
    expect(due).toBeLessThan(1);
    expect(paceScale(0, 0)).toEqual({ good: 0, due: 0 });
  });
});
