import type { MachineState } from "#shared/machines/machine-state.ts";
import {
  alarmRuleOf,
  maxPerMinute,
  orderText,
  productText,
  tagOf,
  type DemoMachine,
  type DemoVariable,
} from "../demo-machine.ts";
import type { Phase, PhaseKind } from "../phase.ts";
import type { DemoProduct, Profile } from "../profile.ts";

/** PackML (ISA-TR88.00.02): StateCurrent and UnitModeCurrent of each phase, and the state they mean. */
const packml: Readonly<Record<PhaseKind, { state: number; mode: number; means: MachineState }>> = {
  run: { state: 6, mode: 1, means: "running" },
  micro_stop: { state: 11, mode: 1, means: "down" },
  breakdown: { state: 9, mode: 1, means: "down" },
  starved: { state: 5, mode: 1, means: "external" },
  changeover: { state: 4, mode: 3, means: "setup" },
  no_order: { state: 4, mode: 1, means: "idle" },
  break: { state: 2, mode: 1, means: "stopped" },
  maintenance: { state: 2, mode: 2, means: "maintenance" },
  off: { state: 2, mode: 1, means: "stopped" },
};

const breakdowns: Profile["breakdowns"] = [
  { cause: "Fill valve leaks", alarm: 110, reason: "FILL-VALVE" },
  { cause: "Capper torque fault", alarm: 120, reason: "CAPPER" },
  { cause: "Infeed drive overload", alarm: 130, reason: "DRIVE" },
  { cause: "Level sensor failed", alarm: 140, reason: "SENSOR" },
  { cause: "Guard circuit tripped", alarm: 150, reason: "SAFETY-CIRCUIT" },
];

const microStops: Profile["microStops"] = [
  { cause: "Bottle fallen", alarm: 0 },
  { cause: "Cap missing", alarm: 0 },
  { cause: "Infeed gap", alarm: 0 },
];

const variablesOf = (orders: string): readonly DemoVariable[] => [
  {
    path: "Status.StateCurrent",
    tag: "state",
    name: "PackML state",
    type: "Int32",
    class: "state",
    value: ({ phase }) => packml[phase.kind].state,
  },
  {
    path: "Status.UnitModeCurrent",
    tag: "mode",
    name: "PackML unit mode",
    type: "Int32",
    class: "state",
    value: ({ phase }) => packml[phase.kind].mode,
  },
  {
    path: "Admin.ProdProcessedCount[0]",
    tag: "processed",
    name: "Bottles processed",
    type: "Int32",
    class: "counter",
    unit: "pcs",
    value: ({ cycles }) => cycles,
  },
  {
    path: "Admin.ProdDefectiveCount[0]",
    tag: "defective",
    name: "Bottles rejected",
    type: "Int32",
    class: "counter",
    unit: "pcs",
    value: ({ rejects }) => rejects,
  },
  {
    path: "Admin.StopReason",
    tag: "stop-reason",
    name: "Stop reason",
    type: "Int32",
    class: "alarm",
    value: ({ phase }) => phase.alarm,
  },
  {
    path: "Admin.ProductCode",
    tag: "product",
    name: "Article",
    type: "String",
    class: "text",
    value: productText,
  },
  {
    path: "Jobs.ActiveJob.OrderNumber",
    tag: "order",
    name: "Order",
    type: "String",
    class: "text",
    value: orderText(orders),
  },
];

const bottles: readonly [DemoProduct, ...DemoProduct[]] = [
  { code: "B-050-STILL", name: "Water still 0.5 l", idealCycleMs: 750 },
  { code: "B-050-SPARK", name: "Water sparkling 0.5 l", idealCycleMs: 800 },
  { code: "B-100-STILL", name: "Water still 1.0 l", idealCycleMs: 900 },
  { code: "B-100-LEMON", name: "Lemonade 1.0 l", idealCycleMs: 1_000 },
];

function filler(code: string, name: string, profile: Profile): DemoMachine {
  const machine = { code, name, kind: "filling" as const, profile };
  return {
    ...machine,
    description: "Rotary filler with PackML tags; the counts run on for ever",
    connection: "OPC-LINE-1",
    shiftPattern: "CONT-RELIEF",
    variables: variablesOf(code.replace("FILL-", "F")),
    state: (phase: Phase) => packml[phase.kind].means,
    signals: (pace) => ({
      state: { type: "packml", state: tagOf(machine, "state"), mode: tagOf(machine, "mode") },
      counts: {
        total: {
          tag: tagOf(machine, "processed"),
          reset: "confirmed",
          maxPerMinute: maxPerMinute(profile, pace),
        },
        reject: {
          tag: tagOf(machine, "defective"),
          reset: "confirmed",
          maxPerMinute: maxPerMinute(profile, pace),
        },
      },
      alarm: alarmRuleOf(machine, "stop-reason"),
      product: { tag: tagOf(machine, "product") },
      order: { tag: tagOf(machine, "order") },
    }),
  };
}

export const fill1 = filler("FILL-1", "Filler 1", {
  products: bottles,
  piecesPerCycle: 1,
  orderHours: [6, 11],
  changeoverMinutes: [12, 26],
  noOrderChance: 0.1,
  noOrderMinutes: [20, 45],
  microStopEvery: 16,
  microStopSeconds: [10, 90],
  microStops,
  breakdownEvery: 420,
  breakdownMinutes: [5, 45],
  breakdowns,
  starvedEvery: 240,
  starvedMinutes: [1, 6],
  starvedCause: "No empty bottles",
  speedLoss: [0.03, 0.07],
  rejectShare: [0.005, 0.014],
  maintenance: { weekday: 1, start: "09:00", minutes: 45 },
});

export const fill2 = filler("FILL-2", "Filler 2", {
  products: bottles,
  piecesPerCycle: 1,
  orderHours: [3.5, 6.5],
  changeoverMinutes: [18, 38],
  noOrderChance: 0.2,
  noOrderMinutes: [25, 55],
  microStopEvery: 6.5,
  microStopSeconds: [12, 100],
  microStops,
  breakdownEvery: 260,
  breakdownMinutes: [5, 60],
  breakdowns,
  starvedEvery: 150,
  starvedMinutes: [2, 8],
  starvedCause: "No empty bottles",
  speedLoss: [0.07, 0.15],
  rejectShare: [0.012, 0.036],
  maintenance: { weekday: 3, start: "13:00", minutes: 45 },
});
