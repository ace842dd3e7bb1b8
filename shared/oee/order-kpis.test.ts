import { describe, expect, test } from "vitest";
import {
  firstPassYield,
  firstPassYieldFromCounts,
  rolledThroughputYield,
} from "./first-pass-yield.ts";
import {
  actualToPlannedScrap,
  allocationRatio,
  correctiveMaintenanceRatio,
  equipmentLoadRatio,
  fallOffRatio,
  inventoryTurns,
  productionProcessRatio,
  reworkRatio,
  scrapRatio,
  throughputRate,
  workerEfficiency,
} from "./order-kpis.ts";
import { noFigure } from "./ratio.ts";
import { shareMachineTime } from "./run-group.ts";

const hour = 3_600_000;

test("order, worker and plan KPIs", () => {
  expect([
    allocationRatio(6 * hour, 8 * hour),
    productionProcessRatio(2 * hour, 8 * hour),
    throughputRate(600, 8 * hour),
    workerEfficiency(7 * hour, 8 * hour),
    scrapRatio(12, 600),
    reworkRatio(18, 600),
    fallOffRatio(3, 600),
    actualToPlannedScrap(12, 10),
    equipmentLoadRatio(600, 800),
    inventoryTurns(1_200, 100.5),
    correctiveMaintenanceRatio(1 * hour, 3 * hour),
  ]).toEqual(
    [0.75, 0.25, 75, 0.875, 0.02, 0.03, 0.005, 1.2, 0.75, 1_200 / 100.5, 0.25].map((value) => ({
      value,
    })),
  );
});

test('planned scrap of 0 is "no plan", not infinity; an order without time has no ratio', () => {
  expect(actualToPlannedScrap(3, 0)).toEqual(noFigure("no_plan"));
  expect(throughputRate(3, 0)).toEqual(noFigure("no_order"));
});

describe("first pass yield", () => {
  test("with unit identity, from counts, and rolled over a routing", () => {
    expect(firstPassYield(95, 100)).toEqual({ value: 0.95 });
    expect(firstPassYieldFromCounts(600, 12, 18)).toEqual({ value: 0.95 });
    expect(rolledThroughputYield([{ value: 0.5 }, { value: 0.5 }])).toEqual({ value: 0.25 });
  });

  test("an unknown step leaves the routing unknown", () => {
    expect(rolledThroughputYield([{ value: 0.5 }, firstPassYield(0, 0)])).toEqual(
      noFigure("no_cases"),
    );
  });
});

describe("a combined run splits machine time by standard time", () => {
  const of = (...standards: number[]) =>
    standards.map((us, i) => ({ runId: `run-${i}`, standardUs: BigInt(us) }));
  const shared = (ms: number, orders: ReturnType<typeof of>) =>
    Object.fromEntries(shareMachineTime(ms, orders));

  test("and the sum is the machine’s own time", () => {
    expect(shared(900, of(2, 1))).toEqual({ "run-0": 600, "run-1": 300 });
    expect(shared(100, of(1, 1, 1))).toEqual({ "run-0": 34, "run-1": 33, "run-2": 33 });
    expect(shared(101, of(5, 3, 1))).toEqual({ "run-0": 56, "run-1": 34, "run-2": 11 });
  });

  test("alike while nothing was made", () => {
    expect(shared(11, of(0, 0))).toEqual({ "run-0": 6, "run-1": 5 });
    expect(shared(11, of())).toEqual({});
  });
});
