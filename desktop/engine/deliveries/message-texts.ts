import type { AlertFormat, Say } from "#shared/alerts/alert-words.ts";
import { minuteMs } from "#shared/kernel/instant.ts";
import type { Language } from "#shared/kernel/language.ts";
import de from "../../../resources/locales/de/alerts.json" with { type: "json" };
import en from "../../../resources/locales/en/alerts.json" with { type: "json" };
import es from "../../../resources/locales/es/alerts.json" with { type: "json" };
import hi from "../../../resources/locales/hi/alerts.json" with { type: "json" };

/** Texts as the files have them: nested by the parts of their keys. */
interface Texts {
  readonly [key: string]: string | Texts;
}

const textsOf: Readonly<Record<Language, Texts>> = { en, de, es, hi };
const localeOf: Readonly<Record<Language, string>> = {
  en: "en-GB",
  de: "de-DE",
  es: "es-ES",
  hi: "hi-IN",
};

function find(texts: Texts, key: string): string | undefined {
  let at: string | Texts | undefined = texts;
  for (const part of key.split(".")) at = typeof at === "object" ? at[part] : undefined;
  return typeof at === "string" ? at : undefined;
}

/** Says the texts of alerts in a language; what it lacks is said in English. The page says the same texts by i18next. */
export function sayIn(language: Language): Say {
  const own = textsOf[language];
  return (key, values = {}) =>
    (find(own, key) ?? find(en, key) ?? key).replace(
      /\{\{(\w+)\}\}/g,
      (_, name: string) => values[name] ?? "",
    );
}

/** The formats of a language and a plant's zone. */
export function messageFormat(language: Language, timeZone: string): AlertFormat {
  const locale = localeOf[language];
  const dateTime = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
  });
  return {
    duration: (ms) => {
      const minutes = Math.floor(ms / minuteMs);
      return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    },
    percent: (ratio, decimals = 1) =>
      `${(ratio * 100).toLocaleString(locale, {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      })} %`,
    dateTime: (at) => dateTime.format(at),
  };
}
