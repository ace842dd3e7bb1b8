import { expect, test } from "vitest";
import { signalRules, type SignalRules } from "#shared/machines/signal-rules.ts";
import { ruleFields, stateRuleTypes } from "./rule-fields.ts";
import { formField, readRules, ruleValues } from "./rule-values.ts";

const filler: SignalRules = signalRules.parse({
  state: { type: "packml", state: "fill-1.state", mode: "fill-1.mode" },
  counts: {
    total: { tag: "fill-1.processed", maxPerMinute: 104 },
    reject: { tag: "fill-1.defective", modulus: 65_536, reset: "accept", jitter: 2 },
  },
  alarm: {
    tag: "fill-1.stop",
    texts: { "110": "Valve leaks", "20": "Capper" },
    reasons: { "110": "FILL-VALVE" },
  },
  product: { tag: "fill-1.product" },
  staleAfterMs: 30_500,
});

const examples: Record<(typeof stateRuleTypes)[number], unknown> = {
  packml: {
    type: "packml",
    state: "m.state",
    machineState: "m.machine",
    executeState: "m.execute",
    starved: "m.starved",
    ownModes: { "4": "setup", "12": "planned" },
  },
  power: {
    type: "power",
    value: "m.kw",
    idleAbove: 0.5,
    runningAbove: 4,
    hysteresisPercent: 15,
    holdMs: 3_000,
    offState: "planned",
    idleState: "idle",
  },
  state_word: {
    type: "state_word",
    word: "m.word",
    meanings: [
      { bit: 15, state: "down", cause: "E-stop", reason: "E-STOP" },
      { bit: 3, isOff: true, state: "external" },
      { mask: 0x0f00, value: 0x0300, state: "planned" },
      { equals: "R", state: "running" },
    ],
    otherwise: "idle",
    debounceMs: 500,
  },
  stack_light: {
    type: "stack_light",
    lamps: [
      { colour: "green", tag: "m.green", on: "running", blinking: "idle" },
      { colour: "red", tag: "m.red", on: "down", blinking: "next" },
    ],
    dark: "stopped",
    blinkMs: 2_000,
  },
  machine_tool: {
    type: "machine_tool",
    operationMode: "m.mode",
    programState: "m.program",
    isWarmUp: "m.warm",
    maintenanceMode: "m.maintenance",
  },
  machinery: { type: "machinery", itemState: "m.item" },
  moulding: { type: "moulding", machineMode: "m.mode", productionStatus: "m.status" },
  running_bit: { type: "running_bit", running: "m.run", fault: "m.fault", debounceMs: 1_250 },
  threshold: {
    type: "threshold",
    value: "m.kw",
    runningAbove: 4.5,
    stoppedBelow: 1.5,
    holdMs: 5_000,
  },
  counter_only: { type: "counter_only", factor: 2.5, minimumMs: 5_000, expectedCycleMs: 12_345 },
};

test.each(stateRuleTypes)("a %s rule survives the form unchanged", (type) => {
  const rules = signalRules.parse({ state: examples[type] });
  expect(readRules(ruleValues(rules))).toEqual({ ok: true, rules });
});

test("the form knows every field of every rule", () => {
  for (const type of stateRuleTypes) {
    const rule = signalRules.parse({ state: examples[type] }).state!;
    const known = [
      "type",
      "meanings",
      "lamps",
      "ownModes",
      ...ruleFields[type].map((field) => field.key),
    ];
    expect(Object.keys(rule).filter((key) => !known.includes(key))).toEqual([]);
  }
});

test("counters, alarms, product and staleness survive the form unchanged", () => {
  expect(readRules(ruleValues(filler))).toEqual({ ok: true, rules: filler });
});

test("no rules at all are rules too", () => {
  expect(readRules(ruleValues({}))).toEqual({ ok: true, rules: {} });
});

test("alarm codes stand in their own order", () => {
  expect(ruleValues(filler).alarms.map((row) => row.code)).toEqual(["20", "110"]);
});

test("what must be chosen is asked for at its field, also after changing the rule", () => {
  const values = { ...ruleValues(filler), stateType: "running_bit" as const, hasReject: true };
  expect(readRules({ ...values, reject: { ...values.reject, tag: "" } })).toEqual({
    ok: false,
    issues: { "state.running": "required", "reject.tag": "required" },
  });
});

test("a threshold upside down is told at its lower value", () => {
  const values = ruleValues(signalRules.parse({ state: examples.threshold }));
  const reading = readRules({ ...values, state: { ...values.state, stoppedBelow: 9 } });
  expect(reading.ok ? {} : Object.keys(reading.issues)).toEqual(["state.stoppedBelow"]);
});

test.each([
  ["signals.state.running", "state.running"],
  ["signals.counts.good.modulus", "main.modulus"],
  ["counts.reject.tag", "reject.tag"],
  ["signals", ""],
])("the engine's %s is the form's %j", (path, field) => {
  expect(formField(path, { countBy: "good" })).toBe(field);
});

test("energy, changeover, test samples, checks and alarm bits survive the form unchanged", () => {
  const rules = signalRules.parse({
    counts: {
      total: { tag: "m.total", modulus: 65_536 },
      testSamples: { tag: "m.test", modulus: 65_536 },
      check: { tag: "m.good", modulus: 65_536 },
    },
    alarm: { tag: "m.alarms", coding: "bits", texts: { "3": "Guard open" } },
    order: { tag: "m.order" },
    changeover: { until: "first_good" },
    energy: { tag: "m.pulses", unit: "pulse", whPerPulse: 0.5, modulus: 65_536, maxKw: 40 },
  });
  expect(readRules(ruleValues(rules))).toEqual({ ok: true, rules });
});

test("what lists lack is named at its field", () => {
  const word = ruleValues(
    signalRules.parse({
      state: { type: "state_word", word: "m.w", meanings: [{ bit: 1, state: "down" }] },
    }),
  );
  const issuesOf = (values: typeof word) => {
    const reading = readRules(values);
    return reading.ok ? [] : Object.keys(reading.issues);
  };
  expect(issuesOf({ ...word, meanings: [] })).toEqual(["meanings"]);
  expect(issuesOf({ ...word, meanings: [{ ...word.meanings[0]!, bit: "" }] })).toEqual([
    "meanings.0.bit",
  ]);
  expect(
    issuesOf({
      ...word,
      meanings: [{ ...word.meanings[0]!, kind: "mask", mask: "x", value: "1" }],
    }),
  ).toEqual(["meanings.0.mask"]);
});
