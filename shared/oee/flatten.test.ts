import fc from "fast-check";
import { expect, test } from "vitest";
import { contains } from "#shared/kernel/span.ts";
import { flatten, readAlong } from "./flatten.ts";

const seed = 7_071;

/** By strength, then by name: a total order. */
const order = (a: { strength: number; id: number }, b: { strength: number; id: number }) =>
  b.strength - a.strength || a.id - b.id;

const items = fc
  .array(fc.tuple(fc.nat(60), fc.nat(20), fc.nat(4)), { maxLength: 25 })
  .map((rows) =>
    rows.map(([start, length, strength], id) => ({ id, start, end: start + length, strength })),
  );

test(`at every instant the strongest item that covers it wins (seed ${seed})`, () => {
  fc.assert(
    fc.property(items, (rows) => {
      const at = readAlong(flatten(rows, order));
      const winners = Array.from({ length: 90 }, (_, i) => at(i).of?.id ?? null);
      const expected = winners.map(
        (_, i) => rows.filter((row) => contains(row, i)).toSorted(order)[0]?.id ?? null,
      );
      expect(winners).toEqual(expected);
    }),
    { seed, numRuns: 1_000, verbose: true },
  );
});

test(`pieces are sorted, apart, not empty, and as few as can be (seed ${seed})`, () => {
  fc.assert(
    fc.property(items, (rows) => {
      const pieces = flatten(rows, order);
      for (const [i, piece] of pieces.entries()) {
        const before = pieces[i - 1];
        expect(piece.start).toBeLessThan(piece.end);
        if (before === undefined) continue;
        expect(before.end).toBeLessThanOrEqual(piece.start);
        expect(before.end === piece.start && before.of === piece.of).toBe(false);
      }
    }),
    { seed, numRuns: 1_000, verbose: true },
  );
});
