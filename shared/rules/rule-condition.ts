import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { machineStates } from "../machines/machine-state.ts";
import { tagCode } from "../machines/tag-code.ts";
import { localTime } from "../shifts/local-time.ts";
import { patternIssue } from "./text-pattern.ts";

/** States in which a machine stands, so that a reason can explain them. */
export const standingStates = machineStates.filter(
  (state) => state !== "running" && state !== "unknown",
);
export const standingState = z.enum(machineStates).exclude(["running", "unknown"]);
export type StandingState = z.infer<typeof standingState>;

/** States a rule speaks about unless it names others: the rest explains itself. */
export const unexplainedStates: readonly StandingState[] = ["stopped", "down", "external"];

const stateClause = z
  .object({ type: z.literal("state"), states: z.array(standingState).min(1).max(9) })
  .strict();

export const textComparisons = ["equals", "contains", "matches"] as const;

/** The machine's own words at any moment of the stop. Capitals do not matter; `matches` is RE2 and fits anywhere. */
const causeClause = z
  .object({
    type: z.literal("cause"),
    how: z.enum(textComparisons),
    text: z.string().trim().min(1, { error: "must not be empty" }).max(200),
  })
  .strict()
  .superRefine((clause, context) => {
    if (clause.how !== "matches") return;
    const issue = patternIssue(clause.text);
    if (issue !== null) context.addIssue({ code: "custom", path: ["text"], message: issue });
  });

export const tagComparisons = ["below", "atMost", "equals", "differs", "atLeast", "above"] as const;
export type TagComparison = (typeof tagComparisons)[number];

/** `start`: the value that held when the stop began. `within`: that value or any other before it ended. */
export const tagMoments = ["start", "within"] as const;

const tagClause = z
  .object({
    type: z.literal("tag"),
    tag: tagCode,
    when: z.enum(tagMoments).default("start"),
    is: z.enum(tagComparisons),
    value: z.union([z.number(), z.boolean(), z.string().max(200)]),
  })
  .strict()
  .refine(({ is, value }) => is === "equals" || is === "differs" || typeof value === "number", {
    error: "must be a number to be compared by size",
    path: ["value"],
  });

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/**
 * The stop begins in a window of the plant's clock. An end at or before the start lies on the next day; equal ends are
 * the whole day. `weekdays` (1 = Monday) names the days on which windows begin; absent = every day.
 */
const clockClause = z
  .object({
    type: z.literal("clock"),
    from: localTime,
    to: localTime,
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  })
  .strict();

const longestMs = 31 * 86_400_000;

/** Length of the stop by the clock, milliseconds; both ends count. */
const durationClause = z
  .object({
    type: z.literal("duration"),
    atLeastMs: z.int().min(0).max(longestMs).optional(),
    atMostMs: z.int().min(0).max(longestMs).optional(),
  })
  .strict()
  .refine((clause) => clause.atLeastMs !== undefined || clause.atMostMs !== undefined, {
    error: "must have a shortest or a longest duration",
    path: ["atLeastMs"],
  })
  .refine((clause) => (clause.atLeastMs ?? 0) <= (clause.atMostMs ?? Infinity), {
    error: "must not be shorter than the shortest duration",
    path: ["atMostMs"],
  });

/** What the machine was to make when the stop began. */
const productClause = z
  .object({ type: z.literal("product"), productIds: z.array(idOf<"product">()).min(1).max(500) })
  .strict();

export const ruleClause = z.discriminatedUnion("type", [
  stateClause,
  causeClause,
  tagClause,
  clockClause,
  durationClause,
  productClause,
]);
export type RuleClause = z.infer<typeof ruleClause>;
export type TagClause = z.infer<typeof tagClause>;
export const clauseTypes = ["state", "cause", "tag", "clock", "duration", "product"] as const;

/** When a rule speaks: on these machines (null = all), where all clauses hold. */
export const ruleCondition = z
  .object({
    machineIds: z.array(idOf<"machine">()).min(1).max(1_000).nullable().default(null),
    all: z.array(ruleClause).max(20),
    /** Said aloud: it may take every stop that no rule before it takes. */
    everyStop: z.boolean().default(false),
  })
  .strict()
  .refine(({ all, everyStop }) => all.length > 0 || everyStop, {
    error: "must have a condition, or say that it takes every stop",
    path: ["all"],
  });
export type RuleCondition = z.infer<typeof ruleCondition>;
