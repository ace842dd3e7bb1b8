import { z } from "zod";
import { breakIssues, patternIssues } from "./check-pattern.ts";
import { localDate, localTime } from "./local-time.ts";

/** Upper-case letters, digits, dash; at most 20 characters; unique in the pattern. */
const shiftCode = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, { error: "must be 1–20 of A–Z, 0–9, dash" });

const name = z.string().trim().min(1, { error: "must not be empty" }).max(200);

const shiftBreak = z.object({ name, start: localTime, end: localTime }).strict();

const shiftShape = z
  .object({
    code: shiftCode,
    name,
    start: localTime,
    end: localTime,
    breaks: z.array(shiftBreak).default([]),
    /** Pieces the shift aims at; absent = no target. */
    target: z.int().min(0).optional(),
  })
  .strict();
export type Shift = z.infer<typeof shiftShape>;

/** One shift by the wall clock; an end at or before the start lies on the next day (24 h when they are equal). */
const shift = shiftShape.superRefine((value, context) => {
  for (const issue of breakIssues(value)) context.addIssue({ code: "custom", ...issue });
});

/** The shifts of a day, by code. */
const dayPlan = z.array(shiftCode);

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

/** One date that differs: closed, with shifts besides the usual ones, or with other shifts in their place. */
const exception = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("closed"), date: localDate, name: name.optional() }).strict(),
  z
    .object({
      kind: z.literal("extra"),
      date: localDate,
      shifts: dayPlan.min(1),
      name: name.optional(),
    })
    .strict(),
  z
    .object({
      kind: z.literal("replaced"),
      date: localDate,
      shifts: dayPlan.min(1),
      name: name.optional(),
    })
    .strict(),
]);

const patternShape = z
  .object({
    name,
    shifts: z.array(shift).min(1).max(50),
    cycle: z.discriminatedUnion("type", [weekly, rotating]),
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
