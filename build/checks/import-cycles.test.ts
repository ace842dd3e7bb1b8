import { expect, test } from "vitest";
import { importCycles } from "./import-cycles.ts";
import type { Import } from "./parsed-source.ts";

/** `a > b` imports; `a ~ b` takes only types. */
const imports = (...edges: string[]): Import[] =>
  edges.map((edge) => {
    const [from, kind, target] = edge.split(" ") as [string, string, string];
    return { from, target, specifier: target, isTypeOnly: kind === "~", names: [] };
  });

test("a chain is no circle", () => {
  expect(importCycles(imports("a > b", "b > c", "a > c"))).toEqual([]);
});

test("circles are found wherever one begins, each once", () => {
  const edges = imports("a > b", "b > c", "c > b", "c > d", "d > e", "e > d", "f > f");
  expect(importCycles(edges)).toEqual([["d", "e"], ["b", "c"], ["f"]]);
});

test("two circles that share a file are one tangle", () => {
  expect(importCycles(imports("a > b", "b > a", "b > c", "c > b"))).toEqual([["a", "b", "c"]]);
});

test("types close no circle: they vanish before the program runs", () => {
  expect(importCycles(imports("a > b", "b ~ a"))).toEqual([]);
});
