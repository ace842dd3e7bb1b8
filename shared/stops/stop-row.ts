import { z } from "zod";
import { machineState } from "../machines/machine-state.ts";
import { language } from "../kernel/language.ts";
import { timeClasses } from "../oee/time-model.ts";
import { reasonCategory } from "./reason-category.ts";

/** Who gave a stop its reason: the machine's alarm rule, a rule of the plant or a person. */
export const classOrigins = ["machine", "rule", "person"] as const;
export type ClassOrigin = (typeof classOrigins)[number];

/** Names of a reason by language; `name` speaks where a language has none. */
export const reasonNames = z.partialRecord(language, z.string());

/** A reason as it stands beside a stop. */
export const namedReason = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  names: reasonNames,
  category: reasonCategory,
  /** Hex; null = that of the category. */
  colour: z.string().nullable(),
});
export type NamedReason = z.infer<typeof namedReason>;

/**
 * A standstill from end to end in scheduled time, cut where classes cut it. Stops that a person merged are one row
 * although the machine ran between its parts.
 */
export const stopRow = z.object({
  /** `machineId@start`. */
  id: z.string(),
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  start: z.int(),
  /** The end, or the last captured moment while it stands. */
  end: z.int(),
  isOpen: z.boolean(),
  /** Standstill inside shifts and outside their breaks, milliseconds. */
  scheduledMs: z.int(),
  /** Standstill by the clock, milliseconds. */
  elapsedMs: z.int(),
  /** How often the machine ran in between, because stops were merged; 1 = never. */
  parts: z.int(),
  state: machineState,
  cause: z.string().nullable(),
  reason: namedReason.nullable(),
  /** Null = without a reason. */
  origin: z.enum(classOrigins).nullable(),
  saidBy: z.string().nullable(),
  saidAt: z.int().nullable(),
  note: z.string(),
  productCode: z.string().nullable(),
  orderNo: z.string().nullable(),
  shiftName: z.string().nullable(),
  timeClass: z.enum(timeClasses),
  isMinor: z.boolean(),
  /** Some of it waits for a reason (`unclassified.ts`). */
  isUnclassified: z.boolean(),
  /** What was said of it and taken back so far; an edit is based on it. */
  edits: z.int(),
});
export type StopRow = z.infer<typeof stopRow>;
