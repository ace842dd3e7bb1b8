import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  foldFrom,
  foldIntervals,
  type FoldedInterval,
  type StoredStateFact,
} from "./fold-intervals.ts";
import type { MachineState } from "./machine-state.ts";

const seed = 20_261_122;

const fact = (
  id: string,
  at: number,
  state: MachineState,
  cause: string | null = null,
): StoredStateFact => ({
  id,
  at,
  state,
  cause,
  reasonCode: null,
  provenance: "measured",
});
const brief = (intervals: readonly FoldedInterval[]) =>
  intervals.map(({ id, start, end, state }) => [id, start, end, state]);

describe("fold", () => {
  test("half-open, gapless, the last one open", () => {
    expect(
      brief(
        foldIntervals([
          fact("a", 0, "running"),
          fact("b", 10, "stopped"),
          fact("c", 30, "running"),
        ]),
      ),
    ).toEqual([
      ["a", 0, 10, "running"],
      ["b", 10, 30, "stopped"],
      ["c", 30, null, "running"],
    ]);
  });

  test("no facts, no intervals", () => {
    expect(foldIntervals([])).toEqual([]);
  });

  test("equal consecutive facts merge into the one that opened the interval", () => {
    expect(
      brief(
        foldIntervals([
          fact("a", 0, "running"),
          fact("b", 10, "running"),
          fact("c", 20, "stopped"),
        ]),
      ),
    ).toEqual([
      ["a", 0, 20, "running"],
      ["c", 20, null, "stopped"],
    ]);
  });

  test.each([
    ["cause", { cause: "Held" }],
    ["reason", { reasonCode: "FILM" }],
    ["provenance", { provenance: "typed" as const }],
  ])("another %s is another interval", (_, change) => {
    expect(
      foldIntervals([fact("a", 0, "down"), { ...fact("b", 10, "down"), ...change }]),
    ).toHaveLength(2);
  });

  test("Event exactly on a boundary: at the same instant the greatest id wins", () => {
    expect(
      brief(
        foldIntervals([fact("c", 10, "down"), fact("b", 10, "stopped"), fact("a", 0, "running")]),
      ),
    ).toEqual([
      ["a", 0, 10, "running"],
      ["c", 10, null, "down"],
    ]);
    expect(
      brief(
        foldIntervals([
          fact("a", 0, "running"),
          fact("b", 10, "stopped"),
          fact("c", 10, "running"),
        ]),
      ),
    ).toEqual([["a", 0, null, "running"]]);
  });
});

describe("late-arriving facts", () => {
  const facts = [fact("a", 0, "running"), fact("b", 10, "stopped"), fact("d", 30, "running")];

  test("a late fact splits the interval it falls into", () => {
    const late = fact("e", 20, "down");
    const later = [late, ...facts].filter(({ at }) => at >= 20);
    expect(brief(foldFrom(foldIntervals(facts), later, 20))).toEqual([
      ["a", 0, 10, "running"],
      ["b", 10, 20, "stopped"],
      ["e", 20, 30, "down"],
      ["d", 30, null, "running"],
    ]);
  });

  test("the tail alone is enough, from the interval before", () => {
    const tail = foldIntervals(facts).slice(1);
    expect(brief(foldFrom(tail, [fact("d", 30, "running"), fact("f", 40, "idle")], 30))).toEqual([
      ["b", 10, 30, "stopped"],
      ["d", 30, 40, "running"],
      ["f", 40, null, "idle"],
    ]);
  });

  test("nothing left after from: the interval before is open again", () => {
    expect(brief(foldFrom(foldIntervals(facts), [], 10))).toEqual([["a", 0, null, "running"]]);
  });
});

const anyFacts = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 99_999 }).map((number) => String(number).padStart(5, "0")),
    at: fc.integer({ min: 0, max: 60 }),
    state: fc.constantFrom<MachineState>("running", "stopped", "down", "unknown"),
    cause: fc.constantFrom(null, "Held"),
    reasonCode: fc.constant(null),
    provenance: fc.constantFrom("measured" as const, "typed" as const),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);

describe(`properties (seed ${seed})`, () => {
  test("intervals are gapless, never empty, and neighbours differ", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const intervals = foldIntervals(facts);
        intervals.forEach((interval, index) => {
          const next = intervals[index + 1];
          expect(interval.end).toBe(next?.start ?? null);
          if (next === undefined) return;
          expect(next.start).toBeGreaterThan(interval.start);
          const { id: _, start: __, end: ___, ...meaning } = interval;
          expect(next).not.toMatchObject(meaning);
        });
      }),
      { seed, numRuns: 300 },
    );
  });

  test("replay: any order and repetition of the facts gives the same intervals", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer(), (facts, shuffle) => {
        const shuffled = facts.toSorted(
          (a, b) =>
            ((Number(a.id) * 7919 + shuffle) % 101) - ((Number(b.id) * 7919 + shuffle) % 101),
        );
        expect(foldIntervals([...shuffled, ...facts])).toEqual(foldIntervals(facts));
      }),
      { seed, numRuns: 300 },
    );
  });

  test("folding facts as they arrive, in any order and batches, equals the full fold", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 1, max: 6 }), (facts, batchSize) => {
        let stored: StoredStateFact[] = [];
        let intervals: FoldedInterval[] = [];
        for (let start = 0; start < facts.length; start += batchSize) {
          const batch = facts.slice(start, start + batchSize);
          const from = Math.min(...batch.map(({ at }) => at));
          stored = [...stored, ...batch];
          intervals = foldFrom(
            intervals,
            stored.filter(({ at }) => at >= from),
            from,
          );
        }
        expect(intervals).toEqual(foldIntervals(facts));
      }),
      { seed, numRuns: 300 },
    );
  });
});
