import { expect, test } from "vitest";
import type { Waterfall } from "#shared/analysis/loss-report.ts";
import { lossLines, minorStopRules, type LossLine } from "./waterfall-lines.ts";

const minute = 60_000;
const minutes = (of: Record<keyof Waterfall, number>): Waterfall =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, value * minute])) as never;

/** Golden vector V1 of the KPI reference; SQ 12 and RQ 18 at 0.5 min each. */
const v1 = minutes({
  calendar: 1_440,
  notScheduled: 960,
  plannedDown: 30,
  pbt: 450,
  setup: 40,
  down: 35,
  minor: 20,
  external: 0,
  idle: 15,
  unknown: 0,
  apt: 340,
  speed: 40,
  quality: 15,
  good: 285,
});

/** What is left after each whole, if losses are taken away from the whole above. */
function leftBefore(lines: readonly LossLine[]): (readonly [string, number, number])[] {
  let left = lines[0]!.ms!;
  return lines.flatMap(({ key, kind, ms }) => {
    if (kind === "whole") {
      const told = [key, left / minute, ms! / minute] as const;
      left = ms!;
      return [told];
    }
    left -= ms!;
    return [];
  });
}

test.each(minorStopRules)("under %s every whole is what the losses above it leave", (rule) => {
  const wholes = leftBefore(lossLines(v1, rule, true));
  expect(wholes.map(([, left]) => left)).toEqual(wholes.map(([, , whole]) => whole));
  expect(wholes.at(-1)).toEqual(["good", 285, 285]);
});

test("the switch moves the minor stops from availability to performance and nothing else", () => {
  const minorOf = (rule: (typeof minorStopRules)[number]) =>
    lossLines(v1, rule, false).find(({ key }) => key === "minor");
  expect([minorOf("iso")?.factor, minorOf("six-big-losses")?.factor]).toEqual([
    "availability",
    "effectiveness",
  ]);
  const lost = (rule: (typeof minorStopRules)[number]) =>
    lossLines(v1, rule, false)
      .filter(({ kind }) => kind === "loss")
      .reduce((sum, { ms }) => sum + ms!, 0);
  expect(lost("iso")).toBe(lost("six-big-losses"));
});

test("without the calendar it begins with planned busy time", () => {
  expect(lossLines(v1, "iso", false)[0]).toMatchObject({ key: "pbt", ms: 450 * minute });
});
