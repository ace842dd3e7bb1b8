import type { MachineState } from "#shared/machines/machine-state.ts";
import {
  maxPerMinute,
  productText,
  tagOf,
  type DemoMachine,
  type DemoVariable,
} from "../demo-machine.ts";
import type { Phase, PhaseKind } from "../phase.ts";
import type { DemoProduct, Profile } from "../profile.ts";

/** OPC 40501-1: OperationMode (1 Automatic, 2 Setup, 4 Service) and ActiveProgram/State (1 Running … 4 Aborted). */
const machineTool: Readonly<
  Record<PhaseKind, { mode: number; program: number; means: MachineState }>
> = {
  run: { mode: 1, program: 1, means: "running" },
  micro_stop: { mode: 1, program: 3, means: "down" },
  breakdown: { mode: 1, program: 4, means: "down" },
  starved: { mode: 1, program: 2, means: "idle" },
  changeover: { mode: 2, program: 2, means: "setup" },
  no_order: { mode: 1, program: 2, means: "idle" },
  break: { mode: 1, program: 2, means: "idle" },
  maintenance: { mode: 4, program: 2, means: "planned" },
  off: { mode: 1, program: 2, means: "idle" },
};

const variables: readonly DemoVariable[] = [
  {
    path: "Monitoring.MachineTool.OperationMode",
    tag: "mode",
    name: "Operation mode",
    type: "Int32",
    class: "state",
    value: ({ phase }) => machineTool[phase.kind].mode,
  },
  {
    path: "Production.ActiveProgram.State",
    tag: "program",
    name: "State of the active program",
    type: "Int32",
    class: "state",
    value: ({ phase }) => machineTool[phase.kind].program,
  },
  {
    path: "Production.Statistics.PartsProducedInLifetime",
    tag: "parts",
    name: "Parts produced",
    type: "UInt64",
    class: "counter",
    unit: "pcs",
    value: ({ cycles }) => cycles,
  },
  {
    path: "Production.Statistics.PartsScrapped",
    tag: "scrap",
    name: "Parts scrapped (maker’s own counter)",
    type: "UInt32",
    class: "counter",
    unit: "pcs",
    value: ({ rejects }) => rejects,
  },
  {
    path: "Production.ActiveProgram.PartName",
    tag: "product",
    name: "Article",
    type: "String",
    class: "text",
    value: productText,
  },
];

const parts: readonly [DemoProduct, ...DemoProduct[]] = [
  { code: "H-210", name: "Pump housing 210", idealCycleMs: 168_000 },
  { code: "F-080", name: "Flange DN 80", idealCycleMs: 95_000 },
  { code: "V-032", name: "Valve body 32", idealCycleMs: 126_000 },
  { code: "C-014", name: "Coupling 14", idealCycleMs: 90_000 },
];

function machineToolOf(code: string, name: string, profile: Profile): DemoMachine {
  const machine = { code, name, kind: "machine_tool" as const, profile };
  return {
    ...machine,
    description: "Machining centre after OPC 40501-1; 64-bit part counter",
    connection: "OPC-LINE-1",
    shiftPattern: "DAY-2",
    variables,
    state: (phase: Phase) => machineTool[phase.kind].means,
    signals: (pace) => ({
      state: {
        type: "machine_tool",
        operationMode: tagOf(machine, "mode"),
        programState: tagOf(machine, "program"),
      },
      counts: {
        total: {
          tag: tagOf(machine, "parts"),
          reset: "confirmed",
          maxPerMinute: maxPerMinute(profile, pace),
        },
        reject: {
          tag: tagOf(machine, "scrap"),
          reset: "confirmed",
          maxPerMinute: maxPerMinute(profile, pace),
        },
      },
      product: { tag: tagOf(machine, "product") },
    }),
  };
}

const microStops: Profile["microStops"] = [
  { cause: "Door opened", alarm: 0 },
  { cause: "Chips removed", alarm: 0 },
  { cause: "Part checked", alarm: 0 },
];

const breakdowns: Profile["breakdowns"] = [
  { cause: "Tool broken", alarm: 0 },
  { cause: "Coolant pressure low", alarm: 0 },
  { cause: "Spindle temperature", alarm: 0 },
  { cause: "Tool changer jammed", alarm: 0 },
];

export const mill1 = machineToolOf("MILL-1", "Machining centre 1", {
  products: parts,
  piecesPerCycle: 1,
  orderHours: [4, 8],
  changeoverMinutes: [18, 34],
  noOrderChance: 0.15,
  noOrderMinutes: [20, 50],
  microStopEvery: 38,
  microStopSeconds: [15, 100],
  microStops,
  breakdownEvery: 660,
  breakdownMinutes: [8, 50],
  breakdowns,
  starvedEvery: 360,
  starvedMinutes: [3, 10],
  starvedCause: "No raw parts",
  speedLoss: [0.03, 0.1],
  rejectShare: [0.005, 0.02],
  maintenance: { weekday: 4, start: "14:00", minutes: 30 },
});

export const mill2 = machineToolOf("MILL-2", "Machining centre 2", {
  products: parts,
  piecesPerCycle: 1,
  orderHours: [2.5, 5],
  changeoverMinutes: [22, 40],
  noOrderChance: 0.3,
  noOrderMinutes: [25, 60],
  microStopEvery: 13,
  microStopSeconds: [20, 100],
  microStops,
  breakdownEvery: 220,
  breakdownMinutes: [8, 60],
  breakdowns,
  starvedEvery: 200,
  starvedMinutes: [4, 12],
  starvedCause: "No raw parts",
  speedLoss: [0.06, 0.15],
  rejectShare: [0.015, 0.04],
});
