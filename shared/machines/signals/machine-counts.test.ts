import { describe, expect, test } from "vitest";
import {
  countsOf,
  live,
  lost,
  noticesOf,
  piecesOf,
  reading,
  rejectsOf,
  rulesOf,
  statesOf,
  tell,
  tick,
} from "./machine-story.ts";

const filler = rulesOf({
  state: { type: "packml", state: "state", mode: "mode" },
  counts: { total: { tag: "count" }, reject: { tag: "reject" } },
});
const fillerRuns = [reading("mode", 1, 0), reading("state", 6, 0), reading("count", 100, 0)];

describe("pieces", () => {
  test("a reject counter beside a total tells a part of it", () => {
    const told = tell(filler, [
      reading("count", 10, 0),
      reading("reject", 1, 0),
      reading("count", 15, 1_000),
      reading("reject", 3, 1_000),
    ]);
    expect([piecesOf(told), rejectsOf(told)]).toEqual([5, 2]);
  });

  test("total = good + reject for a machine that counts good pieces", () => {
    const rules = rulesOf({
      counts: { good: { tag: "good" }, reject: { tag: "reject", reset: "accept" } },
    });
    const told = tell(rules, [
      reading("good", 10, 0),
      reading("reject", 8, 0),
      reading("good", 15, 1_000),
      reading("reject", 10, 1_000),
      reading("reject", 0, 3_600_000),
      reading("reject", 1, 3_700_000),
    ]);
    expect([piecesOf(told), rejectsOf(told)]).toEqual([8, 3]);
  });

  test("pieces read before a restart has held for long enough are not of the standstill before it", () => {
    const press = rulesOf({
      state: { type: "running_bit", running: "run", debounceMs: 1_000 },
      counts: { total: { tag: "count" } },
    });
    const told = tell(press, [
      reading("run", true, 0),
      reading("count", 10, 5_000),
      reading("run", false, 6_000),
      tick(8_000),
      reading("run", true, 3_000_000),
      reading("count", 11, 3_000_900),
      tick(3_002_000),
      reading("count", 13, 3_004_000),
    ]);
    expect(countsOf(told)).toMatchObject([
      { from: 3_000_000, to: 3_000_900, total: 1 },
      { from: 3_000_900, to: 3_004_000, total: 2 },
    ]);
    expect(statesOf(told).at(-1)).toEqual([3_000_000, "running", null]);
  });

  test("a suspect step is a fact that does not count, after the value had its chance to return", () => {
    const told = tell(filler, [
      ...fillerRuns,
      reading("count", 3, 1_000),
      tick(5_000),
      tick(11_000),
    ]);
    expect(countsOf(told)).toMatchObject([{ total: 3, suspect: "fell" }]);
    expect(piecesOf(told)).toBe(0);
    expect(noticesOf(told)).toEqual(["counter_suspect"]);
  });

  test.each(["server_restarted", "unreachable"] as const)(
    "a reset together with a link that was %s is confirmed",
    (cause) => {
      const told = tell(filler, [
        ...fillerRuns,
        lost(1_000, cause),
        live(5_000),
        reading("count", 3, 5_500),
      ]);
      expect(countsOf(told)).toMatchObject([
        { from: 1_000, to: 5_500, total: 3, suspect: null, provenance: "reconstructed" },
      ]);
    },
  );

  test("a link that was merely silent confirms no reset", () => {
    const told = tell(filler, [
      ...fillerRuns,
      lost(1_000, "silent"),
      live(5_000),
      reading("count", 3, 5_500),
      reading("count", 4, 6_000),
    ]);
    expect(countsOf(told).map(({ total, suspect }) => [total, suspect])).toEqual([
      [3, "fell"],
      [1, null],
    ]);
  });

  test("a UInt64 counter survives its memory as JSON", () => {
    const told = tell(filler, [
      reading("count", 2n ** 63n, 0),
      reading("count", 2n ** 63n + 7n, 1_000),
    ]);
    expect(piecesOf(told)).toBe(7);
  });

  test("a fraction is no count", () => {
    const told = tell(filler, [
      ...fillerRuns,
      reading("count", 100.5, 1_000),
      reading("count", 102, 2_000),
    ]);
    expect(piecesOf(told)).toBe(2);
  });
});
