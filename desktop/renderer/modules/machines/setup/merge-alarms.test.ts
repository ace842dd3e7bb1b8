import { expect, test } from "vitest";
import { mergeAlarms } from "./merge-alarms.ts";

test("a list changes texts, keeps reasons it does not name and adds what is new", () => {
  const before = [
    { code: "1", text: "old", reason: "JAM" },
    { code: "2", text: "stays", reason: "" },
  ];
  const list = [
    { code: "1", text: "Jam at infeed", reason: "" },
    { code: "9", text: "Guard open", reason: "GUARD" },
  ];
  expect(mergeAlarms(before, list)).toEqual([
    { code: "1", text: "Jam at infeed", reason: "JAM" },
    { code: "2", text: "stays", reason: "" },
    { code: "9", text: "Guard open", reason: "GUARD" },
  ]);
});
