import { describe, expect, test } from "vitest";
import { deriveMachine } from "./derive-machine.ts";
import { emptyMemory } from "./machine-memory.ts";
import {
  countsOf,
  noticesOf,
  reading,
  rulesOf,
  statesOf,
  tell,
  tick,
  ticks,
} from "./machine-story.ts";

const bad = 0x808c0000;
const uncertain = 0x40900000;
const localOverride = 0x00960000;
const overflow = 0x480;

const filler = rulesOf({
  state: { type: "packml", state: "state", mode: "mode" },
  counts: { total: { tag: "count" }, reject: { tag: "reject" } },
});
const fillerRuns = [reading("mode", 1, 0), reading("state", 6, 0), reading("count", 100, 0)];

describe("state facts", () => {
  test("a state is told when all its tags are seen, and only when it changes", () => {
    const told = tell(filler, [
      reading("state", 6, 1_000),
      reading("mode", 1, 1_001),
      reading("state", 6, 2_000),
      reading("state", 11, 3_000),
      reading("state", 10, 4_000),
      reading("mode", 2, 5_000),
    ]);
    expect(statesOf(told)).toEqual([
      [1_001, "running", "Execute"],
      [3_000, "down", "Held"],
      [4_000, "down", "Holding"],
      [5_000, "maintenance", "Maintenance"],
    ]);
  });

  test("a tag of another machine changes nothing, not even the memory", () => {
    const memory = emptyMemory();
    expect(deriveMachine(filler, memory, reading("other", 1, 0)).memory).toBe(memory);
  });

  test("Duplicate delivery: the same reading twice tells nothing new", () => {
    const once = [...fillerRuns, reading("count", 105, 1_000), reading("state", 11, 2_000)];
    const twice = once.flatMap((input) => [input, input]);
    expect(tell(filler, twice).facts).toEqual(tell(filler, once).facts);
  });

  test("facts never run backwards when a tag's clock does", () => {
    const told = tell(filler, [
      ...fillerRuns,
      reading("state", 11, 5_000),
      reading("mode", 3, 4_000),
      reading("state", 6, 3_000),
    ]);
    expect(statesOf(told).map(([at]) => at)).toEqual([0, 5_000, 5_000]);
  });
});

describe("Bad quality status / stale value", () => {
  test("bad quality or an empty value of a needed tag is unknown, not idle", () => {
    const told = tell(filler, [
      ...fillerRuns,
      reading("state", 6, 1_000, bad),
      reading("state", 6, 2_000),
      reading("mode", null, 3_000),
      reading("mode", 1, 4_000),
    ]);
    expect(statesOf(told)).toEqual([
      [0, "running", "Execute"],
      [1_000, "unknown", "bad_quality"],
      [2_000, "running", "Execute"],
      [3_000, "unknown", "bad_quality"],
      [4_000, "running", "Execute"],
    ]);
    expect(noticesOf(told)).toEqual(["bad_quality", "unusable_value"]);
  });

  test("uncertain counts as good but is noted once", () => {
    const told = tell(filler, [
      ...fillerRuns,
      reading("state", 11, 1_000, uncertain),
      reading("state", 6, 2_000, uncertain),
    ]);
    expect(statesOf(told).map(([, state]) => state)).toEqual(["running", "down", "running"]);
    expect(noticesOf(told)).toEqual(["uncertain_quality"]);
  });

  test("GoodLocalOverride is good", () => {
    const told = tell(filler, [...fillerRuns, reading("state", 11, 1_000, localOverride)]);
    expect(statesOf(told).at(-1)).toEqual([1_000, "down", "Held"]);
    expect(told.notices).toEqual([]);
  });

  test("NaN and infinity are never used", () => {
    const rules = rulesOf({
      state: { type: "threshold", value: "speed", runningAbove: 10, stoppedBelow: 5 },
    });
    const told = tell(rules, [
      reading("speed", 50, 0),
      reading("speed", Number.NaN, 1_000),
      reading("speed", 50, 2_000),
      reading("speed", Infinity, 3_000),
    ]);
    expect(statesOf(told).map(([at, state]) => [at, state])).toEqual([
      [0, "running"],
      [1_000, "unknown"],
      [2_000, "running"],
      [3_000, "unknown"],
    ]);
  });

  test("bad readings never move a counter; what was counted meanwhile is reconstructed", () => {
    const told = tell(filler, [
      ...fillerRuns,
      reading("count", 0, 1_000, bad),
      reading("count", Number.NaN, 2_000),
      reading("count", 107, 9_000),
      reading("count", 108, 10_000),
    ]);
    expect(
      countsOf(told).map(({ from, to, total, provenance }) => [from, to, total, provenance]),
    ).toEqual([
      [1_000, 9_000, 7, "reconstructed"],
      [9_000, 10_000, 1, "measured"],
    ]);
  });

  test("a bad counter does not make the state of a machine with a state signal unknown", () => {
    expect(statesOf(tell(filler, [...fillerRuns, reading("count", 0, 1_000, bad)]))).toHaveLength(
      1,
    );
  });

  test("a polled tag that falls silent is unknown from its last reading plus the limit", () => {
    const rules = rulesOf({ state: { type: "running_bit", running: "run" }, staleAfterMs: 5_000 });
    const told = tell(rules, [
      reading("run", true, 0),
      ...ticks(1_000, 5_000),
      ...ticks(6_000, 9_000),
      reading("run", true, 9_500),
    ]);
    expect(statesOf(told)).toEqual([
      [0, "running", null],
      [5_000, "unknown", "stale"],
      [9_500, "running", null],
    ]);
    expect(noticesOf(told)).toEqual(["stale"]);
  });

  test("a tag that reports changes only may be silent for ever", () => {
    const told = tell(filler, [...fillerRuns, ...ticks(1_000, 120_000), tick(86_400_000)]);
    expect(statesOf(told)).toEqual([[0, "running", "Execute"]]);
  });

  test("dropped values of a state tag are a gap since it was last watched", () => {
    const told = tell(filler, [
      ...fillerRuns,
      reading("state", 11, 1_000),
      ...ticks(2_000, 12_000),
      reading("state", 6, 20_000, overflow),
    ]);
    expect(statesOf(told).slice(1)).toEqual([
      [1_000, "down", "Held"],
      [11_000, "unknown", "overflow"],
      [20_000, "running", "Execute"],
    ]);
    expect(noticesOf(told)).toEqual(["overflow"]);
  });
});
