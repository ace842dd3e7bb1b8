import { expect, test } from "vitest";
import { localeTexts, placeholders } from "./locale-texts.ts";

test("a text's values are named once each, in order", () => {
  expect(placeholders("{{ live }} of {{total, number}}, {{live}}")).toEqual(["live", "total"]);
});

test("keys are namespace, colon, path", () => {
  const keys = [...localeTexts("en").keys()];
  expect(keys).toContain("shell:states.unknown");
  expect(keys.every((key) => /^[\w-]+:[\w.-]+$/.test(key))).toBe(true);
});
