import { expect, test } from "vitest";
import { languages } from "#shared/kernel/language.ts";
import { sayIn } from "./message-texts.ts";

test("every language of the product says alerts in its own words", () => {
  const said = languages.map((language) => sayIn(language)("told.link_lost.text"));
  expect(new Set(said).size).toBe(languages.length);
  expect(said.every((text) => !text.includes("told."))).toBe(true);
});
