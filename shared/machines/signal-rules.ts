import { z } from "zod";

/** A tag is named by its code, unique in the plant, e.g. `press-5.count`. */
export const tagCode = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, {
  error: "must be lower-case letters, digits, dot, dash, at most 80",
});

const milliseconds = z.int().min(0);
const nonNegative = z.number().min(0);

/** PackML (OPC 30050 / ISA-TR88.00.02 PackTags): StateCurrent 1..19 and UnitModeCurrent. */
const packml = z
  .object({ type: z.literal("packml"), state: tagCode, mode: tagCode.optional() })
  .strict();

/** OPC 40501-1 machine tools: OperationMode 0..5 and ActiveProgram/State 0..4. */
const machineTool = z
  .object({
    type: z.literal("machine_tool"),
    operationMode: tagCode,
    programState: tagCode,
    isWarmUp: tagCode.optional(),
  })
  .strict();

/** OPC 40001-1 machinery: MachineryItemState 0..3 and MachineryOperationMode 0..3 (numbers). */
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

/** EUROMAP 77/83: MachineMode 0..5 and ProductionStatus 0..5. */
const moulding = z
  .object({ type: z.literal("moulding"), machineMode: tagCode, productionStatus: tagCode })
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

/** No state signal: running is inferred; no count for `factor` × ideal cycle (at least `minimumMs`) = stopped since the last count. */
const counterOnly = z
  .object({
    type: z.literal("counter_only"),
    factor: z.number().min(1).default(3),
    minimumMs: milliseconds.default(5_000),
    expectedCycleMs: z.int().min(1),
  })
  .strict();

export const stateRule = z.discriminatedUnion("type", [
  packml,
  machineTool,
  machinery,
  runningBit,
  moulding,
  threshold,
  counterOnly,
]);
export type StateRule = z.infer<typeof stateRule>;

/** How one counter turns into pieces. Counts always come from differences of counters, never from pulses. */
export const counterRule = z
  .object({
    tag: tagCode,
    /** The value after which the counter starts again at 0, e.g. 65536; absent = does not wrap. */
    modulus: z.int().min(2).optional(),
    /**
     * What a falling value means when it is not a wrap: `accept` = the counter was reset, the new value counts;
     * `confirmed` = only together with a restart of the server; else it waits as suspect; `never` = always suspect.
     */
    reset: z.enum(["accept", "confirmed", "never"]).default("confirmed"),
    /** A fall of at most this much that returns is jitter and ignored. */
    jitter: z.int().min(0).default(0),
    /** Largest possible rate; a difference above 1.5 × rate × elapsed is suspect. Pieces per minute. */
    maxPerMinute: nonNegative.optional(),
    /** Pieces per count (cavities when the counter counts cycles). */
    piecesPerCount: z.int().min(1).default(1),
  })
  .strict();
export type CounterRule = z.infer<typeof counterRule>;

export const countRules = z
  .object({
    /** All pieces, good and reject. */
    total: counterRule.optional(),
    /** Good pieces only, for machines without a total. */
    good: counterRule.optional(),
    reject: counterRule.optional(),
  })
  .strict()
  .refine((rule) => (rule.total === undefined) !== (rule.good === undefined), {
    error: 'needs exactly one of "total" and "good"',
    path: ["total"],
  });
export type CountRules = z.infer<typeof countRules>;

/** Alarm code 0 → n starts a down reason; the first code wins as root cause until the alarm is 0 again. */
export const alarmRule = z
  .object({
    tag: tagCode,
    texts: z.record(z.string(), z.string().max(200)).default({}),
    /** Alarm code → reason code of the plant. */
    reasons: z.record(z.string(), z.string().max(40)).default({}),
  })
  .strict();
export type AlarmRule = z.infer<typeof alarmRule>;

/** Everything that turns a machine's tags into states, pieces and products. */
export const signalRules = z
  .object({
    state: stateRule.optional(),
    counts: countRules.optional(),
    alarm: alarmRule.optional(),
    /** A text tag that names the product made; unknown product codes are shown, never guessed. */
    product: z.object({ tag: tagCode }).strict().optional(),
    order: z.object({ tag: tagCode }).strict().optional(),
    /**
     * For tags that are polled or have a heartbeat: one that is silent this long is stale and its state unknown. Absent =
     * tags report changes only, so silence is normal and the watchdog of the link tells a dead one.
     */
    staleAfterMs: z.int().min(1_000).optional(),
  })
  .strict();
export type SignalRules = z.infer<typeof signalRules>;

/** Every tag code the rules read. */
export function tagsOf(rules: SignalRules): string[] {
  const state = rules.state ? Object.entries(rules.state).filter(([key]) => key !== "type") : [];
  const fromState = state
    .map(([, value]) => value)
    .filter((value): value is string => typeof value === "string");
  const others = [
    rules.counts?.total?.tag,
    rules.counts?.good?.tag,
    rules.counts?.reject?.tag,
    rules.alarm?.tag,
    rules.product?.tag,
    rules.order?.tag,
  ];
  return [
    ...new Set([...fromState, ...others.filter((code): code is string => code !== undefined)]),
  ];
}
