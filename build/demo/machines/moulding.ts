import type { MachineState } from "#shared/machines/machine-state.ts";
import {
  alarmRuleOf,
  maxPerMinute,
  productText,
  seldomMs,
  tagOf,
  type DemoMachine,
} from "../demo-machine.ts";
import { energySteps, mostKw, whPerStep, type PowerDraw } from "../energy-meter.ts";
import { meltTemperature } from "../melt-temperature.ts";
import type { PhaseKind } from "../phase.ts";
import type { Profile } from "../profile.ts";

/** EUROMAP 77 MachineMode and EUROMAP 83 ProductionStatus; a breakdown also gives a StandstillReasonId. */
const euromap: Readonly<Record<PhaseKind, { mode: number; status: number; means: MachineState }>> =
  {
    run: { mode: 1, status: 4, means: "running" },
    micro_stop: { mode: 1, status: 3, means: "stopped" },
    breakdown: { mode: 3, status: 1, means: "down" },
    starved: { mode: 1, status: 3, means: "stopped" },
    changeover: { mode: 4, status: 1, means: "setup" },
    no_order: { mode: 1, status: 1, means: "stopped" },
    break: { mode: 1, status: 3, means: "stopped" },
    maintenance: { mode: 5, status: 1, means: "planned" },
    off: { mode: 5, status: 1, means: "planned" },
  };

const cavities = 4;

const beatMs = 2_000;

/** Heating and pumps at any time, drives and clamping while it runs; the meter shows a hundred watt-hours at once. */
const power: PowerDraw = { standbyKw: 3.6, runningKw: 15 };

const profile: Profile = {
  products: [
    { code: "CAP-28", name: "Screw cap 28 mm", idealCycleMs: 24_000 },
    { code: "CAP-38", name: "Screw cap 38 mm", idealCycleMs: 27_500 },
    { code: "BOX-S", name: "Sensor box small", idealCycleMs: 33_000 },
    { code: "KNOB-4", name: "Control knob", idealCycleMs: 26_000 },
  ],
  piecesPerCycle: cavities,
  orderHours: [8, 13],
  changeoverMinutes: [24, 40],
  noOrderChance: 0.08,
  noOrderMinutes: [20, 40],
  microStopEvery: 48,
  microStopSeconds: [12, 90],
  microStops: [
    { cause: "Part not ejected", alarm: 0 },
    { cause: "Robot waits", alarm: 0 },
  ],
  breakdownEvery: 420,
  breakdownMinutes: [8, 55],
  breakdowns: [
    { cause: "Hot runner temperature", alarm: 31, reason: "HEATING" },
    { cause: "Ejector stuck", alarm: 42, reason: "MOULD-FAULT" },
    { cause: "Robot gripper fault", alarm: 57, reason: "ROBOT" },
  ],
  starvedEvery: 420,
  starvedMinutes: [1, 5],
  starvedCause: "Granulate dryer empty",
  speedLoss: [0.03, 0.06],
  rejectShare: [0.006, 0.02],
  maintenance: { weekday: 6, start: "07:00", minutes: 40 },
};

const machine = {
  code: "MOULD-1",
  name: "Injection moulding 1",
  kind: "moulding" as const,
  profile,
};

export const mould1: DemoMachine = {
  ...machine,
  description:
    "Injection moulding after EUROMAP 77/83: four cavities, reject counter reset every full hour",
  connection: "OPC-LINE-1",
  shiftPattern: "CONT-RELIEF",
  beatMs,
  variables: [
    {
      path: "MachineStatus.MachineMode",
      tag: "mode",
      name: "Machine mode",
      type: "Int32",
      class: "state",
      value: ({ phase }) => euromap[phase.kind].mode,
    },
    {
      path: "MachineMESStatus.ProductionControl.ProductionStatus",
      tag: "status",
      name: "Production status",
      type: "Int32",
      class: "state",
      value: ({ phase }) => euromap[phase.kind].status,
    },
    {
      path: "MachineMESStatus.StandstillReasonId",
      tag: "standstill",
      name: "Standstill reason",
      type: "Int32",
      class: "alarm",
      value: ({ phase }) => phase.alarm,
    },
    {
      path: "Jobs.ActiveJobValues.MachineCycleCounter",
      tag: "cycles",
      name: "Machine cycles",
      type: "UInt64",
      class: "counter",
      unit: "cycles",
      value: ({ cycles }) => cycles,
    },
    {
      path: "Jobs.ActiveJobValues.JobBadPartsCounter",
      tag: "bad",
      name: "Bad parts of this hour",
      type: "UInt32",
      class: "counter",
      unit: "pcs",
      value: ({ rejects, rejectsBeforeHour }) => rejects - rejectsBeforeHour,
    },
    {
      path: "Jobs.ActiveJob.Article",
      tag: "product",
      name: "Article",
      type: "String",
      class: "text",
      value: productText,
    },
    {
      path: "Energy.Total",
      tag: "energy",
      name: "Energy used",
      type: "UInt32",
      class: "counter",
      unit: "Wh",
      recordedEveryMs: seldomMs,
      value: (moment) => energySteps(moment, power) * whPerStep,
    },
    {
      path: "InjectionUnit.MeltTemperature",
      tag: "melt",
      name: "Melt temperature",
      type: "Double",
      class: "analog",
      unit: "°C",
      deadband: 0.2,
      recordedEveryMs: seldomMs,
      value: (moment) => meltTemperature(moment, beatMs),
    },
  ],
  state: (phase) => euromap[phase.kind].means,
  signals: (pace) => ({
    state: {
      type: "moulding",
      machineMode: tagOf(machine, "mode"),
      productionStatus: tagOf(machine, "status"),
    },
    counts: {
      total: {
        tag: tagOf(machine, "cycles"),
        reset: "confirmed",
        maxPerMinute: maxPerMinute(profile, pace),
        piecesPerCount: cavities,
      },
      reject: { tag: tagOf(machine, "bad"), reset: "accept" },
    },
    alarm: alarmRuleOf(machine, "standstill"),
    product: { tag: tagOf(machine, "product") },
    energy: { tag: tagOf(machine, "energy"), unit: "Wh", maxKw: mostKw(pace) },
  }),
};
