import { describe, expect, test } from "vitest";
import { explainByAlarm, rootAlarm } from "#shared/machines/signals/alarm.ts";
import { readState } from "#shared/machines/signals/read-state.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import { tagOf, type DemoMachine } from "./demo-machine.ts";
import { demoMachines, simulate, usualSeed } from "./demo-plant.ts";
import type { Moment } from "./machine-model.ts";
import { phaseKinds, type Phase } from "./phase.ts";

const day = 86_400_000;
const until = Date.parse("2026-11-22T15:00:00Z");

describe("the signals of a machine mean what the truth says", () => {
  const phaseOf = (machine: DemoMachine, kind: Phase["kind"]): Phase => ({
    start: 0,
    end: 60_000,
    kind,
    cause: null,
    alarm: kind === "breakdown" ? machine.profile.breakdowns[0].alarm : 0,
    product: "P",
    order: 1,
    cycleMs: machine.profile.products[0].idealCycleMs,
    rejectShare: 0,
  });

  test.each(demoMachines.map((machine) => [machine.code, machine] as const))("%s", (_, machine) => {
    const rules = signalRules.parse(machine.signals({ speed: 1 }));
    const rule = rules.state!;
    if (rule.type === "counter_only")
      throw new TypeError("every machine of the demo has a state signal");
    for (const kind of phaseKinds) {
      const phase = phaseOf(machine, kind);
      const moment: Moment = {
        at: 1,
        phase,
        cycles: 0,
        rejects: 0,
        rejectsBeforeHour: 0,
        switchedOnAt: 0,
        runMs: 0,
      };
      const values = new Map(
        machine.variables.map((one) => [tagOf(machine, one.tag), one.value(moment)]),
      );
      const value = (code: string | undefined) =>
        code === undefined ? null : (values.get(code) ?? null);
      const { reading } = readState(rule, value, { side: null, lamps: {} });
      const alarm = rules.alarm === undefined ? null : rootAlarm(null, value(rules.alarm.tag), 0);
      expect([kind, explainByAlarm(rules.alarm, alarm, reading).state]).toEqual([
        kind,
        machine.state(phase),
      ]);
    }
  });
});

describe("two weeks of the demo plant", () => {
  test("look like life: every machine has an OEE of its own between 45 and 85 %", () => {
    const oee = demoMachines.map((machine) => trueOee(machine));
    for (const value of oee) {
      expect(value).toBeGreaterThan(0.45);
      expect(value).toBeLessThan(0.85);
    }
    expect(new Set(oee.map((value) => value.toFixed(2))).size).toBeGreaterThanOrEqual(6);
  });

  test("have machines at work at every hour of the day, on Sundays too", () => {
    const machines = demoMachines.map((machine) => simulate(machine, usualSeed, until - 14 * day));
    let atWorkTotal = 0;
    let looks = 0;
    for (let at = until - 14 * day; at < until; at += 10 * 60_000) {
      for (const machine of machines) machine.skipTo(at);
      const kinds = machines.map((machine) => machine.moment().phase.kind);
      expect(kinds.filter((kind) => kind === "off" || kind === "break").length).toBeLessThanOrEqual(
        4,
      );
      atWorkTotal += kinds.filter((kind) => kind === "run").length;
      looks++;
    }
    expect(atWorkTotal / looks).toBeGreaterThan(4.5);
  });
});

/** Σ ideal cycle × good pieces over the planned busy time. */
function trueOee(machine: DemoMachine): number {
  const ideal = new Map<string | null, number>(
    machine.profile.products.map((one) => [one.code, one.idealCycleMs]),
  );
  const simulated = simulate(machine, usualSeed, until - 14 * day);
  let before = simulated.moment();
  let goodMs = 0;
  let busyMs = 0;
  simulated.advanceTo(until, "last_cycle", (_, moment) => {
    const cycles = moment.cycles - before.cycles;
    const rejected = (moment.rejects - before.rejects) / machine.profile.piecesPerCycle;
    goodMs += (cycles - rejected) * (ideal.get(before.phase.product) ?? 0);
    if (!["off", "break", "maintenance"].includes(before.phase.kind))
      busyMs += moment.at - before.at;
    before = moment;
  });
  return goodMs / busyMs;
}
