import { z } from "zod";
import { displayName, recordCode } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { instant, range } from "../kernel/instant.ts";
import { language } from "../kernel/language.ts";
import { basedOn, commandInput } from "../kernel/list.ts";
import { command, query } from "../kernel/operation.ts";
import { machineState } from "../machines/machine-state.ts";
import { reasonCategory } from "./reason-category.ts";
import { stopEditKinds } from "./stop-edit.ts";
import { classOrigins, namedReason, reasonNames, stopRow } from "./stop-row.ts";

export const reasonRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  /** The name in other languages. */
  names: reasonNames,
  category: reasonCategory,
  /** Hex; null = that of the category. */
  colour: z.string().nullable(),
  parentId: z.string().nullable(),
  /** Machines it is offered on; null = all. */
  machineIds: z.array(z.string()).nullable(),
  /** Says "other". */
  isOther: z.boolean(),
  isActive: z.boolean(),
  version: z.int(),
});
export type ReasonRow = z.infer<typeof reasonRow>;

const machineIds = z.array(idOf<"machine">()).max(1_000);
const note = z.string().trim().max(500).default("");
const reasonId = idOf<"reason">().nullable();

/** A stop as the person saw it. `end` null = it still stands; `basedOn` = its `edits`. */
const seenSpan = z.object({
  start: instant,
  end: instant.nullable(),
  basedOn: z.int().min(0),
});
const seenStop = seenSpan.extend({ machineId: idOf<"machine">() });
export type SeenStop = z.infer<typeof seenStop>;

/** Ids of edits, for `undo`. */
const edited = z.object({ edits: z.array(z.string()) });

const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, { error: "must be # and six of 0–9, a–f" })
  .nullable();
const names = z.partialRecord(language, displayName);

/** One row that was ever written of a stop's time. */
export const classHistoryRow = z.object({
  id: z.string(),
  start: z.int(),
  /** Null = up to the end of the stop. */
  end: z.int().nullable(),
  /** Null = said to be without a reason. */
  reason: namedReason.nullable(),
  origin: z.enum(classOrigins),
  note: z.string(),
  /** Who said it first. */
  actorName: z.string(),
  recordedAt: z.int(),
  /** The edit that wrote it; null = a rule. */
  editId: z.string().nullable(),
  supersededAt: z.int().nullable(),
  /** The edit that ended it. */
  supersededBy: z.string().nullable(),
});
export type ClassHistoryRow = z.infer<typeof classHistoryRow>;

/** One action of a person on a stop. */
export const stopEditRow = z.object({
  id: z.string(),
  kind: z.enum(stopEditKinds),
  at: z.int(),
  actorName: z.string(),
  note: z.string(),
  /** The edit it takes back. */
  undoes: z.string().nullable(),
});
export type StopEditRow = z.infer<typeof stopEditRow>;

/** A burst of short stops of one machine with one signature, asked about once. */
export const stopCaseRow = z.object({
  id: z.string(),
  machineId: z.string(),
  machineCode: z.string(),
  machineName: z.string(),
  state: machineState,
  cause: z.string().nullable(),
  count: z.int(),
  /** Standstill, milliseconds. */
  ms: z.int(),
  firstAt: z.int(),
  lastAt: z.int(),
  /** Stops of it without a reason. */
  unclassified: z.int(),
  stops: z.array(stopRow),
});
export type StopCaseRow = z.infer<typeof stopCaseRow>;

const unclassified = { count: z.int(), ms: z.int(), oldestAt: z.int().nullable() };

/** Stops without a reason; minor ones and those whose state explains them are not counted. */
export const unclassifiedTime = z.object({
  ...unclassified,
  /** Machines that have any, the most time first. */
  machines: z.array(
    z.object({ machineId: z.string(), code: z.string(), name: z.string(), ...unclassified }),
  ),
});
export type UnclassifiedTime = z.infer<typeof unclassifiedTime>;

