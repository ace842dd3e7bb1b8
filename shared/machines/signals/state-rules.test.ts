import { describe, expect, test } from "vitest";
import { machineToolState } from "./machine-tool.ts";
import { machineryState } from "./machinery.ts";
import { mouldingState } from "./moulding.ts";
import { packmlState } from "./packml.ts";
import { runningBitState } from "./running-bit.ts";
import { thresholdSide, thresholdState } from "./threshold.ts";

describe("PackML (OPC 30050)", () => {
  const byState = [
    [1, "down", "Clearing"],
    [2, "stopped", "Stopped"],
    [3, "down", "Starting"],
    [4, "idle", "Idle"],
    [5, "external", "Suspended"],
    [6, "running", "Execute"],
    [7, "stopped", "Stopping"],
    [8, "down", "Aborting"],
    [9, "down", "Aborted"],
    [10, "down", "Holding"],
    [11, "down", "Held"],
    [12, "down", "Unholding"],
    [13, "external", "Suspending"],
    [14, "external", "Unsuspending"],
    [15, "idle", "Resetting"],
    [16, "running", "Completing"],
    [17, "idle", "Complete"],
    [18, "unknown", "Running"],
    [19, "unknown", "Cleared"],
  ] as const;

  test.each(byState)(
    "state %i is %s (%s) without a mode and in Produce, Invalid and own modes",
    (code, state, cause) => {
      for (const mode of [null, 0, 1, 4, 17])
        expect(packmlState(code, mode)).toEqual({ state, cause });
    },
  );

  test.each(byState)("state %i is maintenance in mode 2 and set-up in mode 3", (code) => {
    expect(packmlState(code, 2)).toEqual({ state: "maintenance", cause: "Maintenance" });
    expect(packmlState(code, 3)).toEqual({ state: "setup", cause: "Manual" });
  });

  test.each([0, 20, -1, 6.5, "Execute"])(
    "state %s is not in the table: unknown, shown as it came",
    (code) => {
      expect(packmlState(code, 1)).toEqual({ state: "unknown", cause: `StateCurrent ${code}` });
    },
  );
});

describe("machine tools (OPC 40501-1)", () => {
  const programs = [
    ["idle", "Initializing"],
    ["running", "Running"],
    ["idle", "Ended"],
    ["down", "Interrupted"],
    ["down", "Aborted"],
  ] as const;
  const fixed = {
    0: ["setup", "Manual"],
    2: ["setup", "Setup"],
    4: ["planned", "Service"],
  } as const;
  const combinations = [0, 1, 2, 3, 4, 5].flatMap((mode) =>
    [0, 1, 2, 3, 4].flatMap((program) =>
      [null, false, true].map((warmUp) => ({ mode, program, warmUp })),
    ),
  );

  test.each(combinations)(
    "mode $mode, program $program, warm-up $warmUp",
    ({ mode, program, warmUp }) => {
      const byMode = mode === 0 || mode === 2 || mode === 4 ? fixed[mode] : null;
      const byWarmUp = warmUp === true ? (["setup", "WarmUp"] as const) : null;
      const [state, cause] = byMode ?? byWarmUp ?? programs[program] ?? ["unknown", null];
      expect(machineToolState(mode, program, warmUp)).toEqual({ state, cause });
    },
  );

  test("codes outside the tables are unknown", () => {
    expect(machineToolState(6, 1, null)).toEqual({ state: "unknown", cause: "OperationMode 6" });
    expect(machineToolState(1, 5, null)).toEqual({ state: "unknown", cause: "ActiveProgram 5" });
  });
});

