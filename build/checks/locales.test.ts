import { test } from "vitest";
import { languages } from "#shared/kernel/language.ts";
import { checkoutFiles, textOf } from "./checkout-files.ts";
import { refuse, type Finding } from "./findings.ts";
import { localeTexts, placeholders } from "./locale-texts.ts";
import { usedTexts } from "./used-texts.ts";

const [first, ...others] = languages;
const english = localeTexts(first);
const namespaces = [...new Set([...english.keys()].map((key) => key.split(":")[0]!))];
/** Menu, tray and dialogs are read by the main process as a typed object, not by key. */
const page = [...english.keys()].filter((key) => !key.startsWith("window:"));
const used = usedTexts(namespaces);

/** `shell:undo_one` → [`shell`, `undo_one`] */
const split = (key: string) =>
  [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)] as const;

const keysByNamespace = Map.groupBy(page, (key) => split(key)[0]);

test("every language has the same texts", () => {
  refuse(
    "locale-keys",
    others.flatMap((language): Finding[] => {
      const texts = localeTexts(language);
      return [
        ...[...english.keys()]
          .filter((key) => !texts.has(key))
          .map((key) => ({
            key: `${language} ${key}`,
            message: `resources/locales/${language} lacks ${key} ("${english.get(key)}"). Translate it.`,
          })),
        ...[...texts.keys()]
          .filter((key) => !english.has(key))
          .map((key) => ({
            key: `${language} ${key}`,
            message: `resources/locales/${language} has ${key}, which ${first} has not. Add it there, or delete it.`,
          })),
      ];
    }),
  );
});

test("no text is empty, and every translation takes the same values in", () => {
  refuse(
    "locale-texts",
    languages.flatMap((language) =>
      [...localeTexts(language)].flatMap(([key, text]): Finding[] => {
        if (typeof text !== "string" || text.trim() === "")
          return [
            {
              key: `${language} ${key}`,
              message: `resources/locales/${language}: ${key} is empty or no text.`,
            },
          ];
        const original = english.get(key);
        if (typeof original !== "string") return [];
        // "One machine" need not say 1.
        const said = (words: string) =>
          placeholders(words)
            .filter((name) => name !== "count" || !/_(?:zero|one|two)$/.test(key))
            .join(", ");
        const [wanted, given] = [said(original), said(text)];
        if (wanted === given) return [];
        return [
          {
            key: `${language} ${key}`,
            message: `resources/locales/${language}: ${key} takes {{${given}}}, ${first} takes {{${wanted}}}. Name the same values.`,
          },
        ];
      }),
    ),
  );
});

test("every key in the code has a text", () => {
  refuse(
    "missing-texts",
    used
      .filter(({ isCertain }) => isCertain)
      .filter((use) => {
        const inside = use.namespaces.length === 0 ? namespaces : use.namespaces;
        return !inside.some((namespace) =>
          keysByNamespace.get(namespace)?.some((key) => use.pattern.test(split(key)[1])),
        );
      })
      .map(({ file, key, namespaces: inside }) => ({
        key: `${file}: ${key}`,
        message: `${file} shows "${key}", which no text of ${inside.join(" or ") || "any namespace"} answers. Add it to resources/locales.`,
      })),
  );
});

test("every text is used", () => {
  const patterns = Map.groupBy(
    used.flatMap((use) =>
      (use.namespaces.length === 0 ? namespaces : use.namespaces).map((namespace) => ({
        namespace,
        ...use,
      })),
    ),
    ({ namespace }) => namespace,
  );
  const spoken = (key: string): boolean => {
    const [namespace, inside] = split(key);
    return patterns.get(namespace)?.some(({ pattern }) => pattern.test(inside)) ?? false;
  };
  refuse(
    "unused-texts",
    page
      .filter((key) => !spoken(key))
      .map((key) => ({
        key,
        message: `Nothing shows ${key} ("${english.get(key)}"). Delete it in every language.`,
      })),
  );
});

test("every text of menu, tray and dialogs is used", () => {
  const main = checkoutFiles("desktop/main").map(textOf).join("\n");
  refuse(
    "unused-window-texts",
    [...english.keys()]
      .filter(
        (key) =>
          key.startsWith("window:") && !new RegExp(`\\.${key.split(".").at(-1)}\\b`).test(main),
      )
      .map((key) => ({
        key,
        message: `desktop/main never reads ${key}. Delete it in every language.`,
      })),
  );
});
