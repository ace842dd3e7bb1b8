import { expect, test } from "vitest";
import { downtimeIssues, longestDowntimeMs, touchedBy } from "./planned-downtime.ts";

test("a stretch ends after it begins, and within a year", () => {
  expect(downtimeIssues({ from: 0, to: 1 })).toEqual([]);
  expect(downtimeIssues({ from: 1, to: 1 })[0]?.path).toBe("to");
  expect(downtimeIssues({ from: 0, to: longestDowntimeMs + 1 })[0]?.message).toContain("366 days");
});

test("a change touches the past of its own machine alone, one for the plant that of every machine", () => {
  const moved = [
    { machineId: "A", start: 0, end: 10 },
    { machineId: "A", start: 90, end: 200 },
    { machineId: "A", start: 150, end: 200 },
  ];
  expect(touchedBy(moved, ["A", "B"], 100)).toEqual([
    { machineId: "A", span: { start: 0, end: 10 } },
    { machineId: "A", span: { start: 90, end: 100 } },
  ]);
  const plant = [{ machineId: null, start: 5, end: 8 }];
  expect(touchedBy(plant, ["A", "B"], 100).map(({ machineId }) => machineId)).toEqual(["A", "B"]);
});
