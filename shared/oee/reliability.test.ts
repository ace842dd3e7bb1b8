import { describe, expect, test } from "vitest";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import { classifyTime } from "./classify-time.ts";
import { emptyDay, intervalsFrom, minutes, runOf, shiftOf } from "./example-day.ts";
import { failuresIn, mtbfLowerBound, reliabilityOf } from "./reliability.ts";

const period = { start: 0, end: 100 * hourMs };
const down = (start: number, end: number | null, acknowledgedAt?: number) => ({
  start: start * hourMs,
  end: end === null ? null : end * hourMs,
  ...(acknowledgedAt === undefined ? {} : { acknowledgedAt: acknowledgedAt * hourMs }),
});
const none = { value: null, reason: "no_cases" };

test('MTBF with zero failures: "no failures in T h", 90 % lower bound T / 2.3026', () => {
  const found = reliabilityOf(period, 400 * hourMs, []);
  expect([found.failures, found.mtbfMs, found.mttrMs, found.inherentAvailability]).toEqual([
    0,
    none,
    none,
    none,
  ]);
  expect((found.mtbfAtLeastMs / hourMs).toFixed(1)).toBe("173.7");
});

// Quantiles of the chi-squared distribution: 2T / χ²(0.90; 2n + 2).
test.each([
  [0, 4.60517],
  [1, 7.77944],
  [2, 10.64464],
  [5, 18.54935],
  [10, 30.81328],
  [49, 118.498],
])("with %i failures the bound is 2T / %f", (failures, chiSquared) => {
  expect(mtbfLowerBound(1_000, failures)).toBeCloseTo(2_000 / chiSquared, 2);
});

describe("mean times", () => {
  test("MTBF = operating time / failures, MTTR = restoration / restorations", () => {
    const found = reliabilityOf(period, 80 * hourMs, [down(10, 12, 10.5), down(50, 51, 50.25)]);
    expect(found).toMatchObject({
      failures: 2,
      mtbfMs: { value: 40 * hourMs },
      restorations: 2,
      mttrMs: { value: 1.5 * hourMs },
      mttfMs: { value: 38 * hourMs },
      mttaMs: { value: 0.375 * hourMs },
      downMs: 3 * hourMs,
      openFailures: 0,
    });
    expect(found.inherentAvailability).toEqual({ value: 40 / 41.5 });
  });

  test("Open failure at period end: out of MTTR, counted in downtime", () => {
    const found = reliabilityOf(period, 80 * hourMs, [down(10, 12), down(95, null)]);
    expect([
      found.failures,
      found.restorations,
      found.mttrMs,
      found.openFailures,
      found.downMs,
    ]).toEqual([2, 1, { value: 2 * hourMs }, 1, 7 * hourMs]);
  });

  test("Failure carried from before the period: restoration counted once, in the period it ended", () => {
    const carried = [down(-5, 5)];
    const before = reliabilityOf({ start: -100 * hourMs, end: 0 }, 80 * hourMs, carried);
    const after = reliabilityOf(period, 80 * hourMs, carried);
    expect([before.failures, before.restorations, before.openFailures, before.downMs]).toEqual([
      1,
      0,
      1,
      5 * hourMs,
    ]);
    expect([after.failures, after.restorations, after.mttrMs, after.downMs]).toEqual([
      0,
      1,
      { value: 10 * hourMs },
      5 * hourMs,
    ]);
  });

  test("a restoration exactly at the edge is counted once", () => {
    const atEdge = [down(95, 100)];
    expect(reliabilityOf(period, hourMs, atEdge)).toMatchObject({
      restorations: 1,
      openFailures: 0,
    });
    expect(
      reliabilityOf({ start: period.end, end: 200 * hourMs }, hourMs, atEdge).restorations,
    ).toBe(0);
  });
});

test("failures are whole stops with a breakdown in them, each once", () => {
  const spans = classifyTime({
    ...emptyDay,
    span: minutes(0, 120),
    now: minutes(0, 120).end,
    shifts: [shiftOf(0, 60), shiftOf(60, 120)],
    runs: [runOf(0, null)],
    intervals: intervalsFrom(0, [
      [30, "running"],
      [10, "stopped", "material"],
      [10, "running"],
      [5, "stopped"],
      [20, "down"],
      [25, "running"],
      [30, "down"],
    ]).map((interval, i) => (i === 6 ? { ...interval, end: null } : interval)),
  });
  expect(failuresIn(spans)).toEqual([
    { ...minutes(50, 75) },
    { start: minutes(100, 120).start, end: null },
  ]);
  const found = reliabilityOf(minutes(0, 120), 65 * minuteMs, failuresIn(spans));
  expect(found).toMatchObject({
    failures: 2,
    restorations: 1,
    openFailures: 1,
    downMs: 45 * minuteMs,
  });
});
