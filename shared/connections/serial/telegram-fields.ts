import type { Telegram } from "../serial-settings.ts";
import { bytesOfCharacters, textOfBytes } from "./control-characters.ts";
import { fieldPattern } from "./field-pattern.ts";

/** Characters of each named field; null = the field took no part. */
export type FieldTexts = ReadonlyMap<string, string | null>;

export interface TelegramFields {
  /** The fields of a telegram's text, or in words why it does not fit. */
  read(text: string): FieldTexts | { readonly misfit: string };
}

/** Compiles the settings once; reading a telegram is then linear in its length. */
export function telegramFields(settings: Telegram["fields"]): TelegramFields {
  switch (settings.type) {
    case "separator":
      return separatedFields(settings.separator, settings.names);
    case "regex": {
      const pattern = fieldPattern(settings.pattern);
      return {
        read: (text) => pattern.match(text) ?? { misfit: "does not fit the pattern" },
      };
    }
    default:
      return settings satisfies never;
  }
}

/** A separator of blanks only stands for any number of blanks; a telegram has exactly as many parts as names. */
function separatedFields(typed: string, names: readonly string[]): TelegramFields {
  const separator = textOfBytes(bytesOfCharacters(typed));
  const partsOf = (text: string): string[] =>
    /^ +$/.test(separator) ? text.trim().split(/ +/) : text.split(separator);
  return {
    read(text) {
      const parts = partsOf(text);
      if (parts.length !== names.length)
        return { misfit: `has ${parts.length} parts where ${names.length} are named` };
      return new Map(
        names.flatMap((name, at) => (name === "" ? [] : [[name, parts[at]!] as const])),
      );
    },
  };
}
