import {
  serialSettings,
  type SerialSettings,
  type Telegram,
  type TelegramProfile,
} from "#shared/connections/serial-settings.ts";
import { readyTelegram } from "#shared/connections/serial/telegram-profiles.ts";
import { lineSettings, usualLine, type LineValues } from "./line-values.ts";
import { lastWord, readSettings, type SettingsReading } from "./settings-reading.ts";

/** A device with telegrams as its form holds it: every choice side by side, so that changing one loses nothing typed. */
export interface SerialValues extends LineValues, TelegramValues {
  readonly driver: "serial";
  readonly type: SerialSettings["transport"]["type"];
  readonly host: string;
  readonly port: number | string;
}

export interface TelegramValues {
  readonly profile: Telegram["profile"];
  readonly exchange: Telegram["exchange"]["type"];
  readonly request: string;
  readonly everyMs: number | string;
  readonly timeoutMs: number | string;
  readonly reset: string;
  /** How the answer to the reset begins. */
  readonly resetAnswer: string;
  readonly start: string;
  /** Empty = only silence ends a telegram. */
  readonly end: string;
  /** Empty = only the end mark ends a telegram. */
  readonly silenceEndMs: number | string;
  readonly maxBytes: number | string;
  readonly fields: Telegram["fields"]["type"];
  readonly separator: string;
  /** Names in order, with commas between; a field without a name is left out. */
  readonly names: string;
  readonly pattern: string;
  readonly checksum: Telegram["checksum"]["type"];
  readonly over: Telegram["checksum"]["over"];
  readonly place: Telegram["checksum"]["place"];
  readonly form: Telegram["checksum"]["form"];
  readonly decimalMark: Telegram["decimalMark"];
  /** Empty = the device speaks when it wants to. */
  readonly silentAfterMs: number | string;
  readonly repeatFilterMs: number | string;
}

/** What a telegram begins with that says nothing. */
const newTelegram: TelegramValues = {
  profile: "custom",
  exchange: "listen",
  request: "",
  everyMs: 1_000,
  timeoutMs: 1_000,
  reset: "",
  resetAnswer: "",
  start: "",
  end: "\\r\\n",
  silenceEndMs: "",
  maxBytes: 256,
  fields: "separator",
  separator: ";",
  names: "value",
  pattern: "",
  checksum: "none",
  over: "content",
  place: "after_end",
  form: "hex",
  decimalMark: ".",
  silentAfterMs: "",
  repeatFilterMs: 0,
};

export const newSerial: SerialValues = {
  ...usualLine,
  ...newTelegram,
  driver: "serial",
  type: "line",
  host: "",
  port: 4_001,
  ...profileValues("mt_sics"),
};

export function serialValues({ transport, telegram }: SerialSettings): SerialValues {
  return {
    ...newSerial,
    type: transport.type,
    ...(transport.type === "tcp"
      ? { host: transport.host, port: transport.port }
      : { ...transport.line }),
    ...telegramValues(telegram),
  };
}

/** A telegram as the form shows it; what it does not say stays as proposed. */
export function telegramValues(telegram: Telegram): TelegramValues {
  const { exchange, fields, checksum } = telegram;
  return {
    ...newTelegram,
    profile: telegram.profile,
    exchange: exchange.type,
    request: exchange.request ?? "",
    reset: exchange.reset ?? "",
    resetAnswer: exchange.resetAnswer ?? "",
    ...(exchange.type === "poll" && {
      everyMs: exchange.everyMs,
      timeoutMs: exchange.timeoutMs,
    }),
    start: telegram.start,
    end: telegram.end,
    silenceEndMs: telegram.silenceEndMs ?? "",
    maxBytes: telegram.maxBytes,
    fields: fields.type,
    ...(fields.type === "separator"
      ? { separator: fields.separator, names: fields.names.join(", ") }
      : { pattern: fields.pattern }),
    checksum: checksum.type,
    over: checksum.over,
    place: checksum.place,
    form: checksum.form,
    decimalMark: telegram.decimalMark,
    silentAfterMs: telegram.silentAfterMs ?? "",
    repeatFilterMs: telegram.repeatFilterMs,
  };
}

export const readSerial = (values: SerialValues): SettingsReading<SerialSettings> =>
  readSettings(
    serialSettings,
    {
      driver: "serial",
      transport:
        values.type === "tcp"
          ? { type: "tcp", host: values.host.trim(), port: values.port }
          : { type: "line", line: lineSettings(values) },
      telegram: {
        profile: values.profile,
        exchange: exchangeOf(values),
        start: values.start,
        end: values.end,
        ...(values.silenceEndMs !== "" && { silenceEndMs: values.silenceEndMs }),
        maxBytes: values.maxBytes,
        fields:
          values.fields === "regex"
            ? { type: "regex", pattern: values.pattern }
            : {
                type: "separator",
                separator: values.separator,
                names: values.names.split(",").map((name) => name.trim()),
              },
        checksum: {
          type: values.checksum,
          over: values.over,
          place: values.place,
          form: values.form,
        },
        decimalMark: values.decimalMark,
        ...(values.silentAfterMs !== "" && { silentAfterMs: values.silentAfterMs }),
        repeatFilterMs: values.repeatFilterMs,
      },
    },
    lastWord,
  );

function exchangeOf(values: TelegramValues): unknown {
  const { exchange, request, everyMs, timeoutMs, reset, resetAnswer } = values;
  const more = { ...(reset !== "" && { reset }), ...(resetAnswer !== "" && { resetAnswer }) };
  return exchange === "listen"
    ? { type: "listen", ...(request !== "" && { request }), ...more }
    : { type: "poll", request, everyMs, timeoutMs, ...more };
}

/** What choosing a device fills in: its usual line and its telegram. Everything can be changed afterwards. */
export function profileValues(profile: TelegramProfile): Partial<SerialValues> {
  const ready = readyTelegram(profile);
  return { ...ready.line, ...telegramValues(ready.telegram) };
}
