import { expect, test } from "vitest";
import { kpiPolicy } from "#shared/oee/kpi-policy.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { setupChange } from "./setup-change.ts";

const machine = {
  id: "m",
  minorStopMs: 60_000,
  minimumRunMs: null,
  shiftPatternId: null,
} as MachineRow;
const values = { minorStop: 60, minimumRun: "", shiftPatternId: null };
const policy = kpiPolicy.parse({ minorStopMs: 120_000 });

test("only what changed is tried, and an emptied field means the plant's limit", () => {
  expect(setupChange(machine, values, policy)).toBeNull();
  expect(setupChange(machine, { ...values, minorStop: "", shiftPatternId: "p" }, policy)).toEqual({
    kind: "machine_setup",
    machineIds: ["m"],
    minorStopMs: 120_000,
    patternId: "p",
  });
  expect(setupChange(machine, { ...values, minimumRun: 5 }, policy)).toMatchObject({
    minimumRunMs: 5_000,
  });
});
