import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { displayName, machineCode } from "../kernel/code.ts";
import { knownBy } from "../ledger/known-by.ts";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { basedOn, commandInput, listInput, listOutput } from "../kernel/list.ts";
import { command, query, stream } from "../kernel/operation.ts";
import { figure, timeClass } from "../oee/figure.ts";
import { machineKind } from "./machine-kind.ts";
import { machineState, provenance } from "./machine-state.ts";
import { signalRules } from "./signal-rules.ts";

export const machineRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  kind: machineKind,
  description: z.string(),
  connectionId: z.string().nullable(),
  shiftPatternId: z.string().nullable(),
  minorStopMs: z.int().nullable(),
  /** Null = the plant's. */
  minimumRunMs: z.int().nullable(),
  signals: signalRules,
  isActive: z.boolean(),
  version: z.int(),
});
export type MachineRow = z.infer<typeof machineRow>;

/** A stretch of one state, as strips draw it. */
export const stateSpan = z.object({
  start: z.int(),
  end: z.int(),
  state: machineState,
  cause: z.string().nullable(),
  provenance,
});
export type StateSpan = z.infer<typeof stateSpan>;

/** One tile of the plant board: the machine now and its figures of the current shift (or the last one when none runs). */
export const boardTile = z.object({
  machineId: z.string(),
  code: z.string(),
  name: z.string(),
  kind: machineKind,
  state: machineState,
  cause: z.string().nullable(),
  since: z.int().nullable(),
  link: z.enum(["live", "lost", "none"]),
  /** Last instant anything trustworthy was read; null = never. */
  lastDataAt: z.int().nullable(),
  productCode: z.string().nullable(),
  productName: z.string().nullable(),
  orderNo: z.string().nullable(),
  shift: z.object({ id: z.string(), name: z.string(), start: z.int(), end: z.int() }).nullable(),
  availability: figure,
  effectiveness: figure,
  quality: figure,
  oee: figure,
  /** Known share of planned busy time, 0..1; null when nothing was planned. */
  coverage: z.number().nullable(),
  /** Milliseconds of planned busy time by how they are known; null when nothing was planned. */
  knownBy: knownBy.nullable(),
  flags: z.array(z.string()),
  total: z.int(),
  good: z.int(),
  reject: z.int(),
  /** Good pieces due by now at the plant's target OEE; null when no ideal cycle is known. */
  due: z.number().nullable(),
  /** Good pieces of the last ten minutes per minute; null while unknown. */
  ratePerMinute: z.number().nullable(),
  /** The last eight hours. */
  strip: z.array(stateSpan),
});
export type BoardTile = z.infer<typeof boardTile>;

const machineId = idOf<"machine">();

const runRow = z.object({
  id: z.string(),
  start: z.int(),
  end: z.int().nullable(),
  productCode: z.string().nullable(),
  productName: z.string().nullable(),
  orderNo: z.string().nullable(),
});

/** The machine's past over a range: what happened, what was planned, what was made. */
export const timeline = z.object({
  now: z.int(),
  intervals: z.array(
    stateSpan.extend({
      id: z.string(),
      timeClass,
      reasonId: z.string().nullable(),
      reasonName: z.string().nullable(),
      isOpen: z.boolean(),
      /** Length of the whole stop, also beyond the range. Milliseconds. */
      wholeMs: z.int(),
    }),
  ),
  shifts: z.array(
    z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      businessDate: z.string(),
      start: z.int(),
      end: z.int(),
      breaks: z.array(z.object({ name: z.string(), start: z.int(), end: z.int() })),
    }),
  ),
  runs: z.array(runRow),
});
export type Timeline = z.infer<typeof timeline>;

/** Energy over a range. Milliwatt-hours: a kilowatt-hour is 10⁶ of them. */
export const energyReport = z.object({
  energyMwh: z.int(),
  /** How much of it came how; provenances without any are left out. */
  byProvenance: z.partialRecord(provenance, z.int()),
  goodPieces: z.int(),
  /** Null when no good piece was made. */
  mwhPerGoodPiece: z.number().nullable(),
});
export type EnergyReport = z.infer<typeof energyReport>;

export const machinesContract = {
  list: query("machine:read")
    .input(listInput(["code", "name", "kind"]))
    .output(listOutput(machineRow)),
  get: query("machine:read")
    .input(z.object({ id: machineId }))
    .output(machineRow),
  create: command("machine:update")
    .input(
      commandInput({
        code: machineCode,
        name: displayName,
        kind: machineKind,
        description: z.string().max(500).default(""),
        connectionId: idOf<"connection">().nullable().default(null),
        shiftPatternId: idOf<"shift-pattern">().nullable().default(null),
        minorStopMs: z.int().min(0).max(86_400_000).nullable().default(null),
        minimumRunMs: z.int().min(0).max(3_600_000).nullable().default(null),
        signals: signalRules.default({}),
      }),
    )
    .output(machineRow),
  update: command("machine:update")
    .input(
      commandInput({
        id: machineId,
        basedOn,
        name: displayName.optional(),
        kind: machineKind.optional(),
        description: z.string().max(500).optional(),
        connectionId: idOf<"connection">().nullable().optional(),
        shiftPatternId: idOf<"shift-pattern">().nullable().optional(),
        minorStopMs: z.int().min(0).max(86_400_000).nullable().optional(),
        minimumRunMs: z.int().min(0).max(3_600_000).nullable().optional(),
        signals: signalRules.optional(),
        isActive: z.boolean().optional(),
      }),
    )
    .output(machineRow),
  board: query("machine:read").output(z.object({ now: z.int(), tiles: z.array(boardTile) })),
  /** First every tile, then those that changed, at most 4 a second. */
  watchBoard: stream("machine:read").output(
    eventIterator(z.object({ now: z.int(), tiles: z.array(boardTile) })),
  ),
  /** Energy and good pieces of the minutes that begin in the range. */
  energy: query("machine:read").input(z.object({ machineId, range })).output(energyReport),
  timeline: query("machine:read")
    .input(z.object({ id: machineId, range }))
    .output(timeline),
};
