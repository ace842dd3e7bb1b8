import { expect, test } from "vitest";
import { timeFromText } from "./time-text.ts";

test.each([
  ["6", "06:00"],
  ["06", "06:00"],
  ["630", "06:30"],
  ["0630", "06:30"],
  ["6:30", "06:30"],
  ["22.15", "22:15"],
  ["22 15", "22:15"],
  ["6 Uhr", "06:00"],
  ["14h", "14:00"],
])("%s is %s", (typed, time) => {
  expect(timeFromText(typed)).toBe(time);
});

test.each(["", "24", "12:60", "noon", "1:2:3"])("%j is no time", (typed) => {
  expect(timeFromText(typed)).toBeNull();
});
