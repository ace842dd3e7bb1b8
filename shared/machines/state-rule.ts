import { z } from "zod";
import { machineStates } from "./machine-state.ts";
import { tagCode } from "./tag-code.ts";

const milliseconds = z.int().min(0);

/** A state that a rule may give to a signal: what is unknown stays so and cannot be chosen. */
export const knownStates = machineStates.filter((state) => state !== "unknown");
export const knownState = z.enum(machineStates).exclude(["unknown"]);
export type KnownState = z.infer<typeof knownState>;

/** Unit modes 0 to 3 are fixed by PackML; from 4 on they are the maker's own. */
const ownUnitMode = z.string().regex(/^(?:[4-9]|[1-9]\d{1,3})$/, {
  error: "must be a unit mode from 4 on",
});

/**
 * PackML. `state`: StateCurrent 1..17 of PackTags, or the CurrentState (Id or Number) of BaseStateMachine in OPC 30050,
 * whose super-states 18 and 19 leave it to `machineState` and that to `executeState`.
 */
const packml = z
  .object({
    type: z.literal("packml"),
    state: tagCode,
    machineState: tagCode.optional(),
    executeState: tagCode.optional(),
    mode: tagCode.optional(),
    /** Bits that tell from which side a suspended machine waits. */
    starved: tagCode.optional(),
    blocked: tagCode.optional(),
    /** What own unit modes mean whatever the state; a mode that is not listed leaves it to the state. */
    ownModes: z.record(ownUnitMode, knownState).optional(),
  })
  .strict();

/** OPC 40501-1 machine tools: OperationMode 0..5, ActiveProgram/State 0..4, MaintenanceMode 0..4. */
const machineTool = z
  .object({
    type: z.literal("machine_tool"),
    operationMode: tagCode,
    programState: tagCode,
    isWarmUp: tagCode.optional(),
    maintenanceMode: tagCode.optional(),
  })
  .strict();

/** OPC 40001-1 machinery: MachineryItemState 0..3 and MachineryOperationMode 0..3, as number or as node of CurrentState/Id. */
const machinery = z
  .object({ type: z.literal("machinery"), itemState: tagCode, operationMode: tagCode.optional() })
  .strict();

/** One boolean; `fault` (boolean or code ≠ 0) tells a breakdown from a stop. Debounced. */
const runningBit = z
  .object({
    type: z.literal("running_bit"),
    running: tagCode,
    fault: tagCode.optional(),
    setup: tagCode.optional(),
    debounceMs: milliseconds.default(1_000),
  })
  .strict();

/** EUROMAP 77/83: MachineMode 0..5, ProductionStatus 0..5, JobStatus 0..11. */
const moulding = z
  .object({
    type: z.literal("moulding"),
    machineMode: tagCode,
    productionStatus: tagCode,
    jobStatus: tagCode.optional(),
  })
  .strict();

/** Analog speed or power with hysteresis: running at or above `runningAbove`, stopped below `stoppedBelow`. */
const threshold = z
  .object({
    type: z.literal("threshold"),
    value: tagCode,
    runningAbove: z.number(),
    stoppedBelow: z.number(),
    holdMs: milliseconds.default(0),
    fault: tagCode.optional(),
  })
  .strict()
  .refine((rule) => rule.stoppedBelow <= rule.runningAbove, {
    error: '"stoppedBelow" must not be above "runningAbove"',
    path: ["stoppedBelow"],
  });

/**
 * Power in two steps: off below `idleAbove`, standing by below `runningAbove`, else running, in the unit of the tag. A
 * level is left downwards only `hysteresisPercent` below where it was entered.
 */
const power = z
  .object({
    type: z.literal("power"),
    value: tagCode,
    idleAbove: z.number().min(0),
    runningAbove: z.number().min(0),
    hysteresisPercent: z.number().min(0).max(90).default(10),
    holdMs: milliseconds.default(5_000),
    offState: knownState.default("stopped"),
    idleState: knownState.default("stopped"),
    fault: tagCode.optional(),
  })
  .strict()
  .refine((rule) => rule.idleAbove <= rule.runningAbove, {
    error: '"idleAbove" must not be above "runningAbove"',
    path: ["idleAbove"],
  });

