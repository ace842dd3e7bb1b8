import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { displayName, recordCode } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { basedOn, commandInput, listInput, listOutput } from "../kernel/list.ts";
import { command, query, stream } from "../kernel/operation.ts";
import { connectionSettings } from "./connection-settings.ts";
import { signalRules } from "../machines/signal-rules.ts";
import { tagCode } from "../machines/tag-code.ts";
import { opcuaSettings } from "./opcua-settings.ts";
import {
  browseNode,
  connectionLogRow,
  connectionRow,
  connectionSecret,
  importedTag,
  liveValue,
  offeredEndpoint,
  secretInput,
  serialPortRow,
  tagInput,
  tagRow,
  testReport,
} from "./connection-rows.ts";

const connectionId = idOf<"connection">();

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
        secret: secretInput,
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
        secret: secretInput,
        isEnabled: z.boolean().optional(),
      }),
    )
    .output(connectionRow),
  /** Refused while tags or gaps use it; disable instead. */
  remove: command("connection:update")
    .input(commandInput({ id: connectionId, basedOn }))
    .output(z.object({})),
  /** A new connection, switched off, with the same settings, secret and tags; tag codes begin with `tagPrefix`. */
  copy: command("connection:update")
    .input(
      commandInput({ id: connectionId, code: recordCode, name: displayName, tagPrefix: tagCode }),
    )
    .output(connectionRow),
  /** Tries settings that need not be saved yet; changes nothing. `id` lends the stored secret where none is given. */
  test: query("connection:update")
    .input(
      z.object({
        settings: connectionSettings,
        secret: connectionSecret.nullable().optional(),
        id: connectionId.optional(),
      }),
    )
    .output(testReport),
  /** What an OPC UA server offers: endpoints, policies, sign-in, certificate. Needs no trust and no sign-in. */
  discover: query("connection:update")
    .input(z.object({ endpoint: opcuaSettings.shape.endpoint }))
    .output(z.object({ endpoints: z.array(offeredEndpoint) })),
  serialPorts: query("connection:read").output(z.object({ ports: z.array(serialPortRow) })),
  /** What happened to the link, newest first; the newest 1,000 of each connection are kept. */
  log: query("connection:read")
    .input(z.object({ id: connectionId, limit: z.int().min(1).max(1_000).default(200) }))
    .output(z.object({ rows: z.array(connectionLogRow) })),
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
  /**
   * Creates and changes many tags at once, and, with `signals`, gives the machine the rules that read them: all or
   * nothing. Refused as INVALID with one issue per row and field; `dryRun` only checks.
   */
  putTags: command("connection:update")
    .input(
      commandInput({
        connectionId,
        machineId: idOf<"machine">().nullable(),
        tags: z.array(importedTag).min(1).max(5_000),
        signals: signalRules.optional(),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(z.object({ created: z.int(), updated: z.int(), unchanged: z.int() })),
  /** Live values with quality and age of the tags of one connection or machine; first all, then what changed, at most 4 a second. */
  watchValues: stream("connection:read")
    .input(
      z.object({ connectionId: connectionId.optional(), machineId: idOf<"machine">().optional() }),
    )
    .output(eventIterator(z.object({ values: z.array(liveValue) }))),
};
