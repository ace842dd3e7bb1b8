import { expect, test } from "vitest";
import { copiedTagCodes } from "./copied-tag-codes.ts";

const copied = (codes: string[], prefix: string) => [...copiedTagCodes(codes, prefix).values()];

test("the machine's part of the codes gives way to the prefix", () => {
  expect(copied(["press-5.count", "press-5.oil.temp"], "press-6")).toEqual([
    "press-6.count",
    "press-6.oil.temp",
  ]);
  expect(copied(["press-5.count"], "press-6.")).toEqual(["press-6.count"]);
});

test("codes that share no part keep theirs behind the prefix", () => {
  expect(copied(["press-5.count", "oven.temp"], "hall-2")).toEqual([
    "hall-2.press-5.count",
    "hall-2.oven.temp",
  ]);
  expect(copied(["count", "running"], "p")).toEqual(["p.count", "p.running"]);
  expect(copied([], "p")).toEqual([]);
});
