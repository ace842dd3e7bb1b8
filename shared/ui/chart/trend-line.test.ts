import { describe, expect, it } from "vitest";
import { laneSteps } from "./lane-steps.ts";
import { lineTable } from "./trend-columns.ts";
import { allMissing, readingAt, type TrendLine } from "./trend-line.ts";

const line = (more: Partial<TrendLine>): TrendLine => ({
  id: "t",
  label: "press.pressure",
  unit: "bar",
  kind: "curve",
  at: [],
  min: [],
  max: [],
  last: [],
  texts: [],
  before: null,
  missing: [],
  ...more,
});
const points = (at: number[], last: (number | null)[]) => ({ at, min: last, max: last, last });

describe("a line at an instant", () => {
  const pressure = line({
    ...points([10, 20, 40], [1, 2, 3]),
    before: { at: 2, value: 7, text: null },
    missing: [{ start: 25, end: 40, cause: "silent" }],
  });

  it("says the value that holds, from the one before the range on", () => {
    expect([5, 10, 19, 24, 40, 99].map((at) => readingAt(pressure, at).value)).toEqual([
      7, 1, 1, 2, 3, 3,
    ]);
  });

  it("says why there is none", () => {
    expect(readingAt(pressure, 30)).toMatchObject({ value: null, cause: "silent" });
  });
});

describe("a line on the chart", () => {
  it("begins with the value that holds, breaks where time is missing and goes on to now", () => {
    const table = lineTable(
      line({
        ...points([10, 20, 40], [1, 2, 3]),
        before: { at: 2, value: 7, text: null },
        missing: [{ start: 25, end: 40, cause: "silent" }],
      }),
      5,
      60,
    );
    expect(table[0]).toEqual([5, 10, 20, 25, 40, 60]);
    expect(table[3]).toEqual([7, 1, 2, null, 3, 3]);
  });

  it("is not broken by summaries, and draws no value on that is unknown", () => {
    const missing = [{ start: 0, end: 30, cause: "down_sampled" }];
    const table = lineTable(line({ ...points([10, 20], [1, null]), missing }), 5, 60);
    expect(table[0]).toEqual([10, 20]);
  });

  it("has one ground of missing time for all lines", () => {
    const silent = (start: number, end: number) => ({
      missing: [{ start, end, cause: "silent" }],
    });
    expect(allMissing([silent(5, 9), silent(8, 12), silent(20, 21)])).toEqual([
      { start: 5, end: 12 },
      { start: 20, end: 21 },
    ]);
  });
});

describe("a lane", () => {
  it("shows what held from when to when, and nothing through missing time", () => {
    const steps = laneSteps(
      line({
        kind: "lane",
        texts: [
          { at: 10, text: "P-1" },
          { at: 20, text: "P-2" },
          { at: 40, text: "P-2" },
        ],
        missing: [{ start: 30, end: 40, cause: "unreachable" }],
      }),
      0,
      50,
    );
    expect(steps.map(({ start, end, text }) => [start, end, text])).toEqual([
      [10, 20, "P-1"],
      [20, 30, "P-2"],
      [40, 50, "P-2"],
    ]);
  });

  it("says where more changes lie than it can show", () => {
    const steps = laneSteps(
      line({ kind: "lane", at: [0, 10], min: [0, 1], max: [1, 1], last: [1, 1], texts: [] }),
      0,
      20,
    );
    expect(steps.map(({ isMixed, text }) => [isMixed, text])).toEqual([
      [true, "1"],
      [false, "1"],
    ]);
  });
});