describe("machinery (OPC 40001-1)", () => {
  const none = [
    ["unknown", "NotAvailable"],
    ["planned", "OutOfService"],
    ["stopped", "NotExecuting"],
    ["running", "Executing"],
  ] as const;
  const setup = [none[0], none[1], ["setup", "Setup"], ["setup", "Setup"]] as const;
  const maintenance = ["maintenance", "Maintenance"] as const;
  const table = {
    0: none,
    1: [maintenance, maintenance, maintenance, maintenance],
    2: setup,
    3: none,
  } as const;

  test.each(
    [0, 1, 2, 3].flatMap((item) => ([0, 1, 2, 3] as const).map((mode) => ({ item, mode }))),
  )("item state $item, operation mode $mode", ({ item, mode }) => {
    const [state, cause] = table[mode][item] ?? ["unknown", null];
    expect(machineryState(item, mode)).toEqual({ state, cause });
  });

  test("without an operation mode the item state decides", () => {
    expect([0, 1, 2, 3].map((item) => machineryState(item, null).state)).toEqual([
      "unknown",
      "planned",
      "stopped",
      "running",
    ]);
  });

  test("CurrentState/Id as NodeId is read like the number", () => {
    expect(
      machineryState("nsu=http://opcfoundation.org/UA/Machinery/;i=5006", "ns=4;i=5026").state,
    ).toBe("running");
    expect(machineryState("i=5007", "i=5027").state).toBe("setup");
    expect(machineryState("ns=4;i=9999", null)).toEqual({
      state: "unknown",
      cause: "MachineryItemState ns=4;i=9999",
    });
  });

  test("codes outside the tables are unknown", () => {
    expect(machineryState(4, 3)).toEqual({ state: "unknown", cause: "MachineryItemState 4" });
    expect(machineryState(3, 4)).toEqual({ state: "unknown", cause: "MachineryOperationMode 4" });
    expect(machineryState(-1, 3).state).toBe("unknown");
  });
});

describe("injection moulding (EUROMAP 77/83)", () => {
  const statuses = [
    ["stopped", "OTHER"],
    ["stopped", "NO_PRODUCTION"],
    ["setup", "START_UP"],
    ["stopped", "READY_FOR_PRODUCTION"],
    ["running", "PRODUCTION"],
    ["setup", "DRY_RUN"],
  ] as const;
  const modes = { 4: ["setup", "SETUP"], 5: ["planned", "SLEEP"] } as const;

  test.each(
    [0, 1, 2, 3, 4, 5].flatMap((mode) => [0, 1, 2, 3, 4, 5].map((status) => ({ mode, status }))),
  )("machine mode $mode, production status $status", ({ mode, status }) => {
    const [state, cause] = (mode === 4 || mode === 5 ? modes[mode] : statuses[status]) ?? [
      "unknown",
      null,
    ];
    expect(mouldingState(mode, status)).toEqual({ state, cause });
  });

  test("codes outside the tables are unknown", () => {
    expect(mouldingState(6, 4)).toEqual({ state: "unknown", cause: "MachineMode 6" });
    expect(mouldingState(1, 6)).toEqual({ state: "unknown", cause: "ProductionStatus 6" });
  });
});

describe("running bit", () => {
  test.each([
    [true, null, null, "running", null],
    [false, null, null, "stopped", null],
    [1, 0, false, "running", null],
    [0, 0, false, "stopped", null],
    [true, false, true, "setup", null],
    [true, true, true, "down", "fault"],
    [false, 17, false, "down", "fault 17"],
    [false, "E104", null, "down", "fault E104"],
  ] as const)("running %s, fault %s, setup %s is %s", (running, fault, setup, state, cause) => {
    expect(runningBitState(running, fault, setup)).toEqual({ state, cause });
  });
});

describe("threshold", () => {
  const limits = { runningAbove: 40, stoppedBelow: 10 };

  test.each([
    [40, null, "running"],
    [39.9, "running", "running"],
    [10, "running", "running"],
    [9.9, "running", "stopped"],
    [39.9, "stopped", "stopped"],
    [25, null, "stopped"],
  ] as const)("%d after %s is %s", (value, before, side) => {
    expect(thresholdSide(limits, value, before)).toBe(side);
  });

  test("a fault wins but the side is remembered", () => {
    expect(thresholdState(limits, 60, 3, null)).toEqual({
      reading: { state: "down", cause: "fault 3" },
      side: "running",
    });
  });

  test("text is no analog value", () => {
    expect(thresholdState(limits, "n/a", null, "running")).toEqual({
      reading: { state: "unknown", cause: "value n/a" },
      side: "running",
    });
  });
});
