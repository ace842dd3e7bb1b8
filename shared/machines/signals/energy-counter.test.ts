import { expect, test } from "vitest";
import type { EnergyFact } from "../machine-fact.ts";
import { energyRule } from "../signal-rules.ts";
import { energyReading } from "./energy-counter.ts";
import { live, lost, noticesOf, reading, rulesOf, tell, tick, type Told } from "./machine-story.ts";

const minute = 60_000;
const meter = (more: object = {}) => rulesOf({ energy: { tag: "m.kwh", ...more } });

const energyOf = (told: Told): number[][] =>
  told.facts
    .filter((fact): fact is EnergyFact => fact.kind === "energy")
    .map(({ from, to, energyMwh }) => [from, to, energyMwh]);

test("differences of a kilowatt-hour meter become whole milliwatt-hours", () => {
  const told = tell(meter(), [
    reading("m.kwh", 1234.5, 0),
    reading("m.kwh", 1234.75, minute),
    reading("m.kwh", 1234.75, 2 * minute),
    reading("m.kwh", 1236, 3 * minute),
  ]);
  expect(energyOf(told)).toEqual([
    [0, minute, 250_000],
    [2 * minute, 3 * minute, 1_250_000],
  ]);
});

test("units and pulses", () => {
  const of = (rule: object, value: number | bigint | string) =>
    energyReading(energyRule.parse({ tag: "m.e", ...rule }), value);
  expect(of({ unit: "Wh" }, 5)).toBe(5_000n);
  expect(of({ unit: "kWh" }, "12.5")).toBe(12_500_000n);
  expect(of({ unit: "MWh" }, 1.5)).toBe(1_500_000_000n);
  expect(of({ unit: "pulse", whPerPulse: 0.5 }, 7)).toBe(3_500n);
  expect(of({ unit: "kWh" }, 2n ** 53n)).toBe(2n ** 53n * 1_000_000n);
  expect(of({}, "n/a")).toBeNull();
  expect(of({}, "")).toBeNull();
  expect(of({}, Number.NaN)).toBeNull();
  expect(energyRule.safeParse({ tag: "m.e", unit: "pulse" }).success).toBe(false);
  expect(energyRule.safeParse({ tag: "m.e", whPerPulse: 1 }).success).toBe(false);
});

test("a meter that starts again after its last number loses nothing; a fall elsewhere is no energy", () => {
  const wrapped = tell(meter({ modulus: 100_000 }), [
    reading("m.kwh", 99_999.5, 0),
    reading("m.kwh", 0.5, 10 * minute),
  ]);
  expect(energyOf(wrapped)).toEqual([[0, 10 * minute, 1_000_000]]);
  const fell = tell(meter(), [
    reading("m.kwh", 5_000, 0),
    reading("m.kwh", 12, minute),
    tick(2 * minute),
    reading("m.kwh", 13, 3 * minute),
  ]);
  expect(energyOf(fell)).toEqual([[minute, 3 * minute, 1_000_000]]);
  expect(noticesOf(fell)).toEqual(["counter_suspect"]);
});

test("more than the machine can draw is not believed; the last digit may step back", () => {
  const told = tell(meter({ maxKw: 60 }), [
    reading("m.kwh", 10, 0),
    reading("m.kwh", 500, minute),
    reading("m.kwh", 10.5, minute + 1_000),
    reading("m.kwh", 10.499, minute + 2_000),
    reading("m.kwh", 11, 2 * minute),
  ]);
  expect(energyOf(told).reduce((sum, [, , energy]) => sum + (energy ?? 0), 0)).toBe(1_000_000);
});

test("a coarse meter that was read a moment before its next step keeps that step", () => {
  const told = tell(meter({ maxKw: 40 }), [
    reading("m.kwh", 10, 0),
    reading("m.kwh", 10, 2 * minute),
    reading("m.kwh", 11, 2 * minute + 500),
    tick(3 * minute),
  ]);
  expect(energyOf(told).map(([, , energy]) => energy)).toEqual([1_000_000]);
  expect(noticesOf(told)).toEqual([]);
});

test("a tag is one counter only", () => {
  const counts = { total: { tag: "m.kwh" } };
  expect(() => rulesOf({ counts, energy: { tag: "m.kwh" } })).toThrow("no other counter");
  expect(() => rulesOf({ counts: { ...counts, check: { tag: "m.kwh" } } })).toThrow(
    "no other counter",
  );
});

test("energy over a lost link is reconstructed", () => {
  const told = tell(meter(), [
    reading("m.kwh", 10, 0),
    lost(minute),
    live(5 * minute),
    reading("m.kwh", 12, 5 * minute),
  ]);
  expect(told.facts.filter(({ kind }) => kind === "energy")).toEqual([
    {
      kind: "energy",
      from: minute,
      to: 5 * minute,
      energyMwh: 2_000_000,
      provenance: "reconstructed",
    },
  ]);
});
