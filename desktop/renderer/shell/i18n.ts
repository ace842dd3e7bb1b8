import i18next, { type i18n, type Resource } from "i18next";
import { initReactI18next } from "react-i18next";
import { localeOf } from "#shared/ui/format/locale.ts";
import { language, languages, type Language } from "#shared/kernel/language.ts";

const files = import.meta.glob<Record<string, unknown>>("../../../resources/locales/*/*.json", {
  import: "default",
});
const languageKey = "unison.language";

/** The language chosen at this screen, or the browser's, or English. */
export function preferredLanguage(): Language {
  const chosen = language.safeParse(window.localStorage.getItem(languageKey));
  if (chosen.success) return chosen.data;
  const offered = navigator.languages
    .map((tag) => tag.slice(0, 2))
    .find((tag) => languages.some((known) => known === tag));
  return language.catch("en").parse(offered);
}

export const hasChosenLanguage = (): boolean =>
  language.safeParse(window.localStorage.getItem(languageKey)).success;

/** Starts translation with every text of every language; they are files of the bundle, fetched once. */
export async function startI18n(): Promise<i18n> {
  const resources: Resource = {};
  await Promise.all(
    Object.entries(files).map(async ([path, load]) => {
      const [code, file] = path.split("/").slice(-2) as [string, string];
      (resources[code] ??= {})[file.replace(/\.json$/, "")] = await load();
    }),
  );
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: preferredLanguage(),
    fallbackLng: "en",
    supportedLngs: [...languages],
    defaultNS: "shell",
    ns: Object.keys(resources["en"] ?? {}),
    resources,
    interpolation: { escapeValue: false, alwaysFormat: true, format: groupedCount },
  });
  showLanguage(instance.language);
  instance.on("languageChanged", showLanguage);
  return instance;
}

/** Counts, and what a text marks as a number, are grouped (`2,479 stops`); other numbers, such as ports, stay as they are. */
function groupedCount(
  value: unknown,
  format: string | undefined,
  code: string | undefined,
  options?: { readonly interpolationkey?: string },
): string {
  const isGrouped = format === "number" || options?.interpolationkey === "count";
  return typeof value === "number" && isGrouped
    ? new Intl.NumberFormat(localeOf(code ?? "en")).format(value)
    : String(value);
}

function showLanguage(code: string): void {
  document.documentElement.lang = code;
}

/** Changes the language of this screen. `remember` keeps it for the next start. */
export async function changeLanguage(
  instance: i18n,
  code: Language,
  remember: boolean,
): Promise<void> {
  if (remember) window.localStorage.setItem(languageKey, code);
  await instance.changeLanguage(code);
}
