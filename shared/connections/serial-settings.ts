import { z } from "zod";
import { host, tcpPort } from "./modbus-settings.ts";
import { serialLine } from "./serial-line.ts";
import { groupNamesOf } from "./serial/field-pattern.ts";

/** Characters as people type them; control characters as `\r \n \t \e \\` or `\x02`. */
const characters = z
  .string()
  .max(100)
  .regex(/^(?:[^\\]|\\[rnte\\]|\\x[0-9a-fA-F]{2})*$/, {
    error: "must use \\r, \\n, \\t, \\e, \\\\ or \\x02 for control characters",
  });

const fieldName = z.string().regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, {
  error: "must start with a small letter and hold letters, digits and _ only",
});

/** How one telegram falls apart into named fields; a tag's address is the name of its field. */
const telegramFields = z.discriminatedUnion("type", [
  z
    .object({
      type: z.literal("separator"),
      separator: characters.min(1),
      /** In order; an empty name leaves a field out. */
      names: z
        .array(z.union([fieldName, z.literal("")]))
        .min(1)
        .max(50),
    })
    .strict(),
  z
    .object({
      type: z.literal("regex"),
      /** RE2 syntax with named groups `(?P<name>…)`: it runs in linear time whatever a line sends. */
      pattern: z
        .string()
        .min(1)
        .max(500)
        .superRefine((pattern, context) => {
          const names = groupNamesOf(pattern);
          if (names instanceof Error)
            context.addIssue({ code: "custom", message: `is no pattern: ${names.message}` });
          else if (names.length === 0)
            context.addIssue({ code: "custom", message: "must name a group: (?P<name>…)" });
        }),
    })
    .strict(),
]);

const telegramChecksum = z
  .object({
    type: z.enum(["none", "xor", "sum", "lrc", "crc16"]).default("none"),
    /** Which characters it is made over: the content only, or together with the start or the end mark. */
    over: z
      .enum(["content", "start_and_content", "content_and_end", "start_content_and_end"])
      .default("content"),
    /** Where it stands: before the end mark or after it. */
    place: z.enum(["before_end", "after_end"]).default("after_end"),
    /** As hexadecimal characters, or as raw bytes (low byte first for crc16). */
    form: z.enum(["hex", "raw"]).default("hex"),
  })
  .strict();

/** How a device is brought back to a known state. */
const deviceReset = {
  /** Sent once after the port opens and after a time-out; answers to it are dropped. */
  reset: characters.optional(),
  /** How the answer to the reset begins: whatever comes before it is late and is dropped too. */
  resetAnswer: characters.optional(),
};

const telegramExchange = z.discriminatedUnion("type", [
  /** The device sends by itself, or from `request` on, which is sent once after the port opens and after silence. */
  z.object({ type: z.literal("listen"), request: characters.optional(), ...deviceReset }).strict(),
  /** We ask, the device answers. */
  z
    .object({
      type: z.literal("poll"),
      request: characters.min(1),
      everyMs: z.int().min(20).max(3_600_000).default(1_000),
      timeoutMs: z.int().min(20).max(60_000).default(1_000),
      ...deviceReset,
    })
    .strict(),
]);

/** What kind of device speaks; sets the reading of its status words and the proposals of the form. */
export const telegramProfiles = [
  "mt_sics",
  "sartorius_sbi",
  "omron_host_link",
  "counter_telegram",
  "scanner",
  "custom",
] as const;

export const telegram = z
  .object({
    profile: z.enum(telegramProfiles).default("custom"),
    exchange: telegramExchange,
    start: characters.default(""),
    /** Empty = a telegram ends by silence only (`silenceEndMs`). */
    end: characters.default("\\r\\n"),
    /** A pause this long ends a telegram: for devices that send no end mark. */
    silenceEndMs: z.int().min(5).max(5_000).optional(),
    maxBytes: z.int().min(2).max(4_096).default(256),
    fields: telegramFields,
    checksum: telegramChecksum.prefault({}),
    decimalMark: z.enum([".", ","]).default("."),
    /** A device that sends nothing this long is silent; absent = it speaks when it wants to (a scanner). */
    silentAfterMs: z.int().min(100).max(3_600_000).optional(),
    /** The same telegram within this time is the same reading (a scanner that reads twice). */
    repeatFilterMs: z.int().min(0).max(60_000).default(0),
  })
  .strict()
  .refine((value) => value.end !== "" || value.silenceEndMs !== undefined, {
    error: "must be given unless silence ends a telegram",
    path: ["end"],
  });
export type Telegram = z.infer<typeof telegram>;
export type TelegramProfile = Telegram["profile"];

/** A device with a serial line that speaks in telegrams of characters. */
export const serialSettings = z
  .object({
    driver: z.literal("serial"),
    transport: z.discriminatedUnion("type", [
      z.object({ type: z.literal("line"), line: serialLine }).strict(),
      /** A serial device server that hands the characters over a raw TCP connection. */
      z.object({ type: z.literal("tcp"), host, port: tcpPort }).strict(),
    ]),
    telegram,
  })
  .strict();
export type SerialSettings = z.infer<typeof serialSettings>;
