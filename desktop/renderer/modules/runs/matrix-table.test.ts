import { expect, test } from "vitest";
import type { MatrixCell } from "#shared/runs/changeover-matrix.ts";
import { machineMatrices } from "./matrix-table.ts";

const cell = (
  machineId: string,
  fromCode: string,
  toCode: string,
  medianMs: number,
): MatrixCell => ({
  machineId,
  machineCode: machineId.toUpperCase(),
  fromCode,
  toCode,
  n: 1,
  lastAt: 0,
  whole: { n: 1, medianMs, bestMs: medianMs, p90Ms: medianMs, lastMs: medianMs },
  phases: { runOut: null, setUp: null, firstPieces: null, rampUp: null },
  bestId: null,
});

test("each machine has a square of its own products", () => {
  const [first, second] = machineMatrices([
    cell("a", "P-10", "P-2", 60),
    cell("a", "P-2", "P-10", 30),
    cell("b", "P-1", "P-2", 5),
  ]);
  expect(first).toMatchObject({ machineCode: "A", codes: ["P-2", "P-10"], longestMs: 60 });
  expect(first!.cellAt("P-2", "P-10")?.whole?.medianMs).toBe(30);
  expect(first!.cellAt("P-2", "P-2")).toBeUndefined();
  expect(second!.codes).toEqual(["P-1", "P-2"]);
});
