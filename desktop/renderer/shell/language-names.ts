import type { Language } from "#shared/kernel/language.ts";

/** Languages call themselves by their own name, so that everybody finds theirs. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  hi: "हिन्दी",
};
