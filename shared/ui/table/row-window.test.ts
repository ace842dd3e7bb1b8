import { expect, test } from "vitest";
import { rowWindow } from "./row-window.ts";

test("a short list is drawn whole", () => {
  expect(rowWindow(200, 40, 900, 600)).toEqual({ first: 0, end: 200, before: 0, after: 0 });
});

test("of a long list only the rows in sight are drawn, and the bar keeps its length", () => {
  const shown = rowWindow(5_000, 40, 40_000, 600);
  expect(shown).toEqual({ first: 988, end: 1027, before: 39_520, after: 158_920 });
  expect(shown.before + (shown.end - shown.first) * 40 + shown.after).toBe(5_000 * 40);
});

test("at both ends nothing is missing", () => {
  expect(rowWindow(300, 40, 0, 600)).toMatchObject({ first: 0, before: 0 });
  expect(rowWindow(300, 40, 11_400, 600)).toMatchObject({ end: 300, after: 0 });
});
