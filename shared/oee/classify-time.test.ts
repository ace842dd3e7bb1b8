import { describe, expect, test } from "vitest";
import { machineStates, type MachineState } from "#shared/machines/machine-state.ts";
import { reasonCategories, type ReasonCategory } from "#shared/stops/reason-category.ts";
import { classifyTime, classOf } from "./classify-time.ts";
import { emptyDay, intervalsFrom, minutes, runOf, shiftOf } from "./example-day.ts";
import { kindOf } from "./interval-kind.ts";
import type { TimeClass } from "./time-model.ts";

/** The class of a long stay in a state during a shift, with and without an open order. */
const classFor = (
  state: MachineState,
  reason: ReasonCategory | null,
  orderOpen: boolean,
): TimeClass =>
  classOf({
    scheduled: true,
    onBreak: false,
    kind: kindOf(state, reason),
    orderOpen,
    minor: false,
  });

describe("the class of a state in a shift, with an order and without", () => {
  test.each([
    ["running", "apt", "apt"],
    ["setup", "aust", "aust"],
    ["stopped", "adet_down", "adot"],
    ["down", "adet_down", "adet_down"],
    ["external", "adet_external", "adot"],
    ["idle", "adot", "adot"],
    ["maintenance", "planned_down", "planned_down"],
    ["planned", "planned_down", "planned_down"],
    ["unknown", "unknown", "unknown"],
  ] as const)("%s is %s, without an order %s", (state, withOrder, withoutOrder) => {
    expect([classFor(state, null, true), classFor(state, null, false)]).toEqual([
      withOrder,
      withoutOrder,
    ]);
  });
});

describe("a reason", () => {
  test.each([
    ["planned", "planned_down", "planned_down"],
    ["changeover", "aust", "aust"],
    ["breakdown", "adet_down", "adet_down"],
    ["external", "adet_external", "adot"],
    ["minor", "adet_down", "adot"],
    ["quality", "adet_down", "adot"],
    ["material", "adet_down", "adot"],
    ["operator", "adet_down", "adot"],
  ] as const)('"%s" makes a stop %s, without an order %s', (reason, withOrder, withoutOrder) => {
    expect([classFor("stopped", reason, true), classFor("stopped", reason, false)]).toEqual([
      withOrder,
      withoutOrder,
    ]);
  });

  test("never makes standing out of running, nor knowledge out of no data", () => {
    for (const reason of reasonCategories) {
      expect(classFor("running", reason, true)).toBe("apt");
      expect(classFor("unknown", reason, true)).toBe("unknown");
    }
  });
});

test("the calendar speaks first: outside shifts and in breaks the machine has no say", () => {
  for (const state of machineStates) {
    const situation = { kind: kindOf(state, null), orderOpen: true, minor: false };
    expect(classOf({ ...situation, scheduled: false, onBreak: false })).toBe("not_scheduled");
    expect(classOf({ ...situation, scheduled: true, onBreak: true })).toBe("planned_down");
  }
});

describe("an order is open", () => {
  const stoppedWith = (runs: ReturnType<typeof runOf>[]) =>
    classifyTime({
      ...emptyDay,
      span: minutes(0, 60),
      shifts: [shiftOf(0, 60)],
      intervals: intervalsFrom(0, [[60, "stopped"]]),
      runs,
    }).map((span) => span.class);

  test("when a run names an order or a product", () => {
    expect(stoppedWith([runOf(0, null, null)])).toEqual(["adet_down"]);
    expect(stoppedWith([{ ...runOf(0, null, "A"), orderNo: null }])).toEqual(["adet_down"]);
  });

  test("not without a run, nor with one that names neither", () => {
    expect(stoppedWith([])).toEqual(["adot"]);
    expect(stoppedWith([{ ...runOf(0, null, null), orderNo: null }])).toEqual(["adot"]);
  });
});

test("every stretch carries what gave it its class", () => {
  const [first] = classifyTime({
    ...emptyDay,
    span: minutes(10, 20),
    shifts: [shiftOf(0, 60, [minutes(0, 30)])],
    intervals: intervalsFrom(0, [[60, "stopped", "material"]]),
    runs: [runOf(0, null)],
  });
  expect(first).toEqual({
    ...minutes(10, 20),
    class: "planned_down",
    intervalId: "interval-0-0",
    state: "stopped",
    cause: null,
    reasonId: "material",
    provenance: "measured",
    runId: "run-0",
    productId: "A",
    orderNo: "O-1",
    shiftId: "shift-0",
    breakName: "Break",
    stop: {
      ...minutes(0, 60),
      elapsedMs: 3_600_000,
      scheduledMs: 3_600_000,
      breakdown: false,
      open: false,
    },
  });
});
