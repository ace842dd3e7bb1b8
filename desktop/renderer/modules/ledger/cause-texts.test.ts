import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languages } from "#shared/kernel/language.ts";
import { linkLossCauses } from "#shared/machines/sample.ts";

const ledgerTexts = (language: string) =>
  JSON.parse(
    readFileSync(
      new URL(`../../../../resources/locales/${language}/ledger.json`, import.meta.url),
      "utf8",
    ),
  ) as { causes: Record<string, Record<string, string>> };

test.each(languages)(
  "every cause of a lost link says in %s what it means and what to try",
  (language) => {
    const { causes } = ledgerTexts(language);
    expect(Object.keys(causes).toSorted()).toEqual([...linkLossCauses].toSorted());
    for (const cause of linkLossCauses) {
      expect(causes[cause]).toEqual({
        title: expect.stringMatching(/\S/),
        meaning: expect.stringMatching(/[.।]$/),
        try: expect.stringMatching(/[.।]$/),
      });
    }
  },
);
