import { describe, expect, test } from "vitest";
import type { RunRow } from "#shared/runs/runs.contract.ts";
import { boundsOf, madeOf, missingFields, runValues } from "./run-values.ts";

const zone = "Europe/Berlin";
const run: RunRow = {
  id: "r",
  machineId: "m",
  machineCode: "PRESS-1",
  machineName: "Press 1",
  productCode: "LID",
  productName: "Lid",
  orderNo: "4711",
  start: Date.UTC(2026, 2, 2, 5, 0, 0, 250),
  end: null,
  source: "person",
  startedBy: "Anna",
  target: 500,
  cavities: null,
  version: 3,
  recordedAt: 0,
  total: 0,
  good: 0,
  reject: 0,
  standardMs: null,
  attainment: { value: 0 },
  items: [],
};

describe("the drawer of a run", () => {
  test("shows a stored run and sends nothing that was left alone", () => {
    const values = runValues(run, zone);
    expect(values).toMatchObject({ start: "2026-03-02 06:00:00", end: null, target: 500 });
    expect(boundsOf(values, run, zone)).toEqual({});
    expect(boundsOf({ ...values, end: "2026-03-02 07:00:00" }, run, zone)).toEqual({
      end: Date.UTC(2026, 2, 2, 6),
    });
    expect(missingFields(values)).toEqual([]);
  });

  test("wants a machine, and a product or an order", () => {
    const values = { ...runValues(run, zone), machineId: null, productCode: null, orderNo: " " };
    expect(missingFields(values)).toEqual(["machineId", "productCode"]);
  });

  test("counts the cavities of a family mould, and leaves those of a nest unsaid", () => {
    const items = [
      { key: "1", productCode: "L", orderNo: "A", pieces: 2 },
      { key: "2", productCode: "R", orderNo: "", pieces: 1 },
    ];
    const values = { ...runValues(run, zone), isCombined: true, isOneCycle: true, items };
    expect(madeOf(values)).toEqual({
      productCode: "L",
      orderNo: "A",
      target: 500,
      cavities: 3,
      items: [
        { productCode: "L", orderNo: "A", piecesPerCycle: 2 },
        { productCode: "R", orderNo: null, piecesPerCycle: 1 },
      ],
    });
    expect(madeOf({ ...values, isOneCycle: false }).cavities).toBeNull();
    expect(missingFields({ ...values, items: items.slice(1) })).toEqual(["items"]);
  });
});
