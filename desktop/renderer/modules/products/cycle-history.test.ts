import { expect, test } from "vitest";
import type { IdealCycleRow } from "#shared/products/products.contract.ts";
import { cycleHistory } from "./cycle-history.ts";

const cycle = (machineId: string, validFrom: number): IdealCycleRow => ({
  id: `${machineId}@${validFrom}`,
  productId: "p",
  productCode: "P-250",
  productName: "Water",
  machineId,
  machineCode: machineId,
  machineName: machineId,
  validFrom,
  cycleUs: 750_000,
  cavities: 1,
  version: 1,
});
const told = (rows: readonly IdealCycleRow[], now: number) =>
  cycleHistory(rows, now).map((group) =>
    group.map((row) => `${row.id}–${row.validUntil ?? ""} ${row.standing}`),
  );

test("each cycle holds until the next; the newest that has begun is in force", () => {
  expect(
    told([cycle("f1", 100), cycle("f1", 300), cycle("f1", 200), cycle("f2", 50)], 250),
  ).toEqual([["f1@300– future", "f1@200–300 now", "f1@100–200 past"], ["f2@50– now"]]);
});

test("before the first cycle none is in force", () => {
  expect(told([cycle("f1", 100)], 99)).toEqual([["f1@100– future"]]);
});
