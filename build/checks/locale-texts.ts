import { checkoutFiles, jsonOf } from "./checkout-files.ts";

type Texts = { readonly [word: string]: string | Texts };

/** All texts of one language: `namespace:path.of.key` → text, plural endings kept. */
export function localeTexts(language: string): Map<string, unknown> {
  const texts = new Map<string, unknown>();
  const walk = (at: string, node: unknown): void => {
    if (node !== null && typeof node === "object") {
      for (const [word, inside] of Object.entries(node as Texts))
        walk(at.endsWith(":") ? at + word : `${at}.${word}`, inside);
    } else texts.set(at, node);
  };
  for (const file of checkoutFiles(`resources/locales/${language}`)) {
    walk(
      `${file
        .split("/")
        .at(-1)!
        .replace(/\.json$/, "")}:`,
      jsonOf(file),
    );
  }
  return texts;
}

/** `{{count}}` and its like in a text. */
export const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name!))].toSorted();
