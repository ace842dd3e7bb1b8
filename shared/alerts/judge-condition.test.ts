import { describe, expect, test } from "vitest";
import { minuteMs } from "../kernel/instant.ts";
import type { AlertFacts } from "./alert-facts.ts";
import { judgeLink, judgeMachine } from "./judge-condition.ts";
import type { MachineObservation } from "./machine-observation.ts";

const running: MachineObservation = {
  state: "running",
  cause: null,
  standing: null,
  plannedForMs: 60 * minuteMs,
  shift: {
    name: "Early",
    start: 0,
    ageMs: 60 * minuteMs,
    oee: 0.7,
    coverage: 0.95,
    unclassifiedMs: 0,
  },
  effectiveness: new Map([[10, 0.9]]),
  suspect: null,
};
const standing = (minutes: number, state: "down" | "unknown" = "down"): MachineObservation => ({
  ...running,
  state,
  standing: state === "down" ? { since: 5, ageMs: minutes * minuteMs } : null,
});
const shift = (more: Partial<NonNullable<MachineObservation["shift"]>>): MachineObservation => ({
  ...running,
  shift: { ...running.shift!, ...more },
});

describe("stop longer than", () => {
  const rule = { kind: "stop_longer", minutes: 10 } as const;
  const judge = (seen: MachineObservation, planned = false) =>
    judgeMachine(rule, planned, seen, null).is;

  test("a stop is met after its minutes, over when the machine does something else", () => {
    expect(judge(standing(10))).toBe("between");
    expect(judge(standing(10.01))).toBe("met");
    expect(judge(running)).toBe("clear");
    expect(judge({ ...running, state: "setup" })).toBe("clear");
  });
  test("without data nobody can tell", () =>
    expect(judge(standing(99, "unknown"))).toBe("unknown"));
  test("in planned time only: nothing outside it, and counted from its start", () => {
    expect(judge({ ...standing(99), plannedForMs: null }, true)).toBe("over");
    expect(judge({ ...standing(600), plannedForMs: 3 * minuteMs }, true)).toBe("between");
    expect(judge({ ...standing(600), plannedForMs: 11 * minuteMs }, true)).toBe("met");
  });
});

describe("OEE below", () => {
  const rule = { kind: "oee_below", percent: 60, afterMinutes: 30, minimumCoverage: 80 } as const;
  const judge = (seen: MachineObservation, raised: AlertFacts | null = null) =>
    judgeMachine(rule, false, seen, raised).is;
  const raised = {
    kind: "oee_below",
    percent: 60,
    oee: 0.5,
    coverage: 1,
    shift: "",
    shiftStart: 0,
  } as const;

  test("it is met below the limit and over only some way above it", () => {
    expect(judge(shift({ oee: 0.59 }))).toBe("met");
    expect(judge(shift({ oee: 0.61 }), raised)).toBe("between");
    expect(judge(shift({ oee: 0.63 }), raised)).toBe("clear");
  });
  test("figures that are not known well enough, or too early in the shift, say nothing", () => {
    expect(judge(shift({ oee: null }))).toBe("unknown");
    expect(judge(shift({ oee: 0.1, coverage: 0.79 }))).toBe("unknown");
    expect(judge(shift({ oee: 0.1, coverage: null }))).toBe("unknown");
    expect(judge(shift({ oee: 0.1, ageMs: 29 * minuteMs }))).toBe("unknown");
  });
  test("the end of the shift ends it", () => {
    expect(judge({ ...running, shift: null }, raised)).toBe("over");
    expect(judge(shift({ start: 8, oee: 0.1 }), raised)).toBe("over");
  });
});

describe("rate below", () => {
  const rule = { kind: "rate_below", percent: 80, minutes: 10 } as const;
  const judge = (rate: number | null, state: "running" | "down" = "running") =>
    judgeMachine(rule, false, { ...running, state, effectiveness: new Map([[10, rate]]) }, null).is;

  test("it is a matter of a machine that runs and is known", () => {
    expect([judge(0.79), judge(0.82), judge(0.86)]).toEqual(["met", "between", "clear"]);
    expect([judge(null), judge(0.1, "down")]).toEqual(["unknown", "unknown"]);
    expect(judgeMachine(rule, false, { ...running, effectiveness: new Map() }, null).is).toBe(
      "unknown",
    );
  });
});

test("stops without a reason add up within the shift", () => {
  const rule = { kind: "unclassified_above", minutes: 15 } as const;
  const judge = (ms: number | null) =>
    judgeMachine(rule, false, shift({ unclassifiedMs: ms }), null).is;
  expect([judge(16 * minuteMs), judge(15 * minuteMs), judge(null)]).toEqual([
    "met",
    "clear",
    "unknown",
  ]);
});

test("a counter that told nonsense is told with what it said", () => {
  const suspect = { code: "counts_disagree", tag: "press.good", detail: "7" };
  const verdict = judgeMachine({ kind: "counts_suspect" }, false, { ...running, suspect }, null);
  expect(verdict).toEqual({ is: "met", facts: { kind: "counts_suspect", ...suspect } });
});

test("a link is one matter, however many machines hang on it", () => {
  const rule = { kind: "link_lost", minutes: 5 } as const;
  const link = (minutes: number | null, isPlanned = true) => ({
    name: "Line",
    lost: minutes === null ? null : { since: 1, ageMs: minutes * minuteMs },
    isPlanned,
  });
  expect(judgeLink(rule, false, link(6, false))).toMatchObject({
    is: "met",
    facts: { connection: "Line", since: 1 },
  });
  expect(judgeLink(rule, true, link(6, false)).is).toBe("over");
  expect([judgeLink(rule, true, link(5)).is, judgeLink(rule, true, link(null)).is]).toEqual([
    "between",
    "clear",
  ]);
});
