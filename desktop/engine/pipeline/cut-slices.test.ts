import { describe, expect, it } from "vitest";
import { clockHours, cutSlices } from "./cut-slices.ts";

const at = (iso: string) => Date.parse(iso);
const lengths = (spans: readonly { start: number; end: number }[]) =>
  spans.map(({ start, end }) => (end - start) / 60_000);

describe("clock hours", () => {
  it("cover a span with whole hours of the plant's clock", () => {
    const span = { start: at("2026-03-02T05:10:00Z"), end: at("2026-03-02T07:00:00Z") };
    expect(clockHours(span, "Europe/Berlin")).toMatchObject([
      { start: at("2026-03-02T05:00:00Z"), end: at("2026-03-02T06:00:00Z") },
      { start: at("2026-03-02T06:00:00Z"), end: at("2026-03-02T07:00:00Z") },
    ]);
  });

  it("begin at half past in a zone with half an hour of offset", () => {
    const span = { start: at("2026-03-02T05:10:00Z"), end: at("2026-03-02T05:20:00Z") };
    expect(clockHours(span, "Asia/Kolkata")).toMatchObject([
      { start: at("2026-03-02T04:30:00Z"), end: at("2026-03-02T05:30:00Z") },
    ]);
  });

  it("are 23 on the day that summer time begins and 25 on the day it ends", () => {
    const day = (from: string, to: string) =>
      clockHours({ start: at(from), end: at(to) }, "Europe/Berlin");
    expect(day("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).toHaveLength(23);
    expect(day("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")).toHaveLength(25);
  });
});

describe("slices", () => {
  const shift = (id: string, from: string, to: string) => ({
    id,
    code: id,
    name: id,
    businessDate: "2026-03-02",
    start: at(from),
    end: at(to),
    breaks: [],
  });

  it("cut an hour where shifts begin and end, and name the shift they lie in", () => {
    const shifts = [
      shift("early", "2026-03-02T05:00:00Z", "2026-03-02T13:30:00Z"),
      shift("late", "2026-03-02T13:45:00Z", "2026-03-02T21:00:00Z"),
    ];
    const hours = clockHours(
      { start: at("2026-03-02T13:00:00Z"), end: at("2026-03-02T15:00:00Z") },
      "Europe/Berlin",
    );
    const slices = cutSlices(hours, shifts);
    expect(slices.map(({ shiftId }) => shiftId)).toEqual(["early", null, "late", "late"]);
    expect(lengths(slices)).toEqual([30, 15, 15, 60]);
  });
});
