import { expect, test } from "vitest";
import fc from "fast-check";
import type { AlertFacts } from "./alert-facts.ts";
import type { Verdict } from "./judge-condition.ts";
import { nextState, quiet, restoredState, timesOf, type RuleState } from "./rule-state.ts";

const facts: AlertFacts = { kind: "rate_below", percent: 80, minutes: 10, rate: 0.5 };
const met: Verdict = { is: "met", facts };
const of = (is: "clear" | "between" | "unknown" | "over"): Verdict => ({ is });
const times = { hold: 60, calm: 30, rest: 100 };

/** Runs verdicts at instants; what was told, and when. */
function story(
  steps: readonly (readonly [at: number, verdict: Verdict])[],
  from: RuleState = quiet,
) {
  let state = from;
  const told: [number, string][] = [];
  for (const [at, verdict] of steps) {
    const next = nextState(state, verdict, times, at);
    state = next.state;
    if (next.event !== null) told.push([at, next.event.is]);
  }
  return told;
}

test("it is raised once it was met long enough, and cleared once it was over long enough", () => {
  const steps = [
    [0, met],
    [59, met],
    [60, met],
    [90, met],
    [100, of("clear")],
    [129, of("clear")],
    [130, of("clear")],
  ] as const;
  expect(story(steps)).toEqual([
    [60, "raised"],
    [130, "cleared"],
  ]);
});

test("a condition that flaps is one alert", () => {
  const flapping = Array.from(
    { length: 40 },
    (_, i) => [i * 20, i % 2 === 0 ? met : of("clear")] as const,
  );
  expect(story(flapping, { is: "raised", facts, clearSince: null })).toEqual([]);
  expect(story(flapping)).toEqual([]);
});

test("what comes back while it rests is raised after the rest, not forgotten", () => {
  const raised: RuleState = { is: "raised", facts, clearSince: 0 };
  const steps = [
    [30, of("clear")],
    [40, met],
    [110, met],
    [130, met],
  ] as const;
  expect(story(steps, raised)).toEqual([
    [30, "cleared"],
    [130, "raised"],
  ]);
});

test("what nobody can tell neither raises nor clears", () => {
  const blind = [
    [0, of("unknown")],
    [500, of("unknown")],
    [1_000, of("between")],
  ] as const;
  expect(story(blind)).toEqual([]);
  expect(story(blind, { is: "raised", facts, clearSince: 0 })).toEqual([]);
});

test("the end of a shift clears at once, and the next one starts without a rest", () => {
  const steps = [
    [0, of("over")],
    [1, met],
    [61, met],
  ] as const;
  expect(story(steps, { is: "raised", facts, clearSince: null })).toEqual([
    [0, "cleared"],
    [61, "raised"],
  ]);
});

test("a restart in the middle raises nothing twice and keeps the rest, whatever the clock says", () => {
  const after = (state: RuleState) =>
    story(
      [
        [0, met],
        [60, met],
        [100, met],
        [160, met],
      ],
      state,
    );
  expect(after(restoredState(facts, null, times, 0))).toEqual([]);
  expect(after(restoredState(null, null, times, 0))).toEqual([[60, "raised"]]);
  expect(after(restoredState(null, 20, times, 0))).toEqual([[100, "raised"]]);
  // The clock was set back: the alert seems to be cleared in the future.
  expect(after(restoredState(null, -5_000, times, 0))).toEqual([[100, "raised"]]);
  expect(after(restoredState(null, 5_000, times, 0))).toEqual([[60, "raised"]]);
});

test("raised and cleared take turns, and unknown alone never raises", () => {
  const verdicts = fc.array(
    fc.constantFrom(met, of("clear"), of("between"), of("unknown"), of("over")),
    {
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(verdicts, (list) => {
      const told = story(list.map((verdict, i) => [i * 25, verdict] as const)).map(([, is]) => is);
      expect(told).toEqual(told.map((_, i) => (i % 2 === 0 ? "raised" : "cleared")));
      if (!list.some(({ is }) => is === "met")) expect(told).toEqual([]);
    }),
    { seed: 4 },
  );
});

test("a rest is never longer than the stop a rule looks for, and every kind has its times", () => {
  expect(timesOf({ kind: "stop_longer", minutes: 2 }).rest).toBe(120_000);
  expect(timesOf({ kind: "link_lost", minutes: 60 }).rest).toBe(600_000);
  expect(timesOf({ kind: "counts_suspect" }).calm).toBe(1_800_000);
});
