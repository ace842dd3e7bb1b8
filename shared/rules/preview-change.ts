import { z } from "zod";
import { displayName } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { instant } from "../kernel/instant.ts";
import { figure, timeClass } from "../oee/figure.ts";
import { shiftPattern } from "../shifts/shift-pattern.ts";
import { namedReason } from "../stops/stop-row.ts";
import { ruleCondition } from "./rule-condition.ts";

/** A rule as it would be; `id` null = new. The order of the list is the order in which rules are asked. */
export const proposedRule = z.object({
  id: idOf<"reason-rule">().nullable(),
  name: displayName,
  condition: ruleCondition,
  reasonId: idOf<"reason">(),
  isActive: z.boolean(),
});
export type ProposedRule = z.infer<typeof proposedRule>;

const limit = z.int().min(0).max(86_400_000);
/** Stops shorter than the first are minor, runs shorter than the second do not end a stop; milliseconds. */
const limits = { minorStopMs: limit.optional(), minimumRunMs: limit.optional() };

/** A change of the set-up that can be tried on what really happened before it is made. */
export const previewChange = z.discriminatedUnion("kind", [
  /** The whole set of rules as it would be. */
  z.object({ kind: z.literal("rules"), rules: z.array(proposedRule).max(500) }),
  /** The plant's limits: for machines that have none of their own. */
  z.object({ kind: z.literal("plant_limits"), ...limits }),
  /** What machines have of their own; absent = stays. `patternId` null = planned round the clock. */
  z.object({
    kind: z.literal("machine_setup"),
    machineIds: z.array(idOf<"machine">()).min(1).max(1_000),
    ...limits,
    patternId: idOf<"shift-pattern">().nullable().optional(),
  }),
  z.object({
    kind: z.literal("ideal_cycle"),
    productId: idOf<"product">(),
    machineId: idOf<"machine">(),
    cycleUs: z.int().min(1).max(86_400_000_000),
    cavities: z.int().min(1).max(1_000),
  }),
  /** Machines of a shift pattern, as if it had always been this one. */
  z.object({
    kind: z.literal("shift_pattern"),
    patternId: idOf<"shift-pattern">(),
    pattern: shiftPattern,
  }),
]);
export type PreviewChange = z.infer<typeof previewChange>;

const factors = z.object({
  availability: figure,
  effectiveness: figure,
  quality: figure,
  oee: figure,
});
export type PreviewFactors = z.infer<typeof factors>;

const beforeAfter = z.object({ before: factors, after: factors });

/** Minutes that would move from one class to another. */
const classMove = z.object({ from: timeClass, to: timeClass, ms: z.int() });
export type ClassMove = z.infer<typeof classMove>;

/** Standstill that would get another reason; null = none. */
const reasonMove = z.object({
  from: namedReason.nullable(),
  to: namedReason.nullable(),
  ms: z.int(),
  stops: z.int(),
});
export type ReasonMove = z.infer<typeof reasonMove>;

/** A stop that would change. `changedMs`: how much of it. */
export const changedStop = z.object({
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  start: z.int(),
  end: z.int(),
  changedMs: z.int(),
  cause: z.string().nullable(),
  before: z.object({ timeClass, reason: namedReason.nullable() }),
  after: z.object({
    timeClass,
    reason: namedReason.nullable(),
    /** The rule that would give the reason. */
    ruleName: z.string().nullable(),
  }),
});
export type ChangedStop = z.infer<typeof changedStop>;

export const previewResult = z.object({
  from: instant,
  /** Facts are known up to here. */
  to: instant,
  plant: beforeAfter,
  machines: z.array(
    beforeAfter.extend({
      machineId: z.string(),
      code: z.string(),
      name: z.string(),
      /** Time of it that would change its class or reason. */
      changedMs: z.int(),
      changedStops: z.int(),
    }),
  ),
  classMoves: z.array(classMove),
  reasonMoves: z.array(reasonMove),
  /** The longest first, at most 200. */
  stops: z.array(changedStop),
  stopCount: z.int(),
  /** Stops of the range, changed or not. */
  stopsLookedAt: z.int(),
  computedInMs: z.number(),
});
export type PreviewResult = z.infer<typeof previewResult>;

/** Steps of a preview: shares from 0 to 1, the last with the result. */
export const previewStep = z.object({ share: z.number(), result: previewResult.nullable() });
export type PreviewStep = z.infer<typeof previewStep>;

/** Stops that a preview names one by one. */
export const mostChangedStops = 200;
