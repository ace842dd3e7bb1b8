import fc from "fast-check";
import { expect, test } from "vitest";
import { dealPieces } from "./deal-pieces.ts";

const seed = 20_261_122;
const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

test("a cycle of two left and one right part deals three pieces in that share", () => {
  expect(dealPieces(1, [2, 1], [0, 0])).toEqual([1, 0]);
  expect(dealPieces(1, [2, 1], [1, 0])).toEqual([0, 1]);
  expect(dealPieces(3, [2, 1], [0, 0])).toEqual([2, 1]);
  expect(dealPieces(3_000_001, [2, 1], [0, 0])).toEqual([2_000_001, 1_000_000]);
});

test("rejects stay within the pieces of the minute while there is room for them", () => {
  expect(dealPieces(2, [1, 1], [0, 0], [0, 5])).toEqual([0, 2]);
  // Rejects told in a later minute than their pieces.
  expect(sum(dealPieces(2, [1, 1], [0, 0], [0, 0]))).toBe(2);
});

test("however the pieces come in, the shares add to them and are exact after whole cycles", () => {
  fc.assert(
    fc.property(
      weights,
      fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }),
      (cycle, minutes) => {
        let dealt = cycle.map(() => 0);
        let all = 0;
        for (const pieces of minutes) {
          const now = dealPieces(pieces, cycle, dealt);
          all += pieces;
          expect(sum(now)).toBe(pieces);
          expect(Math.min(...now)).toBeGreaterThanOrEqual(0);
          dealt = dealt.map((before, i) => before + now[i]!);
          if (all % sum(cycle) === 0)
            expect(dealt).toEqual(cycle.map((weight) => (all / sum(cycle)) * weight));
        }
      },
    ),
    { seed, numRuns: 500, verbose: true },
  );
});
