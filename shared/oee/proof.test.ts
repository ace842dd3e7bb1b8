import { describe, expect, test } from "vitest";
import { minuteMs } from "#shared/kernel/instant.ts";
import { goldenDay } from "./example-day.ts";
import { kpiDefinition, type KpiSources } from "./kpi-definition.ts";
import { proofOf, recompute } from "./proof.ts";
import { printedSums, printSums, readSums } from "./printed-sums.ts";
import { sumsOf } from "./oee-sums.ts";

const sources: KpiSources = { calendar: "shift_pattern", idealCycle: "dated_standard" };

describe("the proof of a number", () => {
  const proof = proofOf(goldenDay(), sources);

  test("balances to the planned minutes with nothing left", () => {
    expect(proof.balance).toEqual({
      scheduledMs: 480 * minuteMs,
      plannedDownMs: 30 * minuteMs,
      plannedMs: 450 * minuteMs,
      accountedMs: 450 * minuteMs,
      remainderMs: 0,
    });
  });

  test("holds every count with the ideal cycle it was measured by", () => {
    expect(proof.counts).toHaveLength(340);
    expect(proof.counts.every((count) => count.ideal?.cycleUs === 30_000_000)).toBe(true);
    expect(proof.sums.idealGoodUs).toBe(`${570 * 30_000_000}/1`);
  });

  test("is plain JSON and gives the same digits again", () => {
    const kept = JSON.parse(JSON.stringify(proof));
    expect(kept).toEqual(proof);
    expect(recompute(kept)).toEqual({ sums: proof.sums, kpis: proof.kpis });
  });

  test("a second taken away no longer balances with its own figures", () => {
    const [first, ...rest] = proof.spans.filter((span) => span.class === "apt");
    const others = proof.spans.filter((span) => span.class !== "apt");
    const shorter = {
      ...proof,
      spans: [...others, { ...first!, end: first!.end - 1_000 }, ...rest],
    };
    expect(recompute(shorter).kpis.figures.oee).not.toEqual(proof.kpis.figures.oee);
  });
});

test("sums survive their printed form", () => {
  const sums = sumsOf(goldenDay());
  expect(readSums(JSON.parse(JSON.stringify(printSums(sums))))).toEqual(sums);
  expect(printedSums.safeParse({ ...printSums(sums), idealGoodUs: "285 min" }).success).toBe(false);
});

describe("the KPI definition", () => {
  const { policy } = goldenDay();

  test("is canonical JSON", () => {
    expect(kpiDefinition(policy, sources)).toBe(
      '{"calendar":"shift_pattern","formulas":"iso-22400-2/unison-1","idealCycle":"dated_standard","minimumRunMs":0,' +
        '"minorStopMs":180000,"minorStops":"iso","plannedStops":"outside_planned_busy_time","quality":"first_time_good",' +
        '"unknownTime":"left_out_with_coverage"}',
    );
  });

  test("differs with the micro-stop policy and the calendar, not with targets", () => {
    const base = kpiDefinition(policy, sources);
    expect(kpiDefinition({ ...policy, minorStops: "six-big-losses" }, sources)).not.toBe(base);
    expect(kpiDefinition({ ...policy, minorStopMs: 1 }, sources)).not.toBe(base);
    expect(kpiDefinition({ ...policy, minimumRunMs: 1 }, sources)).not.toBe(base);
    expect(kpiDefinition(policy, { ...sources, calendar: "round_the_clock" })).not.toBe(base);
    expect(kpiDefinition({ ...policy, targetOee: 0.5, minimumCoverage: 0.5 }, sources)).toBe(base);
  });
});
