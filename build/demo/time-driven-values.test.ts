import { describe, expect, test } from "vitest";
import { hourMs } from "#shared/kernel/instant.ts";
import { energySteps, whPerStep } from "./energy-meter.ts";
import type { Moment } from "./machine-model.ts";
import { mould1 } from "./machines/moulding.ts";
import { press1 } from "./machines/press.ts";
import { simulate, usualSeed } from "./demo-plant.ts";
import type { DemoMachine } from "./demo-machine.ts";

const from = Date.parse("2026-11-19T04:30:00Z");
const until = from + 48 * hourMs;

/** Every value that a variable takes on its way through two days. */
function course(machine: DemoMachine, tag: string): { moment: Moment; value: number }[] {
  const variable = machine.variables.find((one) => one.tag === tag)!;
  const seen: { moment: Moment; value: number }[] = [];
  simulate(machine, usualSeed, from).advanceTo(until, "every_cycle", (_, moment) =>
    seen.push({ moment, value: Number(variable.value(moment)) }),
  );
  return seen;
}

describe("an energy meter", () => {
  test("reads the power drawn over the time: the base load always, the rest while it runs", () => {
    const moment = { at: 10 * hourMs, switchedOnAt: 2 * hourMs, runMs: 5 * hourMs } as Moment;
    const steps = energySteps(moment, { standbyKw: 2, runningKw: 10 });
    expect(steps * whPerStep).toBe(66_000);
  });

  test.each([
    ["MOULD-1", mould1, whPerStep],
    ["PRESS-1", press1, 1],
  ])(
    "of %s rises by single steps and stands the same however one got there",
    (_, machine, step) => {
      const seen = course(machine, "energy");
      const meter = machine.variables.find(({ tag }) => tag === "energy")!;
      const rises = seen.slice(1).map(({ value }, i) => value - seen[i]!.value);
      expect(new Set(rises)).toEqual(new Set([0, step]));
      expect(seen.at(-1)!.value).toBe(
        meter.value(simulate(machine, usualSeed, seen.at(-1)!.moment.at).moment()),
      );
    },
  );
});

describe("the melt temperature", () => {
  const seen = course(mould1, "melt");

  test("drifts slowly about its set point while it runs and is lower in the middle of a long stand", () => {
    const running = seen.filter(({ moment }) => moment.phase.kind === "run");
    const standing = seen.filter(({ moment: { phase, at } }) => {
      const middle = (phase.start + phase.end) / 2;
      return phase.end - phase.start > 20 * 60_000 && phase.kind !== "run" && at > middle - 2_000;
    });
    expect(Math.min(...running.map(({ value }) => value))).toBeGreaterThan(224);
    expect(Math.max(...running.map(({ value }) => value))).toBeLessThan(232);
    expect(Math.min(...standing.map(({ value }) => value))).toBeLessThan(222);
  });

  test("moves by less than a degree from beat to beat, over the edges of phases too", () => {
    const moves = seen.slice(1).map(({ value }, i) => Math.abs(value - seen[i]!.value));
    expect(Math.max(...moves)).toBeLessThan(1);
  });
});
