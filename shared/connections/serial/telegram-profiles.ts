import type { SerialLine } from "../serial-line.ts";
import { telegram } from "../serial-settings.ts";
import type { Telegram, TelegramProfile } from "../serial-settings.ts";
import { hostLinkRequest } from "./host-link.ts";

/** Settings a profile fills in: the line's usual parameters and the whole telegram. Everything may be changed. */
export interface ReadyTelegram {
  readonly line: Omit<SerialLine, "path">;
  readonly telegram: Telegram;
}

const line9600: ReadyTelegram["line"] = {
  baudRate: 9_600,
  dataBits: 8,
  parity: "none",
  stopBits: 1,
};

/** `S` waits until the weight is stable, `SI` answers at once, `SIR` makes the scale send by itself. */
export type MtSicsMode = "S" | "SI" | "SIR";

const mtSicsReset = { reset: "@\\r\\n", resetAnswer: "I4 " } as const;

/** How a scale is asked, with the time its answer may take: stability lasts, an answer at once does not. */
export function mtSicsExchange(mode: MtSicsMode): Telegram["exchange"] {
  switch (mode) {
    case "S":
      return {
        type: "poll",
        request: "S\\r\\n",
        everyMs: 1_000,
        timeoutMs: 10_000,
        ...mtSicsReset,
      };
    case "SI":
      return {
        type: "poll",
        request: "SI\\r\\n",
        everyMs: 500,
        timeoutMs: 1_000,
        ...mtSicsReset,
      };
    case "SIR":
      return { type: "listen", request: "SIR\\r\\n", ...mtSicsReset };
    default:
      return mode satisfies never;
  }
}

export interface ScannerHabits {
  /** What it puts before the code; empty = nothing. */
  readonly prefix: string;
  /** What it puts after it; empty = a pause of 50 ms ends the code. */
  readonly suffix: string;
  /** The first letter after the AIM id says which scanner reads. */
  readonly hasSiteLetter: boolean;
  /** RE2 pattern of the codes that count, for the whole code; all others are rejected. */
  readonly accepts: string;
}

const plainScanner: ScannerHabits = {
  prefix: "",
  suffix: "\\r",
  hasSiteLetter: false,
  accepts: ".+",
};

/** A bar code scanner: text with a suffix, an AIM id such as `]C1` split off, repeats within 2 s dropped. */
export function scannerTelegram(habits: Partial<ScannerHabits> = {}): Telegram {
  const { prefix, suffix, hasSiteLetter, accepts } = { ...plainScanner, ...habits };
  const site = hasSiteLetter ? "(?P<site>[A-Z])" : "";
  return telegram.parse({
    profile: "scanner",
    exchange: { type: "listen" },
    start: prefix,
    end: suffix,
    ...(suffix === "" && { silenceEndMs: 50 }),
    fields: {
      type: "regex",
      pattern: `^(?P<aim>\\][A-Za-z][0-9A-Za-z])?${site}(?P<code>${accepts})$`,
    },
    repeatFilterMs: 2_000,
  });
}

/** The settings a profile stands for: choosing it is enough to read a device in its usual state. */
export function readyTelegram(profile: TelegramProfile): ReadyTelegram {
  switch (profile) {
    case "mt_sics":
      return {
        line: line9600,
        telegram: telegram.parse({
          profile,
          exchange: mtSicsExchange("SI"),
          fields: {
            type: "regex",
            pattern: "^S (?P<status>[SD]) +(?P<weight>-? *[0-9.,]+) *(?P<unit>\\S*) *$",
          },
          silentAfterMs: 5_000,
        }),
      };
    case "sartorius_sbi":
      return {
        line: line9600,
        telegram: telegram.parse({
          profile,
          exchange: { type: "poll", request: "\\eP\\r\\n", everyMs: 500, timeoutMs: 1_000 },
          fields: {
            type: "regex",
            pattern:
              "^(?:(?P<name>[A-Za-z][^ ]{0,5}) *)?(?P<weight>[+-]? *[0-9]*[.,]?[0-9]+) ?(?P<unit>.{0,3}) *$",
          },
          silentAfterMs: 5_000,
        }),
      };
    case "omron_host_link":
      return {
        line: { baudRate: 9_600, dataBits: 7, parity: "even", stopBits: 2 },
        telegram: telegram.parse({
          profile,
          exchange: {
            type: "poll",
            request: hostLinkRequest({ unit: 0, firstWord: 0, words: 4 }),
            everyMs: 1_000,
            timeoutMs: 1_000,
          },
          start: "@",
          end: "*\\r",
          fields: {
            type: "regex",
            pattern: "^(?P<unit>[0-9]{2})RD(?P<endCode>[0-9A-F]{2})(?P<words>(?:[0-9A-F]{4})*)$",
          },
          checksum: { type: "xor", over: "start_and_content", place: "before_end", form: "hex" },
          silentAfterMs: 5_000,
        }),
      };
    case "counter_telegram":
      return {
        line: line9600,
        telegram: telegram.parse({
          profile,
          exchange: { type: "listen" },
          start: "\\x02",
          end: "\\x03",
          maxBytes: 64,
          fields: {
            type: "separator",
            separator: ";",
            names: ["station", "total", "reject", "state"],
          },
          checksum: { type: "xor", over: "content_and_end", place: "after_end", form: "hex" },
          silentAfterMs: 5_000,
        }),
      };
    case "scanner":
      return { line: line9600, telegram: scannerTelegram() };
    case "custom":
      return {
        line: line9600,
        telegram: telegram.parse({
          profile,
          exchange: { type: "listen" },
          fields: { type: "separator", separator: ";", names: ["value"] },
          silentAfterMs: 10_000,
        }),
      };
    default:
      return profile satisfies never;
  }
}
