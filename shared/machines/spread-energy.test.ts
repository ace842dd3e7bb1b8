import fc from "fast-check";
import { expect, test } from "vitest";
import type { EnergyFact } from "./machine-fact.ts";
import { spreadEnergy } from "./spread-energy.ts";

const drawn = (from: number, to: number, energyMwh: number): EnergyFact => ({
  kind: "energy",
  from,
  to,
  energyMwh,
  provenance: "measured",
});

test("energy lies evenly over the minutes it was drawn in", () => {
  expect(spreadEnergy(drawn(90_000, 210_000, 120))).toEqual([
    { minute: 60_000, energyMwh: 30 },
    { minute: 120_000, energyMwh: 60 },
    { minute: 180_000, energyMwh: 30 },
  ]);
  expect(spreadEnergy(drawn(0, 1_000, 0))).toEqual([]);
});

test("whatever the stretch, the parts sum exactly and none is negative", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
      (from, length, energy) => {
        const parts = spreadEnergy(drawn(from, from + length, energy));
        expect(parts.reduce((sum, part) => sum + BigInt(part.energyMwh), 0n)).toBe(BigInt(energy));
        expect(parts.every((part) => part.energyMwh > 0 && part.minute % 60_000 === 0)).toBe(true);
      },
    ),
    { seed: 1_977, numRuns: 300 },
  );
});