/** No state signal: running is inferred; no count for `factor` × ideal cycle (at least `minimumMs`) = stopped since the last count. */
const counterOnly = z
  .object({
    type: z.literal("counter_only"),
    factor: z.number().min(1).default(3),
    minimumMs: milliseconds.default(5_000),
    expectedCycleMs: z.int().min(1),
  })
  .strict();

/**
 * One meaning of a state word: a bit that is on (or off), the bits under a mask that stand at a value (before any shift,
 * e.g. mask 0x0F00 and value 0x0300), or the whole value as text: a letter, a word, a number.
 */
const wordMeaning = z
  .object({
    bit: z.int().min(0).max(63).optional(),
    isOff: z.literal(true).optional(),
    mask: z.int().min(1).optional(),
    value: z.int().min(0).optional(),
    equals: z.string().trim().min(1).max(100).optional(),
    state: knownState,
    /** In the machine's own words; absent = the bit or value itself. */
    cause: z.string().trim().min(1).max(200).optional(),
    /** Reason code of the plant. */
    reason: z.string().max(40).optional(),
  })
  .strict()
  .refine(
    ({ bit, mask, value, equals }) =>
      [bit !== undefined, mask !== undefined && value !== undefined, equals !== undefined].filter(
        Boolean,
      ).length === 1 && (mask === undefined) === (value === undefined),
    { error: "needs a bit, or a mask and a value, or a code", path: ["bit"] },
  );
export type WordMeaning = z.infer<typeof wordMeaning>;

/** A word of bits in order of priority (fault before planned before set-up before starved before running): the first that fits wins. */
const stateWord = z
  .object({
    type: z.literal("state_word"),
    word: tagCode,
    meanings: z.array(wordMeaning).min(1).max(64),
    /** When none fits. */
    otherwise: knownState.default("stopped"),
    debounceMs: milliseconds.default(1_000),
  })
  .strict();

export const lampColours = ["red", "yellow", "green", "blue", "white"] as const;
export type LampColour = (typeof lampColours)[number];

const lampState = z.enum([...machineStates, "next"]).exclude(["unknown"]);

/**
 * A stack light: the first lamp of the list that is lit decides; `next` leaves it to the lamps after it. A lamp is 0 off,
 * 1 on, 2 blinking, or a bit that blinks when it changes again within `blinkMs`.
 */
const stackLight = z
  .object({
    type: z.literal("stack_light"),
    lamps: z
      .array(
        z
          .object({ colour: z.enum(lampColours), tag: tagCode, on: lampState, blinking: lampState })
          .strict(),
      )
      .min(1)
      .max(5),
    /** No lamp decides. */
    dark: knownState.default("stopped"),
    blinkMs: z.int().min(200).max(10_000).default(1_500),
  })
  .strict();

export const stateRule = z.discriminatedUnion("type", [
  packml,
  machineTool,
  machinery,
  runningBit,
  moulding,
  threshold,
  power,
  counterOnly,
  stateWord,
  stackLight,
]);
export type StateRule = z.infer<typeof stateRule>;

const given = (codes: readonly (string | undefined)[]): string[] =>
  codes.filter((code): code is string => code !== undefined);

/** The tags that a state rule names. Without any of them the state is unknown. */
export function stateTags(rule: StateRule): string[] {
  switch (rule.type) {
    case "packml":
      return given([
        rule.state,
        rule.machineState,
        rule.executeState,
        rule.mode,
        rule.starved,
        rule.blocked,
      ]);
    case "machine_tool":
      return given([rule.operationMode, rule.programState, rule.isWarmUp, rule.maintenanceMode]);
    case "machinery":
      return given([rule.itemState, rule.operationMode]);
    case "running_bit":
      return given([rule.running, rule.fault, rule.setup]);
    case "moulding":
      return given([rule.machineMode, rule.productionStatus, rule.jobStatus]);
    case "threshold":
    case "power":
      return given([rule.value, rule.fault]);
    case "counter_only":
      return [];
    case "state_word":
      return [rule.word];
    case "stack_light":
      return rule.lamps.map(({ tag }) => tag);
    default:
      return rule satisfies never;
  }
}
