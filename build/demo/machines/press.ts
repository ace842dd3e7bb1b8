import { maxPerMinute, productText, seldomMs, tagOf, type DemoMachine } from "../demo-machine.ts";
import { energySteps, mostKw, whPerStep, type PowerDraw } from "../energy-meter.ts";
import type { Profile } from "../profile.ts";

/** The counter of the press is one 16-bit word and starts again at 0 after 65535. */
const counterModulus = 65_536;

const beatMs = 10_000;

/** Flywheel and hydraulics at any time, strokes while it runs; a meter on the feed gives a pulse every 100 Wh. */
const power: PowerDraw = { standbyKw: 1.8, runningKw: 10.5 };

const profile: Profile = {
  products: [
    { code: "BR-17", name: "Bracket 17", idealCycleMs: 1_450 },
    { code: "BR-22", name: "Bracket 22", idealCycleMs: 1_550 },
    { code: "CL-05", name: "Clip 5", idealCycleMs: 1_400 },
  ],
  piecesPerCycle: 1,
  orderHours: [5, 9],
  changeoverMinutes: [12, 28],
  noOrderChance: 0.15,
  noOrderMinutes: [20, 45],
  microStopEvery: 13,
  microStopSeconds: [10, 80],
  microStops: [
    { cause: "Slug in the tool", alarm: 0 },
    { cause: "Strip not fed", alarm: 0 },
    { cause: "Light curtain", alarm: 0 },
  ],
  breakdownEvery: 420,
  breakdownMinutes: [5, 50],
  breakdowns: [
    { cause: "Feeder fault", alarm: 0 },
    { cause: "Tool worn", alarm: 0 },
    { cause: "Hydraulic leak", alarm: 0 },
  ],
  starvedEvery: 180,
  starvedMinutes: [2, 6],
  starvedCause: "Coil change",
  speedLoss: [0.04, 0.11],
  // The press knows no rejects: its one counter counts strokes.
  rejectShare: [0, 0],
};

const machine = { code: "PRESS-1", name: "Stamping press 1", kind: "press" as const, profile };

export const press1: DemoMachine = {
  ...machine,
  description:
    "Retrofit: one running bit, one 16-bit counter that wraps about once a day, one pulse meter for energy",
  connection: "OPC-LINE-1",
  shiftPattern: "CONT-BREAKS",
  beatMs,
  variables: [
    {
      path: "Running",
      tag: "running",
      name: "Running",
      type: "Boolean",
      class: "state",
      value: ({ phase }) => phase.kind === "run",
    },
    {
      path: "Counter",
      tag: "count",
      name: "Stroke counter",
      type: "UInt16",
      class: "counter",
      unit: "pcs",
      value: ({ cycles }) => cycles % counterModulus,
    },
    {
      path: "Article",
      tag: "product",
      name: "Article",
      type: "String",
      class: "text",
      value: productText,
    },
    {
      path: "EnergyPulses",
      tag: "energy",
      name: "Pulses of the energy meter",
      type: "UInt32",
      class: "counter",
      unit: "pulses",
      recordedEveryMs: seldomMs,
      value: (moment) => energySteps(moment, power),
    },
  ],
  state: (phase) => (phase.kind === "run" ? "running" : "stopped"),
  signals: (pace) => ({
    state: {
      type: "running_bit",
      running: tagOf(machine, "running"),
      debounceMs: Math.round(1_000 / pace.speed),
    },
    counts: {
      total: {
        tag: tagOf(machine, "count"),
        modulus: counterModulus,
        reset: "never",
        maxPerMinute: maxPerMinute(profile, pace),
      },
    },
    product: { tag: tagOf(machine, "product") },
    energy: {
      tag: tagOf(machine, "energy"),
      unit: "pulse",
      whPerPulse: whPerStep,
      maxKw: mostKw(pace),
    },
  }),
};
