import type { MachineState } from "#shared/machines/machine-state.ts";
import { maxPerMinute, productText, tagOf, type DemoMachine } from "../demo-machine.ts";
import type { PhaseKind } from "../phase.ts";
import type { Profile } from "../profile.ts";

/** OPC 40001-1: MachineryItemState (2 NotExecuting, 3 Executing) and MachineryOperationMode (1 Maintenance … 3 Processing). */
const machinery: Readonly<Record<PhaseKind, { item: number; mode: number; means: MachineState }>> =
  {
    run: { item: 3, mode: 3, means: "running" },
    micro_stop: { item: 2, mode: 3, means: "stopped" },
    breakdown: { item: 2, mode: 3, means: "stopped" },
    starved: { item: 2, mode: 3, means: "stopped" },
    changeover: { item: 2, mode: 2, means: "setup" },
    no_order: { item: 2, mode: 3, means: "stopped" },
    break: { item: 2, mode: 3, means: "stopped" },
    maintenance: { item: 1, mode: 1, means: "maintenance" },
    off: { item: 2, mode: 3, means: "stopped" },
  };

const profile: Profile = {
  products: [
    { code: "PUMP-A", name: "Dosing pump A", idealCycleMs: 42_000 },
    { code: "PUMP-B", name: "Dosing pump B", idealCycleMs: 48_000 },
    { code: "VALVE-K", name: "Valve kit", idealCycleMs: 36_000 },
  ],
  piecesPerCycle: 1,
  orderHours: [4, 8],
  changeoverMinutes: [12, 26],
  noOrderChance: 0.2,
  noOrderMinutes: [20, 50],
  microStopEvery: 10,
  microStopSeconds: [15, 100],
  microStops: [
    { cause: "Screw not fed", alarm: 0 },
    { cause: "Carrier waits", alarm: 0 },
    { cause: "Part misplaced", alarm: 0 },
  ],
  breakdownEvery: 300,
  breakdownMinutes: [6, 50],
  breakdowns: [
    { cause: "Screwdriver spindle fault", alarm: 0 },
    { cause: "Camera not ready", alarm: 0 },
    { cause: "Leak tester fault", alarm: 0 },
  ],
  starvedEvery: 160,
  starvedMinutes: [2, 7],
  starvedCause: "Parts missing",
  speedLoss: [0.05, 0.12],
  rejectShare: [0.01, 0.03],
  maintenance: { weekday: 0, start: "12:00", minutes: 30 },
};

const machine = { code: "ASM-1", name: "Assembly cell 1", kind: "assembly" as const, profile };

export const asm1: DemoMachine = {
  ...machine,
  description: "Assembly cell after OPC 40001-1 on a link of its own that drops now and then",
  connection: "OPC-LINE-2",
  shiftPattern: "CONT-RELIEF",
  variables: [
    {
      path: "MachineryBuildingBlocks.MachineryItemState.CurrentState.Number",
      tag: "item-state",
      name: "Machinery item state",
      type: "UInt32",
      class: "state",
      value: ({ phase }) => machinery[phase.kind].item,
    },
    {
      path: "MachineryBuildingBlocks.MachineryOperationMode.CurrentState.Number",
      tag: "mode",
      name: "Operation mode",
      type: "UInt32",
      class: "state",
      value: ({ phase }) => machinery[phase.kind].mode,
    },
    {
      path: "MachineryBuildingBlocks.OperationCounters.GoodParts",
      tag: "good",
      name: "Good parts",
      type: "UInt32",
      class: "counter",
      unit: "pcs",
      value: ({ cycles, rejects }) => cycles - rejects,
    },
    {
      path: "MachineryBuildingBlocks.OperationCounters.BadParts",
      tag: "bad",
      name: "Bad parts",
      type: "UInt32",
      class: "counter",
      unit: "pcs",
      value: ({ rejects }) => rejects,
    },
    {
      path: "MachineryBuildingBlocks.Job.Article",
      tag: "product",
      name: "Article",
      type: "String",
      class: "text",
      value: productText,
    },
  ],
  state: (phase) => machinery[phase.kind].means,
  signals: (pace) => ({
    state: {
      type: "machinery",
      itemState: tagOf(machine, "item-state"),
      operationMode: tagOf(machine, "mode"),
    },
    counts: {
      good: {
        tag: tagOf(machine, "good"),
        reset: "confirmed",
        maxPerMinute: maxPerMinute(profile, pace),
      },
      reject: {
        tag: tagOf(machine, "bad"),
        reset: "confirmed",
        maxPerMinute: maxPerMinute(profile, pace),
      },
    },
    product: { tag: tagOf(machine, "product") },
  }),
};
