import { z } from "zod";
import { recordCode } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { basedOn, commandInput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";
import { timeClass } from "../oee/figure.ts";
import { pace } from "../oee/pace-report.ts";
import { plannedDowntimeShape } from "./planned-downtime.ts";
import { shiftFigures } from "./shift-performance.ts";
import { shiftPattern } from "./shift-pattern.ts";
import { shiftTargets } from "./shift-targets.ts";

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
  /** Name of the crew as planned; null = none was named. */
  crew: z.string().nullable(),
  targets: shiftTargets,
  /** Lengthened, or added to the usual shifts, by an exception. */
  isOvertime: z.boolean(),
});
export type ShiftRow = z.infer<typeof shiftRow>;

/** A shift of the calendar with the pattern it comes from. */
export const plannedShiftRow = shiftRow.extend({
  patternId: z.string(),
  patternCode: z.string(),
  /** Active machines that work by the pattern now. */
  machineCount: z.int(),
});
export type PlannedShiftRow = z.infer<typeof plannedShiftRow>;

export const plannedDowntimeRow = z.object({
  id: z.string(),
  ...plannedDowntimeShape,
  machineCode: z.string().nullable(),
  machineName: z.string().nullable(),
  version: z.int(),
});
export type PlannedDowntimeRow = z.infer<typeof plannedDowntimeRow>;

const machineName = z.object({ id: z.string(), code: z.string(), name: z.string() });

/** A shift's figures: of all its machines asked for, or of one. */
export const shiftPerformanceRow = shiftFigures.extend({
  shift: plannedShiftRow,
  machine: machineName.nullable(),
  /** Below 90 % of the target that counts: pieces, else OEE. */
  isLow: z.boolean(),
});
export type ShiftPerformanceRow = z.infer<typeof shiftPerformanceRow>;

/** Several shifts added up. */
export const shiftGroup = shiftFigures.extend({
  /** Shift code of the pattern, business date or crew. */
  key: z.string(),
  name: z.string(),
  patternId: z.string().nullable(),
  patternCode: z.string().nullable(),
  shifts: z.int(),
});
export type ShiftGroup = z.infer<typeof shiftGroup>;

/** A shift beside the sum of its like. Differences in points of OEE (0.01 = one point); null where either is unknown. */
export const comparedShift = shiftPerformanceRow.extend({
  /** Against the same shift over all days asked for. */
  fromOwnAverage: z.number().nullable(),
  /** Against all shifts of the day. */
  fromDay: z.number().nullable(),
  /** The lowest of its day by OEE, where the day has several. */
  isLowestOfDay: z.boolean(),
});
export type ComparedShift = z.infer<typeof comparedShift>;

/** Where time of a shift went. */
export const shiftLoss = z.object({
  machine: machineName,
  timeClass,
  reasonName: z.string().nullable(),
  ms: z.int(),
  stops: z.int(),
});
export type ShiftLoss = z.infer<typeof shiftLoss>;

/** At most a quarter: the page shows a table of shifts, not an archive. */
const longestRangeMs = 93 * 86_400_000;
const shiftsAsked = z.object({
  range: range.refine(({ from, to }) => to - from <= longestRangeMs, {
    error: "must be at most 93 days",
    path: ["to"],
  }),
  /** Empty = all active machines. */
  machineIds: z.array(idOf<"machine">()).max(500).default([]),
  patternIds: z.array(idOf<"shift-pattern">()).max(100).default([]),
  shiftCodes: z.array(z.string()).max(100).default([]),
  crews: z.array(z.string()).max(100).default([]),
});

export const shiftsContract = {
  patterns: query("shift:read").output(z.object({ rows: z.array(shiftPatternRow) })),
  createPattern: command("shift:update")
    .input(commandInput({ code: recordCode, pattern: shiftPattern }))
    .output(shiftPatternRow),
  /** Changes the calendar from now on; shifts that have started stay as they were, but for overtime at their end. */
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
  /** Shifts of all patterns that overlap the range, by start, then pattern. */
  ofRange: query("shift:read")
    .input(z.object({ range, patternIds: z.array(idOf<"shift-pattern">()).max(100).default([]) }))
    .output(z.object({ rows: z.array(plannedShiftRow) })),

  /** Planned downtime that overlaps the range, by start; with `machineId` what holds for it: its own and the whole plant's. */
  downtime: query("shift:read")
    .input(z.object({ range, machineId: idOf<"machine">().optional() }))
    .output(z.object({ rows: z.array(plannedDowntimeRow) })),
  /** Also for the past: the figures it touches are computed again, and the audit shows when it was entered. */
  createDowntime: command("shift:update")
    .input(commandInput({ ...plannedDowntimeShape, machineId: idOf<"machine">().nullable() }))
    .output(plannedDowntimeRow),
  updateDowntime: command("shift:update")
    .input(
      commandInput({
        ...plannedDowntimeShape,
        machineId: idOf<"machine">().nullable(),
        id: idOf<"planned-downtime">(),
        basedOn,
      }),
    )
    .output(plannedDowntimeRow),
  removeDowntime: command("shift:update")
    .input(commandInput({ id: idOf<"planned-downtime">(), basedOn }))
    .output(z.object({ id: z.string() })),

  /** One row per shift that began in the range, or per shift and machine, newest first. */
  performance: query("oee:read", { heavy: true })
    .input(shiftsAsked.extend({ per: z.enum(["shift", "machine"]).default("shift") }))
    .output(z.object({ now: z.int(), rows: z.array(shiftPerformanceRow) })),
  /** The shifts of the range beside each other: by shift over days, by day, by crew; sums, never averaged percentages. */
  compare: query("oee:read", { heavy: true })
    .input(shiftsAsked)
    .output(
      z.object({
        now: z.int(),
        rows: z.array(comparedShift),
        byShift: z.array(shiftGroup),
        byDay: z.array(shiftGroup),
        byCrew: z.array(shiftGroup),
      }),
    ),
  /** One shift: all its machines together, each by itself, and where most of its time went. */
  shift: query("oee:read", { heavy: true })
    .input(z.object({ id: idOf<"shift-instance">() }))
    .output(
      z.object({
        now: z.int(),
        total: shiftPerformanceRow,
        machines: z.array(shiftPerformanceRow),
        losses: z.array(shiftLoss),
      }),
    ),
  /** Pace of the running shift with what it takes to recover; without a running shift the reason stands in each figure. */
  pace: query("oee:read", { heavy: true })
    .input(z.object({ machineId: idOf<"machine">() }))
    .output(
      z.object({
        shift: shiftRow.nullable(),
        productCode: z.string().nullable(),
        pace,
      }),
    ),
};
