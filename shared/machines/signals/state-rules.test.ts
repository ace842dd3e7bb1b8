import { describe, expect, test } from "vitest";
import { machineToolState } from "./machine-tool.ts";
import { machineryState } from "./machinery.ts";
import { mouldingState } from "./moulding.ts";
import { packmlState as packmlOf } from "./packml.ts";
import { levelOfPower, powerState } from "./power.ts";
import { lampSign, restLamp, seeLamp, stackLightState } from "./stack-light.ts";
import { stateWordState } from "./state-word.ts";
import type { RememberedValue } from "./signal-value.ts";
import { stateRule, type KnownState, type StateRule } from "../state-rule.ts";
import { runningBitState } from "./running-bit.ts";
import { thresholdSide, thresholdState } from "./threshold.ts";

const packmlState = (
  state: RememberedValue,
  mode: RememberedValue,
  more: { starved?: RememberedValue; blocked?: RememberedValue } = {},
  ownModes: Readonly<Record<string, KnownState>> = {},
) =>
  packmlOf(
    { states: [state], mode, starved: more.starved ?? null, blocked: more.blocked ?? null },
    ownModes,
  );

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

describe("PackML beyond the state number", () => {
  const nested = (...states: RememberedValue[]) =>
    packmlOf({ states, mode: 1, starved: null, blocked: null });

  test("OPC 30050: the super-states leave it to the machine below, by number or by node, both ways round", () => {
    const packml = "nsu=http://opcfoundation.org/UA/PackML/;i=";
    expect(nested(19, 18, 6)).toEqual({ state: "running", cause: "Execute" });
    expect(nested(18, 19, 11)).toEqual({ state: "down", cause: "Held" });
    expect(nested(`${packml}5001`, `${packml}75`, `${packml}36`).state).toBe("running");
    expect(nested(`${packml}5001`, `${packml}53`, `${packml}36`)).toEqual({
      state: "stopped",
      cause: "Stopped",
    });
    expect(nested(`${packml}62`, `${packml}75`, `${packml}36`).cause).toBe("Aborted");
  });

  test("a super-state alone tells nothing", () => {
    expect(nested(19)).toEqual({ state: "unknown", cause: "Cleared" });
    expect(nested(19, 18, null)).toEqual({ state: "unknown", cause: "Running" });
    expect(nested("ns=2;i=99").state).toBe("unknown");
  });

  test("every node of the three machines has its state", () => {
    const nodes = {
      61: 8,
      62: 9,
      55: 1,
      53: 2,
      54: 7,
      27: 15,
      28: 4,
      29: 3,
      30: 13,
      31: 5,
      32: 14,
      33: 10,
      34: 11,
      35: 12,
      36: 6,
      37: 16,
      38: 17,
      75: 18,
      5001: 19,
    };
    for (const [node, code] of Object.entries(nodes))
      expect(nested(`ns=3;i=${node}`)).toEqual(nested(code));
  });

  test("a suspended machine says which side it waits for", () => {
    expect(packmlState(5, 1, { starved: true }).cause).toBe("Starved");
    expect(packmlState(5, 1, { starved: false, blocked: 1 }).cause).toBe("Blocked");
    expect(packmlState(6, 1, { starved: true })).toEqual({ state: "running", cause: "Execute" });
  });

  test("own unit modes mean what the rule says; unlisted ones leave it to the state", () => {
    const ownModes = { 5: "setup", 6: "planned" } as const;
    expect(packmlState(6, 5, {}, ownModes)).toEqual({ state: "setup", cause: "UnitMode 5" });
    expect(packmlState(9, 6, {}, ownModes).state).toBe("planned");
    expect(packmlState(6, 7, {}, ownModes).state).toBe("running");
    expect(packmlState(6, 2, {}, ownModes).state).toBe("maintenance");
  });
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

  test("in service the maintenance mode tells a repair from planned work; elsewhere it says nothing", () => {
    const services = [0, 1, 2, 3, 4].map((mode) => machineToolState(4, 1, null, mode));
    expect(services.map(({ state }) => state)).toEqual([
      "planned",
      "planned",
      "down",
      "planned",
      "planned",
    ]);
    expect(machineToolState(1, 1, null, 2).state).toBe("running");
    expect(machineToolState(4, 1, null, 9).state).toBe("unknown");
  });

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

test.each([
  [2, "setup", "SET_UP"],
  [4, "setup", "SET_UP"],
  [5, "running", "PRODUCTION"],
  [6, "running", "PRODUCTION"],
  [7, "running", "PRODUCTION"],
  [9, "setup", "TEAR_DOWN"],
  [11, "setup", "TEAR_DOWN"],
  [12, "running", "PRODUCTION"],
  [null, "running", "PRODUCTION"],
] as const)("EUROMAP job status %s in production is %s", (job, state, cause) => {
  expect(mouldingState(1, 4, job)).toEqual({ state, cause });
  expect(mouldingState(5, 4, job).state).toBe("planned");
});

const ruleOf = <Type extends StateRule["type"]>(rule: { type: Type; [key: string]: unknown }) =>
  stateRule.parse(rule) as Extract<StateRule, { type: Type }>;

describe("power", () => {
  const rule = ruleOf({
    type: "power",
    value: "m.kw",
    idleAbove: 1,
    runningAbove: 4,
    idleState: "idle",
    offState: "planned",
  });

  test.each([
    [4, null, "running"],
    [3.9, null, "standby"],
    [3.7, "running", "running"],
    [3.59, "running", "standby"],
    [3.9, "standby", "standby"],
    [0.95, "standby", "standby"],
    [0.95, "off", "off"],
    [0.5, "running", "off"],
  ] as const)("%d kW after %s is %s", (value, before, level) => {
    expect(levelOfPower(rule, value, before)).toBe(level);
  });

  test("levels become the states of the rule; a fault wins; text is no power", () => {
    expect(powerState(rule, 5, null, null).reading).toEqual({ state: "running", cause: null });
    expect(powerState(rule, 2, null, null).reading).toEqual({ state: "idle", cause: "standby" });
    expect(powerState(rule, 0, null, null).reading).toEqual({ state: "planned", cause: "off" });
    expect(powerState(rule, 5, true, null)).toEqual({
      reading: { state: "down", cause: "fault" },
      side: "running",
    });
    expect(powerState(rule, "n/a", null, "running")).toEqual({
      reading: { state: "unknown", cause: "value n/a" },
      side: "running",
    });
  });
});

describe("state word", () => {
  const rule = ruleOf({
    type: "state_word",
    word: "m.word",
    meanings: [
      { bit: 15, state: "down", cause: "Emergency stop", reason: "E-STOP" },
      { mask: 0x0f00, value: 0x0300, state: "planned" },
      { bit: 2, state: "setup" },
      { bit: 1, isOff: true, state: "external", cause: "No parts" },
      { bit: 0, state: "running" },
    ],
  });

  test.each([
    [0b11, "running", null],
    [0b01, "external", "No parts"],
    [0b10, "stopped", null],
    [0b111, "setup", "bit 2"],
    [0x0303, "planned", "value 768"],
    [0x0303 | 4, "planned", "value 768"],
    [0x8303, "down", "Emergency stop"],
    [-32_765, "down", "Emergency stop"],
    ["3", "running", null],
    [2.5, "unknown", "word 2.5"],
    ["run", "unknown", "word run"],
  ] as const)("word %s is %s", (word, state, cause) => {
    expect(stateWordState(rule, word)).toMatchObject({ state, cause });
  });

  test("letters and words are codes like others", () => {
    const telegram = ruleOf({
      type: "state_word",
      word: "m.state",
      meanings: [
        { equals: "D", state: "down" },
        { equals: "R", state: "running" },
        { equals: "3", state: "setup" },
      ],
      otherwise: "idle",
    });
    expect(["D", " R ", 3, "x"].map((value) => stateWordState(telegram, value))).toEqual([
      { state: "down", cause: "D" },
      { state: "running", cause: null },
      { state: "setup", cause: "3" },
      { state: "idle", cause: null },
    ]);
  });

  test("a meaning may carry the plant's reason", () => {
    expect(stateWordState(rule, 0x8000).reasonCode).toBe("E-STOP");
  });

  test("a meaning is a bit or a masked value, not both and not neither", () => {
    const of = (meaning: object) =>
      stateRule.safeParse({ type: "state_word", word: "m.w", meanings: [meaning] }).success;
    expect(of({ bit: 1, state: "running" })).toBe(true);
    expect(of({ mask: 3, value: 1, state: "running" })).toBe(true);
    expect(of({ state: "running" })).toBe(false);
    expect(of({ mask: 3, state: "running" })).toBe(false);
    expect(of({ bit: 1, mask: 3, value: 1, state: "running" })).toBe(false);
    expect(of({ bit: 1, state: "unknown" })).toBe(false);
  });
});

describe("stack light", () => {
  const rule = ruleOf({
    type: "stack_light",
    lamps: [
      { colour: "red", tag: "m.red", on: "down", blinking: "down" },
      { colour: "yellow", tag: "m.yellow", on: "next", blinking: "external" },
      { colour: "green", tag: "m.green", on: "running", blinking: "idle" },
    ],
  });
  const read = (red: RememberedValue, yellow: RememberedValue, green: RememberedValue) =>
    stackLightState(
      rule,
      (code) => ({ "m.red": red, "m.yellow": yellow, "m.green": green })[code] ?? null,
      {},
    );

  test("the first lit lamp with a meaning decides", () => {
    expect(read(true, true, true)).toEqual({ state: "down", cause: "red on" });
    expect(read(false, true, true)).toEqual({ state: "running", cause: null });
    expect(read(false, 2, 1)).toEqual({ state: "external", cause: "yellow blinking" });
    expect(read(0, 0, 2)).toEqual({ state: "idle", cause: "green blinking" });
    expect(read(0, 0, 0)).toEqual({ state: "stopped", cause: null });
  });

  test("a bit that changes again soon blinks, until it has been still", () => {
    const first = seeLamp(undefined, false, 0, 1_500);
    const lit = seeLamp(first, true, 10_000, 1_500);
    const dark = seeLamp(lit, false, 10_500, 1_500);
    expect([first, lit, dark].map((lamp) => lampSign(lamp.isOn, lamp))).toEqual([
      "off",
      "on",
      "blinking",
    ]);
    expect(restLamp(dark, 11_999, 1_500)).toBe(dark);
    expect(lampSign(false, restLamp(dark, 12_000, 1_500))).toBe("off");
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
