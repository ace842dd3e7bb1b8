import { expect, test } from "vitest";
import type { HeatMapCell } from "#shared/analysis/heat-map-report.ts";
import { heatCell, heatMeasures } from "./heat-cells.ts";

const hour: HeatMapCell = {
  column: "1",
  hour: 6,
  oee: { value: 0.62 },
  coverage: 0.75,
  pbtMs: 3_600_000,
  lostMs: 1_000_000,
  unclassifiedMs: 60_000,
  stops: 3,
};

test("an hour shows each measure", () => {
  expect(heatMeasures.map((measure) => heatCell(hour, measure))).toEqual([
    { kind: "value", value: 0.62 },
    { kind: "value", value: 1_000_000 },
    { kind: "value", value: 3 },
    { kind: "value", value: 60_000 },
    { kind: "value", value: 0.25 },
  ]);
});

test("an hour that nobody planned is empty in every measure", () => {
  const off: HeatMapCell = {
    ...hour,
    oee: { value: null, reason: "not_scheduled" },
    coverage: null,
    pbtMs: 0,
    lostMs: 0,
    unclassifiedMs: 0,
    stops: 0,
  };
  expect(new Set(heatMeasures.map((measure) => heatCell(off, measure).kind))).toEqual(
    new Set(["gap"]),
  );
});

test("a planned hour that nobody read is hatched, not zero; how much is unknown can still be told", () => {
  const silent: HeatMapCell = {
    ...hour,
    oee: { value: null, reason: "no_known_time" },
    coverage: 0,
    lostMs: 0,
  };
  expect(heatCell(silent, "oee")).toEqual({ kind: "unknown" });
  expect(heatCell(silent, "stops")).toEqual({ kind: "unknown" });
  expect(heatCell(silent, "unknown")).toEqual({ kind: "value", value: 1 });
});
