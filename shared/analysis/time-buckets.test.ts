import { describe, expect, it } from "vitest";
import { cellAt, dayAt, timeBuckets } from "./time-buckets.ts";

const berlin = "Europe/Berlin";
const hourMs = 3_600_000;
const at = (text: string) => Date.parse(text);
const inHours = (spans: readonly { start: number; end: number }[]) =>
  spans.map(({ start, end }) => (end - start) / hourMs);

describe("buckets in the plant's zone", () => {
  it("have days of 23 and 25 hours where the clocks change, in Berlin and New York", () => {
    const spring = { start: at("2026-03-27T23:00Z"), end: at("2026-03-30T22:00Z") };
    expect(inHours(timeBuckets(spring, "day", berlin))).toEqual([24, 23, 24]);
    const autumn = { start: at("2026-10-23T22:00Z"), end: at("2026-10-26T23:00Z") };
    expect(inHours(timeBuckets(autumn, "day", berlin))).toEqual([24, 25, 24]);
    const york = { start: at("2026-03-07T05:00Z"), end: at("2026-03-10T04:00Z") };
    expect(inHours(timeBuckets(york, "day", "America/New_York"))).toEqual([24, 23, 24]);
  });

  it("name the hour that comes twice", () => {
    const night = { start: at("2026-10-25T00:00Z"), end: at("2026-10-25T03:00Z") };
    expect(timeBuckets(night, "hour", berlin).map(({ label }) => label)).toEqual([
      "2026-10-25 02A",
      "2026-10-25 02B",
      "2026-10-25 03",
    ]);
    expect(cellAt(at("2026-10-25T01:30Z"), "weekday", berlin)).toEqual({ column: "7", hour: 2 });
    expect(cellAt(at("2026-10-25T00:30Z"), "day", berlin)).toEqual({
      column: "2026-10-25",
      hour: 2,
    });
  });

  it("are gapless, cut by the range, and weeks begin on Monday", () => {
    const span = { start: at("2025-12-27T10:15Z"), end: at("2026-02-02T12:00Z") };
    for (const per of ["hour", "day", "week", "month"] as const) {
      const buckets = timeBuckets(span, per, berlin);
      expect([buckets[0]!.start, buckets.at(-1)!.end]).toEqual([span.start, span.end]);
      expect(buckets.slice(1).map(({ start }) => start)).toEqual(
        buckets.slice(0, -1).map(({ end }) => end),
      );
    }
    expect(timeBuckets(span, "week", berlin).map(({ label }) => label)).toEqual([
      "2025-W52",
      "2026-W01",
      "2026-W02",
      "2026-W03",
      "2026-W04",
      "2026-W05",
      "2026-W06",
    ]);
    expect(timeBuckets(span, "month", berlin).map(({ label }) => label)).toEqual([
      "2025-12",
      "2026-01",
      "2026-02",
    ]);
  });

  it("begin a day at its first instant, where midnight does not exist too", () => {
    // Beirut skips midnight when summer time begins.
    const day = dayAt(at("2026-03-29T10:00Z"), "Asia/Beirut");
    expect(new Date(day.start).toISOString()).toBe("2026-03-28T22:00:00.000Z");
    expect((day.end - day.start) / hourMs).toBe(23);
  });
});
