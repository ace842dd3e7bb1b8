import { expect, test } from "vitest";
import {
  analysisRange,
  analysisSearch,
  sharedSearch,
  type AnalysisSpan,
} from "./analysis-search.ts";

const zone = "Europe/Berlin";
/** Thursday, 29 October 2026, 10:17 in Berlin: four days after the clocks went back. */
const now = Date.parse("2026-10-29T09:17:00Z");
const shift = {
  start: Date.parse("2026-10-29T05:00:00Z"),
  end: Date.parse("2026-10-29T13:00:00Z"),
};

const rangeOf = (span: AnalysisSpan, running: typeof shift | null = shift) => {
  const { from, to } = analysisRange(
    { span, from: undefined, to: undefined },
    { now, zone, shift: running },
  );
  return [new Date(from).toISOString(), new Date(to).toISOString()];
};

test.each([
  ["shift", "2026-10-29T05:00:00.000Z", "2026-10-29T09:20:00.000Z"],
  ["today", "2026-10-28T23:00:00.000Z", "2026-10-29T09:20:00.000Z"],
  ["yesterday", "2026-10-27T23:00:00.000Z", "2026-10-28T23:00:00.000Z"],
  ["week", "2026-10-25T23:00:00.000Z", "2026-10-29T09:20:00.000Z"],
  ["last7", "2026-10-22T22:00:00.000Z", "2026-10-29T09:20:00.000Z"],
  ["month", "2026-09-30T22:00:00.000Z", "2026-10-29T09:20:00.000Z"],
  ["lastMonth", "2026-08-31T22:00:00.000Z", "2026-09-30T22:00:00.000Z"],
] as const)(
  "%s begins and ends on the plant's calendar, over the change of the clocks too",
  (span, from, to) => {
    expect(rangeOf(span)).toEqual([from, to]);
  },
);

test("between shifts, this shift is today", () => {
  expect(rangeOf("shift", null)).toEqual(rangeOf("today"));
});

test("own dates count as they stand; turned round or missing ones fall back to a week", () => {
  const own = { span: "custom", from: 1_000, to: 2_000 } as const;
  expect(analysisRange(own, { now, zone, shift })).toEqual({ from: 1_000, to: 2_000 });
  const fallback = analysisRange({ ...own, to: 500 }, { now, zone, shift });
  expect(new Date(fallback.from).toISOString()).toBe(rangeOf("last7")[0]);
});

test("nonsense in the address is dropped, and what pages share is short", () => {
  const search = analysisSearch.parse({ span: "decade", machines: "x", from: "yesterday" });
  expect(search).toEqual({ span: "last7", machines: [], products: [], shifts: [] });
  expect(sharedSearch({ ...search, from: 5, to: 6, machines: ["m"] })).toEqual({
    span: "last7",
    machines: ["m"],
  });
});
