import { z } from "zod";
import { breakIssues, patternIssues } from "./check-pattern.ts";
import { localDate, localTime } from "./local-time.ts";
import { targetScopes, targetShare } from "./shift-targets.ts";

/** Upper-case letters, digits, dash; at most 20 characters; unique in the pattern. */
const shortCode = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, { error: "must be 1–20 of A–Z, 0–9, dash" });

const name = z.string().trim().min(1, { error: "must not be empty" }).max(200);

const shiftBreak = z.object({ name, start: localTime, end: localTime }).strict();

const shiftShape = z
  .object({
    code: shortCode,
    name,
    start: localTime,
    end: localTime,
    breaks: z.array(shiftBreak).default([]),
    /** Good pieces the shift aims at; absent = no target. */
    target: z.int().min(0).optional(),
    /** Whether `target` is that of all machines together or of each; absent = together. */
    targetPer: z.enum(targetScopes).optional(),
    /** 0..1; absent = no target. */
    targetOee: targetShare.optional(),
    /** Good pieces of all pieces, 0..1; absent = no target. */
    targetQuality: targetShare.optional(),
  })
  .strict();
export type Shift = z.infer<typeof shiftShape>;

/** One shift by the wall clock; an end at or before the start lies on the next day (24 h when they are equal). */
const shift = shiftShape.superRefine((value, context) => {
  for (const issue of breakIssues(value)) context.addIssue({ code: "custom", ...issue });
});

/** The shifts of a day, by code. */
const dayPlan = z.array(shortCode);

/** The same every week. Days left out have no shift. */
const weekly = z
  .object({
    type: z.literal("weekly"),
    monday: dayPlan.default([]),
    tuesday: dayPlan.default([]),
    wednesday: dayPlan.default([]),
    thursday: dayPlan.default([]),
    friday: dayPlan.default([]),
    saturday: dayPlan.default([]),
    sunday: dayPlan.default([]),
  })
  .strict();

/** Any cycle of days, e.g. 14 for two weeks or 8 for four on, four off; day 1 is `anchor` and repeats before and after it. */
const rotating = z
  .object({
    type: z.literal("rotating"),
    anchor: localDate,
    days: z.array(dayPlan).min(1).max(366),
  })
  .strict();

/**
 * Which crew works which shift: steps of so many days, repeated both ways from `anchor`. Seven days a step change the
 * crews week by week, one day a step gives each day of a cycle its own; one step is a fixed crew per shift.
 */
const crewRotation = z
  .object({
    anchor: localDate,
    daysPerStep: z.int().min(1).max(366),
    /** Crew code by shift code. A shift left out has no crew in that step. */
    steps: z.array(z.record(shortCode, shortCode)).min(1).max(366),
  })
  .strict();

/** Longest overtime before or after a shift, minutes. */
const longestOvertime = 720;
const overtimeMinutes = z.int().min(0).max(longestOvertime).default(0);

const onDate = { date: localDate, name: name.optional() };
const withShifts = {
  ...onDate,
  shifts: dayPlan.min(1),
  /** Crew that works these shifts; absent = as the rotation says. */
  crew: shortCode.optional(),
};

/**
 * One date that differs: closed, with shifts besides the usual ones, with other shifts in their place, with shifts
 * besides that are overtime, or with a shift that begins earlier or ends later than usual. A date has one of the first
 * four and may have one `extended` for each of its shifts.
 */
const exception = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("closed"), ...onDate }).strict(),
  z.object({ kind: z.literal("extra"), ...withShifts }).strict(),
  z.object({ kind: z.literal("replaced"), ...withShifts }).strict(),
  z.object({ kind: z.literal("overtime"), ...withShifts }).strict(),
  z
    .object({
      kind: z.literal("extended"),
      ...onDate,
      shift: shortCode,
      /** Minutes by the wall clock before its usual start and after its usual end. */
      earlier: overtimeMinutes,
      later: overtimeMinutes,
    })
    .strict(),
]);
export type PatternException = z.infer<typeof exception>;

const patternShape = z
  .object({
    name,
    shifts: z.array(shift).min(1).max(50),
    cycle: z.discriminatedUnion("type", [weekly, rotating]),
    crews: z
      .array(z.object({ code: shortCode, name }).strict())
      .max(50)
      .optional(),
    crewRotation: crewRotation.optional(),
    /** Dates without shifts. */
    holidays: z.array(z.object({ date: localDate, name }).strict()).default([]),
    exceptions: z.array(exception).default([]),
  })
  .strict();

/**
 * When a machine is planned to work, by the wall clock of the plant; the zone is the plant's. An exception beats a
 * holiday, a holiday beats the cycle. A shift belongs to the date it starts on. Overlapping shifts are refused with
 * the path of the later one.
 */
export const shiftPattern = patternShape.superRefine((pattern, context) => {
  for (const issue of patternIssues(pattern)) context.addIssue({ code: "custom", ...issue });
});
export type ShiftPattern = z.infer<typeof patternShape>;
