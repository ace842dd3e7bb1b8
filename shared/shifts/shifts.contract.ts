import { z } from "zod";
import { recordCode } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { basedOn, commandInput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";
import { shiftPattern } from "./shift-pattern.ts";

export const shiftPatternRow = z.object({
  id: z.string(),
  code: z.string(),
  pattern: shiftPattern,
  machineCount: z.int(),
  version: z.int(),
});
export type ShiftPatternRow = z.infer<typeof shiftPatternRow>;

export const shiftRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  businessDate: z.string(),
  start: z.int(),
  end: z.int(),
  breaks: z.array(z.object({ name: z.string(), start: z.int(), end: z.int() })),
});
export type ShiftRow = z.infer<typeof shiftRow>;

export const shiftsContract = {
  patterns: query("shift:read").output(z.object({ rows: z.array(shiftPatternRow) })),
  createPattern: command("shift:update")
    .input(commandInput({ code: recordCode, pattern: shiftPattern }))
    .output(shiftPatternRow),
  /** Changes the calendar from now on; shifts that have started stay as they were. */
  updatePattern: command("shift:update")
    .input(commandInput({ id: idOf<"shift-pattern">(), basedOn, pattern: shiftPattern }))
    .output(shiftPatternRow),
  /** What a pattern that need not be saved yet would give in the plant's zone. */
  preview: query("shift:read")
    .input(
      z.object({
        pattern: shiftPattern,
        fromDate: z.iso.date(),
        days: z.int().min(1).max(31).default(14),
      }),
    )
    .output(z.object({ zone: z.string(), rows: z.array(shiftRow) })),
  /** Shifts of a machine that overlap the range, as stored. */
  ofMachine: query("shift:read")
    .input(z.object({ machineId: idOf<"machine">(), range }))
    .output(z.object({ rows: z.array(shiftRow) })),
};
