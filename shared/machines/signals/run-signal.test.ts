import { describe, expect, test } from "vitest";
import { reading, rulesOf, tell } from "./machine-story.ts";

const bad = 0x808c0000;

describe("product and order", () => {
  const rules = rulesOf({ product: { tag: "article" }, order: { tag: "order" } });

  test("a run fact on change, empty text is none", () => {
    const told = tell(rules, [
      reading("article", "A-1", 0),
      reading("order", " 4711 ", 1_000),
      reading("article", "A-1", 2_000),
      reading("article", "A-2", 3_000),
      reading("order", "", 4_000),
      reading("order", "4712", 5_000, bad),
    ]);
    expect(told.facts).toEqual([
      { kind: "run", at: 0, productCode: "A-1", orderNo: null },
      { kind: "run", at: 1_000, productCode: "A-1", orderNo: "4711" },
      { kind: "run", at: 3_000, productCode: "A-2", orderNo: "4711" },
      { kind: "run", at: 4_000, productCode: "A-2", orderNo: null },
    ]);
  });
});
