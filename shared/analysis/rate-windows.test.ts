import { describe, expect, it } from "vitest";
import { made, minute, minutes } from "../oee/example-day.ts";
import { distributionOf, quantile, rateWindows, windowMinutes } from "./rate-windows.ts";

describe("rates of production time", () => {
  it("are read in whole minutes inside it only, so that starts and stops do not slow them", () => {
    const stretches = [
      { start: minute(0) + 20_000, end: minute(3) },
      { start: minute(3), end: minute(4) + 30_000 },
    ];
    const counts = [made(0, 1, 3), made(1, 2, 10), made(2, 3, 8), made(4, 5, 4)];
    expect(rateWindows(stretches, counts, 1)).toEqual([
      { start: minute(1), rate: 10 },
      { start: minute(2), rate: 8 },
      { start: minute(3), rate: 0 },
    ]);
  });

  it("of slow cycles are read over as many minutes as ten pieces need", () => {
    expect([windowMinutes(30), windowMinutes(4), windowMinutes(0.1), windowMinutes(null)]).toEqual([
      1, 3, 60, 1,
    ]);
    const counts = [made(0, 1, 1), made(2, 3, 2), made(4, 5, 3)];
    expect(rateWindows([minutes(0, 7)], counts, 3)).toEqual([
      { start: minute(0), rate: 1 },
      { start: minute(3), rate: 1 },
    ]);
  });

  it("have quantiles that were really measured, and a distribution that counts each window once", () => {
    const sorted = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([quantile(sorted, 0.1), quantile(sorted, 0.5), quantile(sorted, 0.9)]).toEqual([
      1, 5, 9,
    ]);
    expect(quantile([], 0.5)).toBeNull();
    const steps = distributionOf([0, 0.05, 0.3, 0.95, 1, 1.49, 7]);
    expect(steps).toHaveLength(16);
    expect(steps).toEqual([2, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1]);
  });
});
