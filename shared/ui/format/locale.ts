/** BCP 47 tag whose number and date customs a language of the product follows. */
const locales: Readonly<Record<string, string>> = {
  en: "en-GB",
  de: "de-DE",
  es: "es-ES",
  hi: "hi-IN",
};

export const localeOf = (language: string): string => locales[language] ?? language;
