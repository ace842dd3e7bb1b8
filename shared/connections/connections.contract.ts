import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { displayName, recordCode } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { range } from "../kernel/instant.ts";
import { basedOn, commandInput, listInput, listOutput } from "../kernel/list.ts";
import { command, query, stream } from "../kernel/operation.ts";
import { connectionSettings } from "./connection-settings.ts";
import { tagCode } from "../machines/signal-rules.ts";
import { tagClass } from "./tag.ts";

/** A value as the wire carries it: 64-bit integers beyond 2^53 and NaN travel as text. */
const wireValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);

export const connectionRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  settings: connectionSettings,
  isEnabled: z.boolean(),
  link: z.enum(["live", "lost", "disabled"]),
  since: z.int().nullable(),
  cause: z.string().nullable(),
  detail: z.string().nullable(),
  clockOffsetMs: z.number().nullable(),
  reconnects: z.int(),
  tagCount: z.int(),
  badTagCount: z.int(),
  machineCount: z.int(),
  version: z.int(),
});
export type ConnectionRow = z.infer<typeof connectionRow>;

export const tagRow = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  connectionId: z.string(),
  machineId: z.string().nullable(),
  address: z.string(),
  class: tagClass,
  unit: z.string().nullable(),
  deadband: z.number().nullable(),
  version: z.int(),
});
export type TagRow = z.infer<typeof tagRow>;

export const liveValue = z.object({
  tagId: z.string(),
  value: wireValue,
  quality: z.enum(["good", "uncertain", "bad", "none"]),
  statusText: z.string(),
  sourceTime: z.int().nullable(),
  receivedTime: z.int().nullable(),
  itemStatusText: z.string(),
  revisedSamplingMs: z.number().nullable(),
  revisedQueueSize: z.int().nullable(),
  overflowCount: z.int(),
});
export type LiveValue = z.infer<typeof liveValue>;

export const browseNode = z.object({
  address: z.string(),
  name: z.string(),
  kind: z.enum(["folder", "variable", "method", "other"]),
  dataType: z.string().nullable(),
  value: wireValue,
  quality: z.enum(["good", "uncertain", "bad", "none"]),
  sourceTime: z.int().nullable(),
  hasChildren: z.boolean(),
});
export type BrowseNodeRow = z.infer<typeof browseNode>;

export const testReport = z.object({
  ok: z.boolean(),
  steps: z.array(z.object({ step: z.string(), ok: z.boolean(), detail: z.string() })),
  hint: z.string().nullable(),
});

export const gapRow = z.object({
  id: z.string(),
  connectionId: z.string(),
  connectionName: z.string(),
  startsAt: z.int(),
  endsAt: z.int().nullable(),
  cause: z.string(),
  detail: z.string(),
});
export type GapRow = z.infer<typeof gapRow>;

const connectionId = idOf<"connection">();
const tagInput = {
  code: tagCode,
  name: displayName,
  machineId: idOf<"machine">().nullable(),
  address: z.string().trim().min(1).max(500),
  class: tagClass,
  unit: z.string().max(20).nullable(),
  deadband: z.number().min(0).nullable(),
};

export const connectionsContract = {
  list: query("connection:read")
    .input(listInput(["code", "name"]))
    .output(listOutput(connectionRow)),
  get: query("connection:read")
    .input(z.object({ id: connectionId }))
    .output(connectionRow),
  create: command("connection:update")
    .input(
      commandInput({
        code: recordCode,
        name: displayName,
        settings: connectionSettings,
        isEnabled: z.boolean().default(true),
      }),
    )
    .output(connectionRow),
  update: command("connection:update")
    .input(
      commandInput({
        id: connectionId,
        basedOn,
        name: displayName.optional(),
        settings: connectionSettings.optional(),
        isEnabled: z.boolean().optional(),
      }),
    )
    .output(connectionRow),
  /** Refused while tags or gaps use it; disable instead. */
  remove: command("connection:update")
    .input(commandInput({ id: connectionId, basedOn }))
    .output(z.object({})),
  /** Tries settings that need not be saved yet; changes nothing. */
  test: query("connection:update")
    .input(z.object({ settings: connectionSettings }))
    .output(testReport),
  browse: query("connection:read")
    .input(z.object({ id: connectionId, address: z.string().max(500).nullable().default(null) }))
    .output(z.object({ nodes: z.array(browseNode) })),
  tags: query("connection:read")
    .input(
      z.object({ connectionId: connectionId.optional(), machineId: idOf<"machine">().optional() }),
    )
    .output(z.object({ rows: z.array(tagRow) })),
  createTag: command("connection:update")
    .input(commandInput({ connectionId, ...tagInput }))
    .output(tagRow),
  updateTag: command("connection:update")
    .input(
      commandInput({
        id: idOf<"tag">(),
        basedOn,
        ...z.object(tagInput).omit({ code: true }).partial().shape,
      }),
    )
    .output(tagRow),
  /** Refused while a signal rule reads it. */
  removeTag: command("connection:update")
    .input(commandInput({ id: idOf<"tag">(), basedOn }))
    .output(z.object({})),
  /** Live values with quality and age of the tags of one connection or machine; first all, then what changed, at most 4 a second. */
  watchValues: stream("connection:read")
    .input(
      z.object({ connectionId: connectionId.optional(), machineId: idOf<"machine">().optional() }),
    )
    .output(eventIterator(z.object({ values: z.array(liveValue) }))),
  gaps: query("connection:read")
    .input(
      z.object({
        connectionId: connectionId.optional(),
        range: range.optional(),
        limit: z.int().min(1).max(1_000).default(200),
      }),
    )
    .output(z.object({ rows: z.array(gapRow) })),
};
