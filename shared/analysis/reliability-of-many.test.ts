import { describe, expect, it } from "vitest";
import { minute, minutes } from "../oee/example-day.ts";
import { reliabilityOf } from "../oee/reliability.ts";
import { meanTimeToAnswer, reliabilityOfMany } from "./reliability-of-many.ts";

const hourMs = 3_600_000;
const day = minutes(0, 1_440);

describe("reliability of several machines", () => {
  const first = {
    operatingMs: 10 * hourMs,
    failures: [minutes(100, 110), minutes(200, 230), minutes(800, 810)],
  };
  const second = { operatingMs: 20 * hourMs, failures: [{ start: minute(1_430), end: null }] };

  it("is that of the one machine, where there is one", () => {
    const { mttaMs: _, ...one } = reliabilityOf(day, first.operatingMs, first.failures);
    expect(reliabilityOfMany(day, [first])).toEqual(one);
  });

  it("adds times and cases, and divides once", () => {
    const both = reliabilityOfMany(day, [first, second]);
    expect(both.failures).toBe(4);
    expect(both.mtbfMs).toEqual({ value: 7.5 * hourMs });
    expect(both.restorations).toBe(3);
    expect(both.mttrMs).toEqual({ value: minutes(0, 50).end / 3 - minutes(0, 50).start / 3 });
    expect(both.openFailures).toBe(1);
  });

  it("without a failure has a bound, and neither 0 nor infinity", () => {
    const none = reliabilityOfMany(day, [{ operatingMs: 400 * hourMs, failures: [] }]);
    expect(none.mtbfMs).toEqual({ value: null, reason: "no_cases" });
    expect(none.mtbfAtLeastMs / hourMs).toBeCloseTo(173.7, 1);
  });
});

it("answers count in the period they fall into; a call that waits has no time yet", () => {
  const calls = [
    { openedAt: minute(-10), acknowledgedAt: minute(5) },
    { openedAt: minute(10), acknowledgedAt: minute(15) },
    { openedAt: minute(20), acknowledgedAt: null },
    { openedAt: minute(1_439), acknowledgedAt: minute(1_441) },
  ];
  expect(meanTimeToAnswer(day, calls)).toEqual({ calls: 2, mttaMs: { value: 600_000 } });
  expect(meanTimeToAnswer(day, []).mttaMs).toEqual({ value: null, reason: "no_cases" });
});
