import de from "../../resources/locales/de/window.json" with { type: "json" };
import en from "../../resources/locales/en/window.json" with { type: "json" };

/** The words of menu, tray and dialogs; everything else a person reads belongs to the page. */
export type WindowTexts = typeof en;

const languages: Readonly<Record<string, WindowTexts>> = { en, de };

/** @param locale of the operating system, e.g. `de-AT`; a language we do not have gives English */
export function windowTexts(locale: string): WindowTexts {
  return languages[locale.toLowerCase().split("-")[0] ?? ""] ?? en;
}
