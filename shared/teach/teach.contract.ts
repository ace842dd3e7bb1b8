import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { idOf } from "../kernel/id.ts";
import { commandInput } from "../kernel/list.ts";
import { command, query, stream } from "../kernel/operation.ts";
import { signalRules } from "../machines/signal-rules.ts";
import { importedTag } from "../connections/connection-rows.ts";

const sessionId = z.uuid();
const chosenAddress = z.string().max(500).nullable().optional();

/** What a person at the machine sees: a part was finished, it runs, it stands, it has a fault. */
export const markKind = z.enum(["part", "running", "stopped", "fault"]);
export type MarkKind = z.infer<typeof markKind>;

export const mark = z.object({ id: z.string(), kind: markKind, at: z.int() });
export type Mark = z.infer<typeof mark>;

/** Where to look for candidates: below a node of a server, in the telegrams of a line, or in registers of a unit. */
const lookIn = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("browse"), address: z.string().max(500).nullable() }),
  z.object({ kind: z.literal("telegram") }),
  z.object({
    kind: z.literal("registers"),
    unit: z.int().min(0).max(247),
    table: z.enum(["coil", "discrete", "holding", "input"]),
    from: z.int().min(0).max(65_535),
    count: z.int().min(1).max(500),
  }),
]);
export type LookIn = z.infer<typeof lookIn>;

export const teachStatus = z.object({
  phase: z.enum(["looking", "watching", "ended", "failed"]),
  startedAt: z.int(),
  candidateCount: z.int(),
  /** Candidates that have changed since the start. */
  changingCount: z.int(),
  /** More was found than can be watched; the first ones are. */
  isCut: z.boolean(),
  sampleCount: z.int(),
  failure: z.string().nullable(),
  marks: z.array(mark),
});
export type TeachStatus = z.infer<typeof teachStatus>;

/** How well one candidate agrees with the marks, for one role; 1 = every mark explained and nothing else happened. */
export const rankedCandidate = z.object({
  address: z.string(),
  name: z.string(),
  agreement: z.number().min(0).max(1),
  /** Parts: marks matched, marks missed, steps nobody marked. States: milliseconds agreed of those marked. */
  matched: z.int(),
  missed: z.int(),
  extra: z.int(),
  /** Median of value change minus mark, milliseconds. */
  lagMs: z.number().nullable(),
  /** What it seems to be, e.g. `counter +1`, `counter +4 mod 65536`, `bit, true = running`. */
  traits: z.array(z.string()),
});
export type RankedCandidate = z.infer<typeof rankedCandidate>;

export const teachProposal = z.object({
  connectionId: z.string(),
  ranked: z.object({
    counter: z.array(rankedCandidate),
    running: z.array(rankedCandidate),
    fault: z.array(rankedCandidate),
  }),
  /** Tags and rules as `connections.putTags` takes them; null while too little was marked. */
  tags: z.array(importedTag),
  signals: signalRules.nullable(),
  /** What is still missing or doubtful, as codes of the locale texts. */
  notes: z.array(z.string()),
});

/** The recorded minutes as the proposed rules read them. */
export const teachPreview = z.object({
  states: z.array(z.object({ start: z.int(), end: z.int(), state: z.string() })),
  counts: z.array(z.object({ at: z.int(), pieces: z.int() })),
  marks: z.array(mark),
  total: z.int(),
  markedParts: z.int(),
});

export const teachContract = {
  /** Begins to watch everything that might be a signal of the machine; ends by itself after 30 minutes. */
  begin: command("connection:update")
    .input(
      commandInput({
        connectionId: idOf<"connection">(),
        machineId: idOf<"machine">(),
        lookIn,
      }),
    )
    .output(z.object({ sessionId })),
  watchSession: stream("connection:update")
    .input(z.object({ sessionId }))
    .output(eventIterator(teachStatus)),
  /** Marks now, as the engine's clock has it. */
  mark: command("connection:update")
    .input(commandInput({ sessionId, kind: markKind }))
    .output(mark),
  undoMark: command("connection:update")
    .input(commandInput({ sessionId, markId: z.string() }))
    .output(z.object({})),
  /** `choice`: other candidates than the best ones, by address; null = none for this role. */
  propose: query("connection:update")
    .input(
      z.object({
        sessionId,
        choice: z
          .object({
            counter: chosenAddress,
            running: chosenAddress,
            fault: chosenAddress,
          })
          .prefault({}),
      }),
    )
    .output(teachProposal),
  /** Replays what was recorded with other choices than the proposed ones. */
  preview: query("connection:update")
    .input(z.object({ sessionId, tags: z.array(importedTag).max(20), signals: signalRules }))
    .output(teachPreview),
  end: command("connection:update").input(commandInput({ sessionId })).output(z.object({})),
};
