import { describe, expect, test } from "vitest";
import { hourMs } from "#shared/kernel/instant.ts";
import { lengthOf } from "#shared/kernel/span.ts";
import { everyNight, threeShifts } from "./example-patterns.ts";
import { expandShifts } from "./expand-shifts.ts";
import { addDays } from "./local-time.ts";
import { shiftPattern } from "./shift-pattern.ts";

const hoursOfNight = (date: string, zone: string) =>
  expandShifts(everyNight, zone, date, addDays(date, 1)).map((shift) => lengthOf(shift) / hourMs);

const iso = (at: number) => new Date(at).toISOString();

describe("DST: lengths come from the difference of instants", () => {
  test.each([
    ["2026-03-28", "Europe/Berlin", 7],
    ["2026-10-24", "Europe/Berlin", 9],
    ["2026-06-10", "Europe/Berlin", 8],
    ["2026-03-07", "America/New_York", 7],
    ["2026-10-31", "America/New_York", 9],
    ["2026-06-10", "America/New_York", 8],
    ["2026-03-28", "Asia/Kolkata", 8],
  ])("night 22–06 of %s in %s has %i hours", (date, zone, hours) => {
    expect(hoursOfNight(date, zone)).toEqual([hours]);
  });

  const shiftOf = (start: string, end: string) =>
    shiftPattern.parse({
      name: "One",
      shifts: [{ code: "S", name: "Shift", start, end }],
      cycle: { type: "rotating", anchor: "2026-01-01", days: [["S"]] },
    });
  const spanOf = (start: string, end: string, date: string) =>
    expandShifts(shiftOf(start, end), "Europe/Berlin", date, addDays(date, 1)).map((one) => [
      iso(one.start),
      iso(one.end),
    ]);

  test("a start in the gap moves to the next valid instant", () => {
    expect(spanOf("02:30", "06:00", "2026-03-29")).toEqual([
      ["2026-03-29T01:00:00.000Z", "2026-03-29T04:00:00.000Z"],
    ]);
  });

  test("a shift the clocks skip altogether is left out", () => {
    expect(spanOf("02:00", "03:00", "2026-03-29")).toEqual([]);
  });

  test("an ambiguous time takes the first occurrence", () => {
    expect(spanOf("02:30", "06:00", "2026-10-25")).toEqual([
      ["2026-10-25T00:30:00.000Z", "2026-10-25T05:00:00.000Z"],
    ]);
    expect(spanOf("22:00", "02:30", "2026-10-24")).toEqual([
      ["2026-10-24T20:00:00.000Z", "2026-10-25T00:30:00.000Z"],
    ]);
  });

  test("shifts stay gapless through both changes", () => {
    for (const date of ["2026-03-26", "2026-10-22"]) {
      const all = expandShifts(threeShifts, "Europe/Berlin", date, addDays(date, 2));
      expect(all.slice(1).map((shift, i) => shift.start - all[i]!.end)).toEqual([0, 0, 0, 0, 0]);
    }
  });
});

describe("expanding a pattern", () => {
  const codes = (pattern: unknown, from: string, to: string) =>
    expandShifts(shiftPattern.parse(pattern), "Europe/Berlin", from, to).map(
      (one) => `${one.businessDate} ${one.code}`,
    );

  test("a shift over midnight belongs to the date of its start", () => {
    const friday = expandShifts(threeShifts, "Europe/Berlin", "2026-06-12", "2026-06-15");
    expect(
      friday.map((shift) => [shift.code, shift.businessDate, iso(shift.start), iso(shift.end)]),
    ).toEqual([
      ["E", "2026-06-12", "2026-06-12T04:00:00.000Z", "2026-06-12T12:00:00.000Z"],
      ["L", "2026-06-12", "2026-06-12T12:00:00.000Z", "2026-06-12T20:00:00.000Z"],
      ["N", "2026-06-12", "2026-06-12T20:00:00.000Z", "2026-06-13T04:00:00.000Z"],
    ]);
    expect(
      friday[2]!.breaks.map((pause) => [pause.name, iso(pause.start), iso(pause.end)]),
    ).toEqual([["Break", "2026-06-13T00:00:00.000Z", "2026-06-13T00:30:00.000Z"]]);
  });

  test("a rotating cycle counts from its anchor, also before it", () => {
    const fourOnFourOff = {
      name: "Four on, four off",
      shifts: [{ code: "D", name: "Day", start: "06:00", end: "18:00", target: 500 }],
      cycle: {
        type: "rotating",
        anchor: "2026-06-05",
        days: [["D"], ["D"], ["D"], ["D"], [], [], [], []],
      },
    };
    expect(codes(fourOnFourOff, "2026-05-27", "2026-06-07")).toEqual([
      "2026-05-28 D",
      "2026-05-29 D",
      "2026-05-30 D",
      "2026-05-31 D",
      "2026-06-05 D",
      "2026-06-06 D",
    ]);
    expect(
      expandShifts(shiftPattern.parse(fourOnFourOff), "UTC", "2026-06-05", "2026-06-06")[0]?.targets
        .pieces,
    ).toBe(500);
  });

  test("an exception beats a holiday, a holiday beats the cycle", () => {
    const december = {
      ...threeShifts,
      holidays: ["2026-12-24", "2026-12-25"].map((date) => ({ date, name: "Christmas" })),
      exceptions: [
        { kind: "replaced", date: "2026-12-24", shifts: ["E"] },
        { kind: "closed", date: "2026-12-23" },
        { kind: "extra", date: "2026-12-26", shifts: ["L"] },
      ],
    };
    expect(codes(december, "2026-12-22", "2026-12-28")).toEqual([
      "2026-12-22 E",
      "2026-12-22 L",
      "2026-12-22 N",
      "2026-12-24 E",
      "2026-12-26 L",
    ]);
  });
});
