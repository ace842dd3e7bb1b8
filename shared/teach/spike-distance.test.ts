import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spikeDistance } from "./spike-distance.ts";

const seed = 20_261_122;
const instants = fc
  .array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 12 })
  .map((list) => list.toSorted((a, b) => a - b));

describe("the distance of two series of instants", () => {
  it("costs 1 for each one too many and the seconds for each one moved", () => {
    expect(spikeDistance([1_000, 5_000], [1_000, 5_000], 1).distance).toBe(0);
    expect(spikeDistance([1_000, 5_000], [1_000], 1).distance).toBe(1);
    expect(spikeDistance([1_000, 5_000], [1_400, 5_000], 1).distance).toBeCloseTo(0.4, 9);
    expect(spikeDistance([1_000], [9_000], 1)).toEqual({ distance: 2, pairs: [] });
  });

  it("says which belong together", () => {
    const { pairs } = spikeDistance([1_000, 5_000, 9_000], [1_200, 8_900], 1);
    expect(pairs).toEqual([
      [1_000, 1_200],
      [9_000, 8_900],
    ]);
  });

  it(`is a distance: none to itself, the same both ways, never longer by a third series (seed ${seed})`, () => {
    const between = (a: number[], b: number[]) => spikeDistance(a, b, 1).distance;
    fc.assert(
      fc.property(instants, instants, instants, (a, b, c) => {
        expect(between(a, a)).toBe(0);
        expect(between(a, b)).toBeCloseTo(between(b, a), 9);
        expect(between(a, c)).toBeLessThanOrEqual(between(a, b) + between(b, c) + 1e-9);
      }),
      { seed, numRuns: 200 },
    );
  });
});
