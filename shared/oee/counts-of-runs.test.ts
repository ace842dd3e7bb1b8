import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countsOfRuns } from "./counts-of-runs.ts";
import {
  emptyDay,
  cycleOf,
  intervalsFrom,
  minute,
  minutes,
  runOf,
  shiftOf,
} from "./example-day.ts";
import { sumsOf } from "./oee-sums.ts";
import { shareMachineTime } from "./run-group.ts";
import type { CountFact, RunSpan } from "./time-model.ts";

const count = (at: number, productId: string | null, total = 10, reject = 0): CountFact => ({
  ...minutes(at, at + 1),
  productId,
  total,
  reject,
  provenance: "measured",
});
const madeOf = (counts: readonly CountFact[], runs: readonly RunSpan[]) =>
  countsOfRuns(counts, runs).map(({ productId, runId }) => [productId, runId]);

describe("what pieces were made of", () => {
  test("a product corrected later is the product of the pieces counted under the old one", () => {
    expect(madeOf([count(5, "A")], [runOf(0, 60, "B")])).toEqual([["B", "run-0"]]);
  });

  test("a run entered afterwards takes the pieces that had none", () => {
    expect(madeOf([count(5, null)], [runOf(0, null, "A")])).toEqual([["A", "run-0"]]);
  });

  test("where two runs meet in a minute, what was noted decides", () => {
    const met = [
      { ...runOf(0, 60, "A"), end: minute(10) + 20_000 },
      { ...runOf(60, null, "B"), start: minute(10) + 20_000 },
    ];
    expect(madeOf([count(10, "A"), count(10, "B"), count(10, "C")], met)).toEqual([
      ["A", "run-0"],
      ["B", "run-60"],
      ["B", "run-60"],
    ]);
  });

  test("pieces before the order in its first minute stay without one", () => {
    const late = { ...runOf(10, null, "A"), start: minute(10) + 40_000 };
    expect(madeOf([count(10, null), count(10, "A")], [late])).toEqual([
      [null, null],
      ["A", "run-10"],
    ]);
  });

  test("a counter read just after the order has ended tells its last pieces; later ones belong to nothing", () => {
    const ended = [runOf(0, 10, "A")];
    expect(madeOf([count(12, "A"), count(13, null), count(40, "A")], ended)).toEqual([
      ["A", "run-0"],
      [null, null],
      [null, null],
    ]);
  });
});

const mould: RunSpan = {
  ...runOf(0, 480, "L"),
  cavities: 3,
  items: [
    { productId: "L", orderNo: "O-1", piecesPerCycle: 2 },
    { productId: "R", orderNo: "O-2", piecesPerCycle: 1 },
  ],
};

describe("a combined run", () => {
  test("splits every minute exactly and goes on from minute to minute", () => {
    const given = countsOfRuns([count(0, "L", 4, 1), count(1, "L", 2)], [mould]);
    expect(given.map(({ start, item, total, reject }) => [start, item, total, reject])).toEqual([
      [minute(0), 0, 3, 1],
      [minute(0), 1, 1, 0],
      [minute(1), 0, 1, 0],
      [minute(1), 1, 1, 0],
    ]);
  });

  test("of a family mould has one cycle for all its pieces: at rate, effectiveness is 1", () => {
    // 30 s a cycle of three pieces, 8 h without a stop: 960 cycles.
    const counts = countsOfRuns(
      Array.from({ length: 480 }, (_, i) => count(i, "L", 6)),
      [mould],
    );
    const sums = sumsOf({
      ...emptyDay,
      intervals: intervalsFrom(0, [[480, "running"]]),
      shifts: [shiftOf(0, 480)],
      runs: [mould],
      counts,
      cycles: [cycleOf("L", 0.5, 0, 2), cycleOf("R", 0.5)],
    });
    expect(sums.idealTotalUs).toEqual({ numerator: BigInt(480 * 60_000_000), denominator: 1n });
    expect(sums.pieces).toEqual({ total: 2_880, reject: 0 });
  });

  test("without common cavities (a nest) the cycles of its parts add up", () => {
    const nest: RunSpan = { ...mould, cavities: null };
    const counts = countsOfRuns([count(0, "L", 3)], [nest]);
    const sums = sumsOf({
      ...emptyDay,
      intervals: intervalsFrom(0, [[10, "running"]]),
      shifts: [shiftOf(0, 480)],
      runs: [nest],
      counts,
      cycles: [cycleOf("L", 0.25), cycleOf("R", 0.5)],
    });
    expect(sums.idealTotalUs).toEqual({ numerator: 60_000_000n, denominator: 1n });
  });

  test("never loses a piece or a millisecond, and no item has more rejects than pieces", () => {
    const items = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 5 });
    const made = fc
      .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }))
      .map(([total, reject]) => [total, Math.min(total, reject)] as const);
    fc.assert(
      fc.property(items, fc.array(made, { maxLength: 40 }), (weights, minutesMade) => {
        const run: RunSpan = {
          ...runOf(0, null, "P0"),
          items: weights.map((piecesPerCycle, i) => ({
            productId: `P${i}`,
            orderNo: null,
            piecesPerCycle,
          })),
        };
        const counts = minutesMade.map(([total, reject], at) => count(at, "P0", total, reject));
        const dealt = countsOfRuns(counts, [run]);
        for (const whole of counts) {
          const parts = dealt.filter(({ start }) => start === whole.start);
          expect(parts.reduce((sum, part) => sum + part.total, 0)).toBe(whole.total);
          expect(parts.reduce((sum, part) => sum + part.reject, 0)).toBe(whole.reject);
          for (const part of parts) expect(part.reject).toBeLessThanOrEqual(part.total);
        }
        const machineMs = 7 * 3_600_000 + weights.length;
        const shares = shareMachineTime(
          machineMs,
          weights.map((weight, i) => ({
            runId: `P${i}`,
            standardUs:
              BigInt(weight) *
              BigInt(
                dealt.filter(({ item }) => item === i).reduce((sum, part) => sum + part.total, 0),
              ),
          })),
        );
        expect([...shares.values()].reduce((sum, ms) => sum + ms, 0)).toBe(machineMs);
      }),
      { seed: 20_261_122, numRuns: 300, verbose: true },
    );
  });
});

test("cavities of the run stand in for those of the ideal cycle", () => {
  const one: RunSpan = { ...runOf(0, 480, "A"), cavities: 3 };
  const sums = sumsOf({
    ...emptyDay,
    intervals: intervalsFrom(0, [[10, "running"]]),
    shifts: [shiftOf(0, 480)],
    runs: [one],
    counts: countsOfRuns([count(0, "A", 6)], [one]),
    cycles: [cycleOf("A", 2, 0, 4)],
  });
  // Two cycles of two minutes, one cavity plugged: 6 × 2 ÷ 3 minutes, not 6 × 2 ÷ 4.
  expect(sums.idealTotalUs).toEqual({ numerator: 240_000_000n, denominator: 1n });
});
