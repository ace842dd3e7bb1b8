import { expect, test } from "vitest";
import {
  heatEdges,
  heatScale,
  heatStep,
  heatTable,
  placeAfterKey,
  type HeatEntry,
} from "./heat-map-layout.ts";

const entry = (row: string, column: string, value: number): HeatEntry => ({
  row,
  column,
  cell: { kind: "value", value },
});

test("a ratio is coloured on 0 to 100 %, and what is beyond takes the end", () => {
  const scale = heatScale([entry("6", "1", 0.4)], { from: 0, to: 1 });
  expect([0, 0.19, 0.2, 0.63, 1, 1.3, -0.1].map((value) => heatStep(value, scale))).toEqual([
    0, 0, 1, 3, 4, 4, 0,
  ]);
  expect(heatEdges(scale).map((edge) => edge.toFixed(1))).toEqual([
    "0.0",
    "0.2",
    "0.4",
    "0.6",
    "0.8",
    "1.0",
  ]);
});

test("minutes are coloured up to the greatest, and a week without any is pale", () => {
  expect(heatScale([entry("6", "1", 90), entry("7", "1", 40)], null)).toEqual({ from: 0, to: 90 });
  const quiet = heatScale([entry("6", "1", 0)], null);
  expect(heatStep(0, quiet)).toBe(0);
});

test("an hour nobody asked for is a gap, never a zero", () => {
  expect(heatTable([entry("6", "2", 0.5)], ["6", "7"], ["1", "2"])).toEqual([
    [{ kind: "gap" }, { kind: "value", value: 0.5 }],
    [{ kind: "gap" }, { kind: "gap" }],
  ]);
});

test("arrows walk from cell to cell and stay inside", () => {
  const size = { rows: 24, columns: 7 };
  expect([
    placeAfterKey("ArrowUp", { row: 0, column: 3 }, size),
    placeAfterKey("ArrowRight", { row: 5, column: 6 }, size),
    placeAfterKey("End", { row: 5, column: 1 }, size),
    placeAfterKey("Tab", { row: 5, column: 1 }, size),
  ]).toEqual([{ row: 0, column: 3 }, { row: 5, column: 6 }, { row: 5, column: 6 }, undefined]);
});
