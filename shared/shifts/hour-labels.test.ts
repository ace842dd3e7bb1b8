import { expect, test } from "vitest";
import { hourRows } from "./hour-labels.ts";

const rows = (from: string, to: string, zone: string) =>
  hourRows({ start: Date.parse(from), end: Date.parse(to) }, zone).map(
    (row) => `${row.label}:${(row.end - row.start) / 60_000}`,
  );

test("the hour that comes twice is 02A and 02B", () => {
  expect(rows("2026-10-24T23:00Z", "2026-10-25T03:00Z", "Europe/Berlin")).toEqual([
    "01:60",
    "02A:60",
    "02B:60",
    "03:60",
  ]);
  expect(rows("2026-11-01T04:00Z", "2026-11-01T08:00Z", "America/New_York")).toEqual([
    "00:60",
    "01A:60",
    "01B:60",
    "02:60",
  ]);
});

test("the hour the clocks skip has no row", () => {
  expect(rows("2026-03-29T00:00Z", "2026-03-29T03:00Z", "Europe/Berlin")).toEqual([
    "01:60",
    "03:60",
    "04:60",
  ]);
});

test("a span that begins inside an hour begins with the rest of it", () => {
  expect(rows("2026-06-12T04:20Z", "2026-06-12T06:10Z", "Europe/Berlin")).toEqual([
    "06:40",
    "07:60",
    "08:10",
  ]);
});

test("a zone half an hour off is cut at its own full hours", () => {
  expect(rows("2026-06-12T00:00Z", "2026-06-12T01:30Z", "Asia/Kolkata")).toEqual([
    "05:30",
    "06:60",
  ]);
});

test("a change by half an hour doubles half an hour", () => {
  expect(rows("2026-04-04T14:00Z", "2026-04-04T16:30Z", "Australia/Lord_Howe")).toEqual([
    "01A:60",
    "01B:30",
    "02:60",
  ]);
});

test("no span, no rows", () => {
  expect(rows("2026-06-12T04:00Z", "2026-06-12T04:00Z", "Europe/Berlin")).toEqual([]);
});
