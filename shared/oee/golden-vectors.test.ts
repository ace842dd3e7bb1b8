import { describe, expect, test } from "vitest";
import type { Figure } from "./figure.ts";
import {
  cycleOf,
  countsWhileRunning,
  emptyDay,
  goldenDay,
  intervalsFrom,
  runOf,
  shiftOf,
} from "./example-day.ts";
import type { KpiCode } from "./kpi-report.ts";
import { kpisOf, type KpiSet } from "./kpis.ts";
import { sumsOf } from "./oee-sums.ts";
import { rollUp } from "./roll-up.ts";
import type { OeeInput } from "./time-model.ts";

const kpisFor = (input: OeeInput): KpiSet => kpisOf(sumsOf(input), input.policy);

const digits = (figure: Figure): string | null =>
  figure.value === null ? null : figure.value.toFixed(6);

const digitsOf = ({ figures }: KpiSet, codes: readonly KpiCode[]) =>
  Object.fromEntries(codes.map((code) => [code, digits(figures[code])]));

const minutesOf = ({ elements }: KpiSet) =>
  Object.fromEntries(Object.entries(elements).map(([element, ms]) => [element, ms / 60_000]));

describe("V1: one shift of one product", () => {
  const kpis = kpisFor(goldenDay());

  test("time elements in minutes", () => {
    expect(minutesOf(kpis)).toEqual({
      calendar: 1440,
      pot: 480,
      pbt: 450,
      pbtKnown: 450,
      aubt: 435,
      aupt: 380,
      apt: 340,
      aust: 40,
      adet: 55,
      adot: 15,
      unknown: 0,
    });
  });

  test("every figure to the digits given", () => {
    expect(
      Object.fromEntries(
        Object.entries(kpis.figures).map(([code, figure]) => [code, digits(figure)]),
      ),
    ).toEqual({
      availability: "0.755556",
      effectiveness: "0.882353",
      quality: "0.950000",
      qualityPieces: "0.950000",
      oee: "0.633333",
      nee: "0.707843",
      allocationEfficiency: "0.966667",
      utilisationEfficiency: "0.781609",
      technicalEfficiency: "0.860759",
      setupRate: "0.105263",
      scrapRatio: "0.020000",
      reworkRatio: "0.030000",
      ooe: "0.593750",
      teep: "0.197917",
      throughputPerHour: "80.000000",
    });
    expect({ coverage: kpis.coverage, flags: kpis.flags }).toEqual({ coverage: 1, flags: [] });
  });

  test("both forms of OEE agree to 1e-9", () => {
    expect(Math.abs(kpis.oeeByFactors.value! - kpis.figures.oee.value!)).toBeLessThan(1e-9);
  });

  test("Six Big Losses moves minor stops into performance and leaves OEE as it is", () => {
    const day = goldenDay();
    const sixBigLosses = kpisFor({
      ...day,
      policy: { ...day.policy, minorStops: "six-big-losses" },
    });
    expect(digitsOf(sixBigLosses, ["availability", "effectiveness", "oee", "nee"])).toEqual({
      availability: "0.800000",
      effectiveness: "0.833333",
      oee: "0.633333",
      nee: "0.707843",
    });
    expect(sixBigLosses.figures.oee).toEqual(kpis.figures.oee);
    expect(Math.abs(sixBigLosses.oeeByFactors.value! - kpis.oeeByFactors.value!)).toBeLessThan(
      1e-9,
    );
  });
});

test("V2: the ideal cycle changes inside the period, and there are two products", () => {
  const intervals = intervalsFrom(0, [
    [355, "running"],
    [125, "down"],
  ]);
  const kpis = kpisFor({
    ...emptyDay,
    intervals,
    shifts: [shiftOf(0, 480)],
    runs: [runOf(0, 480)],
    counts: [
      ...countsWhileRunning(intervals, { from: 0, to: 110, total: 100, reject: 2 }),
      ...countsWhileRunning(intervals, { from: 110, to: 235, total: 150 }),
      ...countsWhileRunning(intervals, {
        from: 235,
        to: 355,
        productId: "B",
        total: 50,
        reject: 5,
      }),
    ],
    cycles: [cycleOf("A", 0.8, 110), cycleOf("B", 2), cycleOf("A", 1)],
  });
  expect(
    digitsOf(kpis, ["availability", "effectiveness", "quality", "qualityPieces", "oee"]),
  ).toEqual({
    availability: "0.739583",
    effectiveness: "0.901408",
    quality: "0.962500",
    qualityPieces: "0.976667",
    oee: "0.641667",
  });
  const { availability, effectiveness, qualityPieces } = kpis.figures;
  const wrong = availability.value! * effectiveness.value! * qualityPieces.value!;
  expect(wrong.toFixed(6)).toBe("0.651111");
});

test("V3: roll-up sums numerators and denominators, never percentages", () => {
  const intervals = intervalsFrom(0, [
    [20, "running"],
    [40, "down"],
  ]);
  const small: OeeInput = {
    ...emptyDay,
    intervals,
    shifts: [shiftOf(0, 60)],
    runs: [runOf(0, 60)],
    counts: countsWhileRunning(intervals, { from: 0, to: 20, total: 12 }),
    cycles: [cycleOf("A", 0.5)],
  };
  const both = kpisOf(rollUp([sumsOf(goldenDay()), sumsOf(small)]), small.policy);
  expect(both.figures.oee.value?.toFixed(4)).toBe("0.5706");
  expect(both.elements.pbt / 60_000).toBe(510);
  const mean = (kpisFor(goldenDay()).figures.oee.value! + kpisFor(small).figures.oee.value!) / 2;
  expect(mean.toFixed(4)).toBe("0.3667");
});
