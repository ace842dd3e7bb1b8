import type { Telegram } from "../serial-settings.ts";
import { holdsNoise, isPrintable, textOfBytes } from "./control-characters.ts";
import { hostLinkTrouble, mtSicsTrouble, sbiTrouble } from "./device-words.ts";
import { fieldValue } from "./field-value.ts";
import type { FieldTexts } from "./telegram-fields.ts";
import { telegramFields } from "./telegram-fields.ts";
import type { FieldReading, TelegramReading } from "./telegram-reading.ts";
import { fieldStatus } from "./telegram-reading.ts";

/** Reads the content of one telegram after another, under one set of settings. */
export interface TelegramReader {
  read(content: Uint8Array): TelegramReading;
}

/** Compiles the settings of a telegram; what a profile knows about its devices' status words comes on top. */
export function telegramReader(telegram: Telegram): TelegramReader {
  const fields = telegramFields(telegram.fields);
  const valued = (text: string | null, status: number): FieldReading => ({
    text: text?.trim() ?? null,
    // A code is what it says: leading zeros are part of it.
    value:
      telegram.profile === "scanner"
        ? text?.trim() || null
        : fieldValue(text ?? "", telegram.decimalMark),
    status,
  });
  const good = (texts: FieldTexts, status: number = fieldStatus.good): TelegramReading => ({
    kind: "fields",
    fields: new Map([...texts].map(([name, text]) => [name, valued(text, status)])),
  });
  return {
    read(content) {
      const text = textOfBytes(content);
      const trouble = troubleOf(telegram.profile, text);
      if (trouble !== null) return { kind: "device_error", reason: trouble };
      const texts = fields.read(text);
      if ("misfit" in texts)
        return isAside(telegram, text)
          ? { kind: "aside" }
          : { kind: "misfit", reason: texts.misfit };
      if (isDisturbed(telegram, texts, content))
        return { kind: "misfit", reason: "holds characters that nobody sends" };
      switch (telegram.profile) {
        case "mt_sics":
          return good(texts, texts.get("status") === "D" ? fieldStatus.unstable : undefined);
        case "sartorius_sbi": {
          const isMoving = texts.has("unit") && !texts.get("unit")?.trim();
          return good(texts, isMoving ? fieldStatus.unstable : undefined);
        }
        case "omron_host_link":
          return hostLinkReading(texts, good);
        case "counter_telegram":
        case "scanner":
        case "custom":
          return good(texts);
        default:
          return telegram.profile satisfies never;
      }
    },
  };
}

function troubleOf(profile: Telegram["profile"], text: string): string | null {
  if (profile === "mt_sics") return mtSicsTrouble(text);
  if (profile === "sartorius_sbi") return sbiTrouble(text);
  if (profile === "omron_host_link" && /^\d\dIC/.test(text))
    return "the PLC does not understand the command (IC)";
  return null;
}

/** Where no checksum says so, damage shows in the fields: a pattern as wide as `.+` would take it for a value. */
function isDisturbed(telegram: Telegram, texts: FieldTexts, content: Uint8Array): boolean {
  if (telegram.checksum.type !== "none") return false;
  if (telegram.profile === "scanner" && !isPrintable(content)) return true;
  return [...texts.values()].some((text) => text !== null && holdsNoise(text));
}

/** Scales say other things too: I4 when they are switched on, Z and T when somebody presses a key. */
const isAside = (telegram: Telegram, text: string): boolean =>
  telegram.profile === "mt_sics" && /^(I\d|Z|T|TA|TAC|TI|ZI|@|K|C\d?) [A-Z](?: |$)/.test(text);

/**
 * `words` falls apart into `w0`, `w1` … as unsigned 16-bit numbers; where its digits are decimal, `w0Bcd` … is what
 * they say as binary-coded decimal, the way Omron counters and timers count.
 */
function hostLinkReading(
  texts: FieldTexts,
  good: (texts: FieldTexts) => TelegramReading,
): TelegramReading {
  const trouble = hostLinkTrouble(texts.get("endCode") ?? "00");
  if (trouble !== null) return { kind: "device_error", reason: trouble };
  const words = texts.get("words");
  if (words === "") return { kind: "misfit", reason: "has an end code 00 and no words" };
  const reading = good(texts);
  if (reading.kind !== "fields" || !words) return reading;
  const fields = new Map(reading.fields);
  fields.delete("words");
  (words.match(/.{4}/g) ?? []).forEach((word, at) => {
    const text = word;
    fields.set(`w${at}`, { text, value: Number.parseInt(word, 16), status: fieldStatus.good });
    if (/^\d+$/.test(word))
      fields.set(`w${at}Bcd`, { text, value: Number(word), status: fieldStatus.good });
  });
  return { kind: "fields", fields };
}
