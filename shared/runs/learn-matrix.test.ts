import { expect, test } from "vitest";
import { expectedChangeoverMs, learnMatrix } from "./learn-matrix.ts";
import type { ChangeoverRow, PhaseTime } from "./changeover.ts";

const time = (plannedMs: number): PhaseTime => ({ ms: plannedMs + 5, plannedMs });
const made = (productCode: string) => ({
  runId: productCode,
  productCode,
  productName: null,
  orderNo: null,
});
const change = (at: number, wholeMs: number | null, setUpMs: number): ChangeoverRow => ({
  id: `c-${at}`,
  machineId: "m",
  machineCode: "FILL-1",
  machineName: "Filler",
  at,
  kind: "product",
  from: made("A"),
  to: made("B"),
  lastGood: { at, known: "minute" },
  stopped: { at, known: "second" },
  firstPiece: { at, known: "minute" },
  firstGood: { at, known: "minute" },
  atRate: wholeMs === null ? { at: null, reason: "not_at_rate" } : { at, known: "minute" },
  phases: { runOut: time(0), setUp: time(setUpMs), firstPieces: null, rampUp: null },
  whole: wholeMs === null ? null : time(wholeMs),
  outcome: wholeMs === null ? "open" : "complete",
  unknownMs: 0,
});

test("the matrix tells median, best, nine of ten and the last of what is known", () => {
  const rows = [change(30, 40, 30), change(10, 10, 8), change(20, 20, 12), change(40, null, 50)];
  const [cell] = learnMatrix(rows);
  expect(cell).toMatchObject({ fromCode: "A", toCode: "B", n: 4, lastAt: 40, bestId: "c-10" });
  expect(cell!.whole).toEqual({ n: 3, medianMs: 20, bestMs: 10, p90Ms: 40, lastMs: 40 });
  expect(cell!.phases.setUp).toEqual({ n: 4, medianMs: 21, bestMs: 8, p90Ms: 50, lastMs: 50 });
  expect(cell!.phases.firstPieces).toBeNull();
});

test("directions are learned apart, and what was never seen is not expected", () => {
  const back = { ...change(50, 5, 4), from: made("B"), to: made("A") };
  const cells = learnMatrix([change(10, 10, 8), back]);
  const expected = (fromCode: string, toCode: string) =>
    expectedChangeoverMs(cells, { machineId: "m", fromCode, toCode });
  expect([expected("A", "B"), expected("B", "A"), expected("A", "C")]).toEqual([10, 5, null]);
});
