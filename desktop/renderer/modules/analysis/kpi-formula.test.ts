import { expect, test } from "vitest";
import { kpiCodes, type KpiCode } from "#shared/oee/kpi-report.ts";
import { formulaValue, kpiFormula } from "./kpi-formula.ts";

const minute = 60_000;

/** Golden vector V1: its classes, pieces and ratios. */
const v1 = {
  report: {
    time: {
      not_scheduled: 960 * minute,
      planned_down: 30 * minute,
      apt: 340 * minute,
      aust: 40 * minute,
      adet_minor: 20 * minute,
      adet_down: 35 * minute,
      adet_external: 0,
      adot: 15 * minute,
      unknown: 0,
    },
    pieces: { total: 600, good: 570, reject: 30, unplanned: 0, suspect: 0 },
    figures: { scrapRatio: { value: 0.02 }, reworkRatio: { value: 0.03 } },
  },
  waterfall: { apt: 340 * minute, good: 285 * minute, quality: 15 * minute },
} as never;

const valueOf = (symbol: Parameters<typeof formulaValue>[0]): number => {
  const value = formulaValue(symbol, v1);
  return "ms" in value ? value.ms! / minute : value.pieces!;
};

const quotient: Partial<Record<KpiCode, number>> = {
  availability: 0.755556,
  effectiveness: 0.882353,
  quality: 0.95,
  oee: 0.633333,
  allocationEfficiency: 0.966667,
  utilisationEfficiency: 0.781609,
  setupRate: 0.105263,
  scrapRatio: 0.02,
  reworkRatio: 0.03,
  ooe: 0.59375,
  teep: 0.197917,
};

test.each(Object.entries(quotient))(
  "the values shown for %s divide to the figure of golden vector V1",
  (code, expected) => {
    const [part, whole] = kpiFormula(code as KpiCode, "iso").symbols.map(valueOf);
    expect(part! / whole!).toBeCloseTo(expected, 6);
  },
);

test("under Six Big Losses availability and performance divide other minutes", () => {
  const [part, whole] = kpiFormula("availability", "six-big-losses").symbols.map(valueOf);
  expect(part! / whole!).toBeCloseTo(0.8, 6);
});

test("every ratio has a formula", () => {
  for (const code of kpiCodes) expect(kpiFormula(code, "iso").text).not.toBe("");
});
