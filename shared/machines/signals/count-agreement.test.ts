import { expect, test } from "vitest";
import { noticesOf, piecesOf, reading, rejectsOf, rulesOf, tell } from "./machine-story.ts";

const rules = rulesOf({
  counts: { total: { tag: "m.total" }, reject: { tag: "m.bad" }, check: { tag: "m.good" } },
});

const shifts = (perStep: { total: number; good: number; bad: number }, steps: number) =>
  Array.from({ length: steps + 1 }, (_, i) => [
    reading("m.total", i * perStep.total, i * 1_000),
    reading("m.good", i * perStep.good, i * 1_000 + 10),
    reading("m.bad", i * perStep.bad, i * 1_000 + 20),
  ]).flat();

test("counters that agree are quiet, and the checking one counts nothing", () => {
  const told = tell(rules, shifts({ total: 10, good: 9, bad: 1 }, 300));
  expect(noticesOf(told)).toEqual([]);
  expect([piecesOf(told), rejectsOf(told)]).toEqual([3_000, 300]);
});

test("a total that counts good pieces only is told once", () => {
  const told = tell(rules, shifts({ total: 9, good: 9, bad: 1 }, 100));
  expect(noticesOf(told)).toEqual(["counts_disagree"]);
  expect(told.notices[0]!.detail).toBe("99 ≠ 99 + 11");
});

test("a check needs a total", () => {
  expect(() => rulesOf({ counts: { good: { tag: "m.a" }, check: { tag: "m.b" } } })).toThrow(
    "total",
  );
});

test("samples for testing are made and not sold", () => {
  const moulding = rulesOf({
    counts: { good: { tag: "m.good" }, reject: { tag: "m.bad" }, testSamples: { tag: "m.test" } },
  });
  const told = tell(moulding, [
    reading("m.good", 0, 0),
    reading("m.bad", 0, 0),
    reading("m.test", 0, 0),
    reading("m.good", 8, 1_000),
    reading("m.bad", 2, 1_000),
    reading("m.test", 4, 1_000),
  ]);
  expect([piecesOf(told), rejectsOf(told)]).toEqual([14, 6]);
});
