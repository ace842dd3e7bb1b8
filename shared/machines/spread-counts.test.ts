import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minuteMs } from "../kernel/instant.ts";
import type { CountedFact } from "./machine-fact.ts";
import { spreadCounts } from "./spread-counts.ts";

const seed = 20_261_122;
const fact = (from: number, to: number, total: number, reject = 0): CountedFact => ({
  kind: "count",
  from,
  to,
  total,
  reject,
  provenance: "reconstructed",
  suspect: null,
});
const perMinute = (count: CountedFact) =>
  spreadCounts(count).map(({ minute, total, reject }) => [minute / minuteMs, total, reject]);

test("a fact inside one minute stays whole", () => {
  expect(spreadCounts(fact(61_000, 63_000, 4, 1))).toEqual([
    { minute: 60_000, from: 61_000, to: 63_000, total: 4, reject: 1 },
  ]);
});

test("pieces of a gap lie flat over it", () => {
  expect(perMinute(fact(0, 5 * minuteMs, 10))).toEqual(
    [0, 1, 2, 3, 4].map((minute) => [minute, 2, 0]),
  );
  expect(perMinute(fact(30_000, 150_000, 4))).toEqual([
    [0, 1, 0],
    [1, 2, 0],
    [2, 1, 0],
  ]);
});

test("one piece after a long stop lies in the minute it was counted in", () => {
  expect(perMinute(fact(0, 66 * minuteMs + 5_000, 1))).toEqual([[66, 1, 0]]);
});

test("Event exactly on a boundary: half-open, the minute that starts at the end gets nothing", () => {
  expect(perMinute(fact(30_000, 60_000, 1))).toEqual([[0, 1, 0]]);
});

test("rejects lie among the pieces; rejects alone are spread like pieces", () => {
  expect(perMinute(fact(0, 4 * minuteMs, 4, 2))).toEqual([
    [0, 1, 0],
    [1, 1, 1],
    [2, 1, 0],
    [3, 1, 1],
  ]);
  expect(perMinute(fact(0, 2 * minuteMs, 0, 4))).toEqual([
    [0, 0, 2],
    [1, 0, 2],
  ]);
});

test("a suspect fact counts nowhere", () => {
  expect(spreadCounts({ ...fact(0, 60_000, 5), suspect: "fell" })).toEqual([]);
});

describe(`properties (seed ${seed})`, () => {
  const anyFact = fc
    .record({
      from: fc.integer({ min: 0, max: 10 * minuteMs }),
      length: fc.integer({ min: 1, max: 300 * minuteMs }),
      total: fc.oneof(fc.nat(50), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ from, length, total, share }) =>
      fact(from, from + length, total, Math.floor(total * share)),
    );

  test("the parts sum exactly, lie inside the fact, and no minute has more rejects than pieces", () => {
    fc.assert(
      fc.property(anyFact, (count) => {
        const parts = spreadCounts(count);
        expect(parts.reduce((sum, part) => sum + BigInt(part.total), 0n)).toBe(BigInt(count.total));
        expect(parts.reduce((sum, part) => sum + BigInt(part.reject), 0n)).toBe(
          BigInt(count.reject),
        );
        for (const { minute, from, to, total, reject } of parts) {
          expect(from >= count.from && to <= count.to && from < to).toBe(true);
          expect(minute % minuteMs === 0 && from >= minute && to <= minute + minuteMs).toBe(true);
          expect(total >= reject && reject >= 0).toBe(true);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  test("every minute has its share of the pieces, rounded up or down", () => {
    fc.assert(
      fc.property(
        anyFact.filter(({ total }) => total < 1e6),
        (count) => {
          for (const { from, to, total } of spreadCounts(count)) {
            const share = (count.total * (to - from)) / (count.to - count.from);
            expect(Math.abs(total - share)).toBeLessThan(1 + 1e-6);
          }
        },
      ),
      { seed, numRuns: 300 },
    );
  });
});

test("the four caps of one shot lie in the minute the mould opened, not half in the one before", () => {
  const shot = {
    kind: "count" as const,
    from: 50_000,
    to: 70_000,
    total: 4,
    reject: 0,
    together: 4,
    provenance: "measured" as const,
    suspect: null,
  };
  expect(spreadCounts(shot)).toEqual([
    { minute: 60_000, from: 60_000, to: 70_000, total: 4, reject: 0 },
  ]);
});