export const stopsContract = {
  reasons: query("stop:read").output(z.object({ rows: z.array(reasonRow) })),
  /** How often a reason is used; deactivating it says so. */
  reasonUses: query("stop:read", { heavy: true })
    .input(z.object({ reasonId: idOf<"reason">() }))
    .output(
      z.object({ stops: z.int(), rules: z.int(), alarms: z.int(), lastAt: z.int().nullable() }),
    ),
  createReason: command("reason:update")
    .input(
      commandInput({
        code: recordCode,
        name: displayName,
        names: names.default({}),
        category: reasonCategory,
        colour: colour.default(null),
        parentId: reasonId.default(null),
        machineIds: machineIds.nullable().default(null),
        isOther: z.boolean().default(false),
      }),
    )
    .output(reasonRow),
  /** Refuses a parent that stands under the reason itself. */
  updateReason: command("reason:update")
    .input(
      commandInput({
        id: idOf<"reason">(),
        basedOn,
        name: displayName.optional(),
        names: names.optional(),
        category: reasonCategory.optional(),
        colour: colour.optional(),
        parentId: reasonId.optional(),
        machineIds: machineIds.nullable().optional(),
        isOther: z.boolean().optional(),
        isActive: z.boolean().optional(),
      }),
    )
    .output(reasonRow),

  list: query("stop:read", { heavy: true })
    .input(
      z.object({
        range,
        /** Absent = every active machine. */
        machineIds: machineIds.optional(),
        /** Code of the shift a stop begins in. */
        shiftCode: z.string().max(40).optional(),
        /** Words of machine, cause, reason, product, order or note. */
        search: z.string().trim().max(200).default(""),
        category: reasonCategory.optional(),
        reasonId: idOf<"reason">().optional(),
        onlyUnclassified: z.boolean().default(false),
        includeMinor: z.boolean().default(false),
        /** `attention`: those without a reason first, then the newest. */
        sortBy: z
          .enum(["attention", "start", "duration", "machine", "reason"])
          .default("attention"),
        sortDirection: z.enum(["asc", "desc"]).default("desc"),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(5_000).default(100),
      }),
    )
    .output(
      z.object({
        rows: z.array(stopRow),
        total: z.int(),
        /** Of all rows under the filter. */
        scheduledMs: z.int(),
        unclassified: z.int(),
        unclassifiedMs: z.int(),
        /** Instant up to which facts are known. */
        now: z.int(),
      }),
    ),
  unclassified: query("stop:read", { heavy: true })
    .input(z.object({ range, machineIds: machineIds.optional() }))
    .output(unclassifiedTime),
  /** Bursts of short stops; `gapMs` = the longest run inside a burst. */
  cases: query("stop:read", { heavy: true })
    .input(
      z.object({
        range,
        machineIds: machineIds.optional(),
        gapMs: z.int().min(0).max(86_400_000).default(300_000),
        minimumCount: z.int().min(2).max(1_000).default(3),
      }),
    )
    .output(z.object({ rows: z.array(stopCaseRow) })),
  /** Every class a stretch of time ever had, the newest first. */
  history: query("stop:read")
    .input(z.object({ machineId: idOf<"machine">(), start: instant, end: instant.nullable() }))
    .output(
      z.object({
        edits: z.array(stopEditRow),
        rows: z.array(classHistoryRow),
        /** What `undo` takes back; null = nothing. */
        lastEdit: z.string().nullable(),
      }),
    ),

  /** Gives one reason (null: none) to one or many stops in one transaction. */
  classify: command("stop:classify")
    .input(commandInput({ stops: z.array(seenStop).min(1).max(500), reasonId, note }))
    .output(edited),
  /** Cuts a stop at instants inside it; each part gets its own reason or none. */
  split: command("stop:classify")
    .input(
      commandInput({
        stop: seenStop,
        /** Where parts begin, rising. */
        cuts: z.array(instant).min(1).max(50),
        /** One more than there are cuts. */
        reasonIds: z.array(reasonId).min(2).max(51),
        note,
      }),
    )
    .output(edited),
  /** Makes neighbouring parts or stops one with one reason; runs between them stay runs. */
  merge: command("stop:classify")
    .input(
      commandInput({
        machineId: idOf<"machine">(),
        spans: z.array(seenSpan).min(2).max(200),
        reasonId,
        note,
      }),
    )
    .output(edited),
  /** Takes edits back by new ones; what was written stays on record. Refuses when the stop was edited since. */
  undo: command("stop:classify")
    .input(commandInput({ edits: z.array(idOf<"stop-edit">()).min(1).max(500) }))
    .output(edited),
};
