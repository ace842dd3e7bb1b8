import { describe, expect, test } from "vitest";
import { demoMachines, simulate } from "./demo-plant.ts";
import { SimulatedMachine, type Moment } from "./machine-model.ts";
import type { Phase } from "./phase.ts";

const noon = Date.parse("2026-11-19T11:00:00Z");
const hours = (n: number): number => n * 3_600_000;

describe("a simulated machine", () => {
  test.each(demoMachines.map((machine) => [machine.code, machine] as const))(
    "%s stands the same whether one skips to an instant or looks at every cycle on the way",
    (_, machine) => {
      const until = noon + hours(7) + 12_345;
      const watched = simulate(machine, 5, noon);
      watched.advanceTo(until, "every_cycle", () => {});
      const glanced = simulate(machine, 5, noon);
      for (let at = noon; at < until; at += 20_000)
        glanced.advanceTo(Math.min(at + 20_000, until), "last_cycle", () => {});
      expect(watched.moment()).toEqual(simulate(machine, 5, until).moment());
      expect(glanced.moment()).toEqual(watched.moment());
    },
  );

  test("goes on over midnight and over days as if it had never been switched off", () => {
    for (const machine of demoMachines) {
      const before = simulate(machine, 5, Date.parse("2026-11-20T22:59:59Z"));
      before.advanceTo(Date.parse("2026-11-21T08:00:00Z"), "every_cycle", () => {});
      expect(simulate(machine, 5, Date.parse("2026-11-21T08:00:00Z")).moment()).toEqual(
        before.moment(),
      );
    }
  });

  test("visits everything in the order of time, each cycle at its own instant", () => {
    for (const machine of demoMachines) {
      const seen: Moment[] = [];
      const simulated = simulate(machine, 5, noon);
      const first = simulated.moment().cycles;
      simulated.advanceTo(noon + hours(2), "every_cycle", (happening, moment) => {
        if (happening === "cycle") seen.push(moment);
      });
      expect(seen.map(({ cycles }) => cycles)).toEqual(seen.map((_, i) => first + 1 + i));
      expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted((a, b) => a - b));
    }
  });

  test("resets the rejects of the hour when a full hour strikes", () => {
    const mould = demoMachines.find(({ code }) => code === "MOULD-1")!;
    const bad = mould.variables.find(({ tag }) => tag === "bad")!;
    const simulated = simulate(mould, 5, noon + 1);
    const atHours: unknown[] = [];
    let most = 0;
    simulated.advanceTo(noon + hours(6), "every_cycle", (happening, moment) => {
      if (happening === "hour") atHours.push([moment.at % hours(1), bad.value(moment)]);
      most = Math.max(most, Number(bad.value(moment)));
    });
    expect(atHours).toEqual(Array.from({ length: 6 }, () => [0, 0]));
    expect(most).toBeGreaterThan(2);
  });
});

describe("a forced phase", () => {
  const run = (start: number, end: number): Phase => ({
    start,
    end,
    kind: "run",
    cause: null,
    alarm: 0,
    product: "P",
    order: 1,
    cycleMs: 1_000,
    rejectShare: 0.5,
  });
  const held = {
    kind: "micro_stop",
    cause: "Held",
    alarm: 0,
    product: "P",
    order: 1,
    cycleMs: 0,
    rejectShare: 0,
  } as const;

  test("stands in place of the schedule until it is released, and loses no part of a cycle", () => {
    const machine = new SimulatedMachine([run(0, 10_000), run(10_000, 100_000)].values(), 1);
    machine.advanceTo(4_500, "every_cycle", () => {});
    expect(machine.force(held)).toMatchObject({ at: 4_500, cycles: 4, rejects: 2 });
    machine.advanceTo(20_000, "every_cycle", () =>
      expect.unreachable("nothing happens while it is held"),
    );
    expect(machine.release()).toMatchObject({
      at: 20_000,
      cycles: 4,
      phase: { kind: "run", start: 20_000, end: 100_000 },
    });
    const instants: number[] = [];
    machine.advanceTo(22_000, "every_cycle", (_, { at }) => instants.push(at));
    expect(instants).toEqual([20_500, 21_500]);
  });

  test("released without having been forced changes nothing", () => {
    const machine = new SimulatedMachine([run(0, 10_000)].values(), 1);
    machine.advanceTo(3_000, "every_cycle", () => {});
    const before = machine.moment();
    expect(machine.release()).toEqual(before);
  });
});
