import {
  alarmRuleOf,
  maxPerMinute,
  productText,
  tagOf,
  type DemoMachine,
} from "../demo-machine.ts";
import type { Moment } from "../machine-model.ts";
import type { Profile } from "../profile.ts";
import { scatter } from "../random.ts";

const beatMs = 5_000;

const profile: Profile = {
  products: [
    { code: "PK-06", name: "Six-pack 0.5 l", idealCycleMs: 1_900 },
    { code: "PK-12", name: "Tray of twelve", idealCycleMs: 2_300 },
    { code: "PK-04", name: "Four-pack 1.0 l", idealCycleMs: 2_000 },
  ],
  piecesPerCycle: 1,
  orderHours: [3.5, 6],
  changeoverMinutes: [10, 22],
  noOrderChance: 0.25,
  noOrderMinutes: [20, 50],
  microStopEvery: 5,
  microStopSeconds: [10, 100],
  microStops: [
    { cause: "Carton jam", alarm: 201, reason: "JAM" },
    { cause: "Outfeed full", alarm: 0 },
    { cause: "Glue nozzle blocked", alarm: 202, reason: "JAM" },
  ],
  breakdownEvery: 170,
  breakdownMinutes: [5, 55],
  breakdowns: [
    { cause: "Film torn", alarm: 310, reason: "FILM" },
    { cause: "Servo axis 3 following error", alarm: 320, reason: "DRIVE" },
    { cause: "Suction cups worn", alarm: 330, reason: "SUCTION" },
    { cause: "Emergency stop", alarm: 340, reason: "SAFETY-CIRCUIT" },
  ],
  starvedEvery: 85,
  starvedMinutes: [2, 8],
  starvedCause: "No bottles from the filler",
  speedLoss: [0.06, 0.15],
  rejectShare: [0.008, 0.03],
  maintenance: { weekday: 2, start: "15:00", minutes: 30 },
};

/** Pieces per minute with a little noise, which stands still between two beats. */
function speedOf({ at, phase }: Moment): number {
  if (phase.kind !== "run") return 0;
  const beat = Math.floor((at - phase.start) / beatMs);
  const noise = (scatter(Math.floor(phase.start / 1_000) + beat) - 0.5) * 1.6;
  return Math.round((60_000 / phase.cycleMs + noise) * 10) / 10;
}

const machine = { code: "PACK-1", name: "Case packer 1", kind: "packing" as const, profile };

export const pack1: DemoMachine = {
  ...machine,
  description: "Packer that shows only its speed, an alarm code and two counters",
  connection: "OPC-LINE-1",
  shiftPattern: "CONT-BREAKS",
  beatMs,
  variables: [
    {
      path: "Drive.Speed",
      tag: "speed",
      name: "Speed",
      type: "Double",
      class: "analog",
      unit: "1/min",
      deadband: 0.5,
      value: speedOf,
    },
    {
      path: "Alarm.Code",
      tag: "alarm",
      name: "Alarm code",
      type: "Int32",
      class: "alarm",
      value: ({ phase }) => phase.alarm,
    },
    {
      path: "Counters.Packed",
      tag: "packed",
      name: "Packs made",
      type: "UInt32",
      class: "counter",
      unit: "pcs",
      value: ({ cycles }) => cycles,
    },
    {
      path: "Counters.Ejected",
      tag: "ejected",
      name: "Packs ejected",
      type: "UInt32",
      class: "counter",
      unit: "pcs",
      value: ({ rejects }) => rejects,
    },
    {
      path: "Recipe.Article",
      tag: "product",
      name: "Article",
      type: "String",
      class: "text",
      value: productText,
    },
  ],
  state: (phase) => {
    if (phase.kind === "run") return "running";
    return phase.alarm === 0 ? "stopped" : "down";
  },
  signals: (pace) => ({
    state: { type: "threshold", value: tagOf(machine, "speed"), runningAbove: 10, stoppedBelow: 5 },
    counts: {
      total: {
        tag: tagOf(machine, "packed"),
        reset: "confirmed",
        maxPerMinute: maxPerMinute(profile, pace),
      },
      reject: {
        tag: tagOf(machine, "ejected"),
        reset: "confirmed",
        maxPerMinute: maxPerMinute(profile, pace),
      },
    },
    alarm: alarmRuleOf(machine, "alarm"),
    product: { tag: tagOf(machine, "product") },
  }),
};
