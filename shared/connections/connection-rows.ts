import { z } from "zod";
import { displayName } from "../kernel/code.ts";
import { idOf } from "../kernel/id.ts";
import { tagCode } from "../machines/tag-code.ts";
import { connectionLogEvents } from "./connection-log.ts";
import { connectionSettings } from "./connection-settings.ts";
import { deadbandKind, tagClass } from "./tag.ts";

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
  /** Newest value of any tag; null = none since the start. */
  lastDataAt: z.int().nullable(),
  /** Over the last few seconds; null while nothing runs. */
  valuesPerSecond: z.number().nullable(),
  /** Readings the driver knows it has lost since the start: notifications missed, frames dropped. */
  lostCount: z.int(),
  /** Requests and frames that failed since the start: time-outs, bad checksums, refusals. */
  errorCount: z.int(),
  overflowCount: z.int(),
  /** A password or user certificate lies sealed beside the connection and can be opened. */
  hasSecret: z.boolean(),
  /**
   * When the certificates of a secure connection end: the server's, as far as it was met, or ours, whichever is first;
   * null = not secured. UTC milliseconds.
   */
  certificateValidTo: z.int().nullable(),
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
  deadbandKind,
  span: z.number().nullable(),
  samplingMs: z.int().nullable(),
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

/** Why a link is or was not live, with what the driver said; `at` in UTC milliseconds. */
export const connectionLogRow = z.object({
  id: z.string(),
  at: z.int(),
  level: z.enum(["info", "warn"]),
  /** A link-loss cause, `live`, or what was noticed; named in the locale texts. */
  event: z.enum(connectionLogEvents),
  detail: z.string(),
  /** The same happened this often in a row; `at` is of the last. */
  times: z.int(),
});
export type ConnectionLogRow = z.infer<typeof connectionLogRow>;

/** One way into an OPC UA server, as it offers it. */
export const offeredEndpoint = z.object({
  url: z.string(),
  mode: z.enum(["None", "Sign", "SignAndEncrypt", "Invalid"]),
  policy: z.string(),
  tokens: z.array(z.enum(["anonymous", "user_name", "certificate", "issued", "invalid"])),
  /** We can use it: a policy this program supports. */
  isSupported: z.boolean(),
  thumbprint: z.string().nullable(),
  subject: z.string().nullable(),
  validTo: z.int().nullable(),
  isTrusted: z.boolean(),
});
export type OfferedEndpointRow = z.infer<typeof offeredEndpoint>;

/** A serial port of this machine, by its stable name where the system gives one. */
export const serialPortRow = z.object({
  path: z.string(),
  /** `/dev/ttyUSB0` behind a stable name; null when `path` is all there is. */
  device: z.string().nullable(),
  manufacturer: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** Who has it open: a connection of ours or another program; null = nobody. */
  heldBy: z.string().nullable(),
});
export type SerialPortRow = z.infer<typeof serialPortRow>;

/** What must stay secret: sealed at once, never given back. */
export const connectionSecret = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("password"), password: z.string().min(1).max(500) }),
  z.object({
    kind: z.literal("user_certificate"),
    certificatePem: z
      .string()
      .max(20_000)
      .regex(/-----BEGIN CERTIFICATE-----/, {
        error: "must be a certificate in PEM form",
      }),
    privateKeyPem: z
      .string()
      .max(20_000)
      .regex(/-----BEGIN (RSA |EC )?PRIVATE KEY-----/, {
        error: "must be an unencrypted private key in PEM form",
      }),
  }),
]);
export type ConnectionSecret = z.infer<typeof connectionSecret>;

/** Left out = as stored; null = taken away. */
export const secretInput = connectionSecret.nullable().optional();

/** A tag as a list brings it in: new codes are created, known ones changed. */
export const importedTag = z.object({
  code: tagCode,
  name: displayName,
  address: z.string().trim().min(1).max(500),
  class: tagClass,
  unit: z.string().max(20).nullable().default(null),
  deadband: z.number().min(0).nullable().default(null),
  deadbandKind: deadbandKind.default("absolute"),
  span: z.number().positive().nullable().default(null),
  samplingMs: z.int().min(0).max(3_600_000).nullable().default(null),
});
export type ImportedTag = z.infer<typeof importedTag>;

export const tagInput = {
  code: tagCode,
  name: displayName,
  machineId: idOf<"machine">().nullable(),
  address: z.string().trim().min(1).max(500),
  class: tagClass,
  unit: z.string().max(20).nullable(),
  deadband: z.number().min(0).nullable(),
  deadbandKind: deadbandKind.default("absolute"),
  /** Engineering range (high minus low) that a percent deadband is a part of, where the server names none. */
  span: z.number().positive().nullable().default(null),
  /** Sampling or poll interval in milliseconds; null = that of the class or connection, 0 = every change. */
  samplingMs: z.int().min(0).max(3_600_000).nullable().default(null),
};
