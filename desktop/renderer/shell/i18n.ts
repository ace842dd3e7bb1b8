import i18next, { type i18n, type Resource } from "i18next";
import { initReactI18next } from "react-i18next";
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
      (resources[code] ??= {})[file.replace(/\.json$/, "")] = withGroupedCounts(await load());
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
    interpolation: { escapeValue: false },
  });
  showLanguage(instance.language);
  instance.on("languageChanged", showLanguage);
  return instance;
}

/** Counts are grouped as all numbers are: `2,479 stops`. */
const withGroupedCounts = (texts: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(texts).replaceAll("{{count}}", "{{count, number}}")) as Record<
    string,
    unknown
  >;

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
