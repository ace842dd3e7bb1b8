import { expect, test } from "vitest";
import { windowTexts } from "./window-texts.ts";

/** Every text by its path, so that two languages can be compared. */
function pathsOf(texts: object, prefix = ""): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === "object"
      ? pathsOf(value as object, `${prefix}${name}.`)
      : [`${prefix}${name}`],
  );
}

test("the operating system's language is used, English where we do not have it", () => {
  expect(windowTexts("de-AT").menu.view).toBe("Ansicht");
  expect(windowTexts("en-US").menu.view).toBe("View");
  expect(windowTexts("fi").menu.view).toBe("View");
  expect(windowTexts("").menu.view).toBe("View");
});

test("every language has every text", () => {
  expect(pathsOf(windowTexts("de"))).toEqual(pathsOf(windowTexts("en")));
});
