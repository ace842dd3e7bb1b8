import { describe, expect, it } from "vitest";
import { emptyDay, goldenDay, shiftWith, made, minute } from "../oee/example-day.ts";
import { sumsOf } from "../oee/oee-sums.ts";
import { compareShifts, type WorkedShift } from "./compare-shifts.ts";
import { figuresOfParts, isLowShift, type ShiftPart } from "./shift-figures.ts";
import { noTargets, piecesAimedAt } from "./shift-targets.ts";

const { policy } = emptyDay;
const part = (sums: ShiftPart["sums"], more: Partial<ShiftPart> = {}): ShiftPart => ({
  sums,
  unclassifiedMs: 0,
  targetOee: 0.8,
  targetQuality: null,
  ...more,
});
const golden = part(sumsOf(goldenDay()), { unclassifiedMs: 5, targetQuality: 0.95 });
/** One hour at an OEE of 0.1: 12 pieces of half a minute. */
const shortDay = {
  ...shiftWith([[60, "running"]], { counts: [made(0, 1, 12)] }),
  now: minute(60),
};
const short = part(sumsOf(shortDay), { targetOee: 0.5 });

describe("figures of a shift", () => {
  it("are those of the golden vector, beside what was aimed at", () => {
    const figures = figuresOfParts([golden], 600, policy);
    expect(figures.figures.oee.value).toBeCloseTo(0.633333, 6);
    expect(figures.pieces).toEqual({ total: 600, good: 570, reject: 30 });
    expect(figures.time).toEqual({
      plannedMs: 450 * 60_000,
      plannedDownMs: 30 * 60_000,
      runMs: 340 * 60_000,
      setupMs: 40 * 60_000,
      downMs: 55 * 60_000,
      idleMs: 15 * 60_000,
      unknownMs: 0,
      unclassifiedMs: 5,
    });
    expect(figures.attainment.pieces).toEqual({ value: 0.95 });
    expect(figures.attainment.oee.value).toBeCloseTo(0.791667, 6);
    expect(figures.attainment.quality).toEqual({ value: 1 });
  });

  it("of several machines and shifts are sums divided once, and so are their targets", () => {
    const { figures, targets } = figuresOfParts([golden, short], null, policy);
    // Good time 285 + 6 min of 450 + 60: .5706, and not the mean of .6333 and .1 (kpi.md, V3).
    expect(figures.oee.value).toBeCloseTo(0.570588, 6);
    expect(targets.oee).toBeCloseTo((0.8 * 450 + 0.5 * 60) / 510, 9);
    expect(targets.quality).toBeNull();
  });

  it("without a target have no attainment, and nothing planned is no figure", () => {
    const none = figuresOfParts([part(sumsOf(emptyDay), { targetOee: null })], null, policy);
    expect(none.attainment).toEqual({
      pieces: { value: null, reason: "no_plan" },
      oee: { value: null, reason: "no_plan" },
      quality: { value: null, reason: "no_plan" },
    });
    expect(figuresOfParts([], 10, policy).attainment.oee.value).toBeNull();
  });

  it("are low below 90 % of the pieces, else of the OEE; a running shift is judged by OEE alone", () => {
    expect(isLowShift(figuresOfParts([golden], 600, policy), false)).toBe(false);
    expect(isLowShift(figuresOfParts([golden], 640, policy), false)).toBe(true);
    expect(isLowShift(figuresOfParts([golden], null, policy), false)).toBe(true);
    const aimedLow = part(golden.sums, { targetOee: 0.65 });
    expect(isLowShift(figuresOfParts([aimedLow], 9_999, policy), true)).toBe(false);
    expect(isLowShift(figuresOfParts([aimedLow], 9_999, policy), false)).toBe(true);
  });
});

describe("good pieces aimed at", () => {
  const all = { asked: 3, ofShift: 3 };
  const some = { asked: 2, ofShift: 3 };
  it("are those of the machines asked for, where that can be told", () => {
    const each = { ...noTargets, pieces: 100, per: "machine" as const };
    const together = { ...noTargets, pieces: 100 };
    expect([piecesAimedAt(each, all), piecesAimedAt(each, some)]).toEqual([300, 200]);
    expect([piecesAimedAt(together, all), piecesAimedAt(together, some)]).toEqual([100, null]);
    expect(piecesAimedAt(noTargets, all)).toBeNull();
  });
});

describe("shifts beside each other", () => {
  const worked = (
    code: string,
    date: string,
    own: ShiftPart,
    crew: string | null,
  ): WorkedShift => ({
    shift: {
      id: `${date} ${code}`,
      code,
      name: code,
      businessDate: date,
      start: 0,
      end: 1,
      breaks: [],
      crew,
      targets: noTargets,
      isOvertime: false,
      patternId: "P",
      patternCode: "P",
      machineCount: 1,
    },
    parts: [own],
    pieces: 600,
  });
  const rows = [
    worked("E", "2026-03-02", golden, "A"),
    worked("L", "2026-03-02", short, "B"),
    worked("E", "2026-03-03", short, "B"),
  ];

  it("stand against the sum of the same shift and of their day; the lowest of a day is marked", () => {
    const compared = compareShifts(rows, policy, 2);
    expect(
      compared.rows.map((row) => [
        row.shift.id,
        row.fromOwnAverage?.toFixed(4),
        row.fromDay?.toFixed(4),
        row.isLowestOfDay,
      ]),
    ).toEqual([
      ["2026-03-02 E", "0.0627", "0.0627", false],
      ["2026-03-02 L", "0.0000", "-0.4706", true],
      ["2026-03-03 E", "-0.4706", "0.0000", false],
    ]);
  });

  it("add up by shift, day and crew", () => {
    const { byShift, byDay, byCrew } = compareShifts(rows, policy, 2);
    const shown = (group: (typeof byShift)[number]) =>
      `${group.key} ${group.shifts} ${group.figures.oee.value?.toFixed(3)} ${group.targets.pieces}`;
    expect(byShift.map(shown)).toEqual(["E 2 0.571 1200", "L 1 0.100 600"]);
    expect(byDay.map(shown)).toEqual(["2026-03-02 2 0.571 1200", "2026-03-03 1 0.100 600"]);
    expect(byCrew.map(shown)).toEqual(["A 1 0.633 600", "B 2 0.100 1200"]);
  });

  it("without a crew are in no crew's sum", () => {
    expect(compareShifts([worked("E", "2026-03-02", golden, null)], policy, 2).byCrew).toEqual([]);
  });
});
