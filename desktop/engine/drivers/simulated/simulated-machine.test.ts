import { describe, expect, it } from "vitest";
import { advanceMachine, readSignal, startMachine } from "./simulated-machine.ts";

const start = Date.UTC(2026, 10, 22, 6);
const hour = 3_600_000;

describe("a simulated machine", () => {
  it("lives the same life for a seed, however often it is asked", () => {
    const once = advanceMachine(startMachine(7, 2_000, start), 2_000, start + hour);
    let often = startMachine(7, 2_000, start);
    for (let at = start; at <= start + hour; at += 777) often = advanceMachine(often, 2_000, at);
    expect(advanceMachine(often, 2_000, start + hour)).toEqual(once);
    expect(advanceMachine(startMachine(8, 2_000, start), 2_000, start + hour)).not.toEqual(once);
  });

  it("runs, stops, counts and rejects, and makes nothing while it stands", () => {
    let machine = startMachine(1, 1_000, start);
    const phases = new Set<string>();
    for (let at = start; at < start + 4 * hour; at += 250) {
      const next = advanceMachine(machine, 1_000, at);
      if (machine.phase !== "running" && next.phase !== "running")
        expect(next.count - machine.count).toBeLessThanOrEqual(0);
      machine = next;
      phases.add(machine.phase);
    }
    expect([...phases].toSorted()).toEqual(["fault", "running", "stopped"]);
    expect(machine.count).toBeGreaterThan(5_000);
    expect(machine.reject).toBeGreaterThan(0);
    expect(machine.reject).toBeLessThan(machine.count / 10);
  });

  it("shows each signal", () => {
    const machine = advanceMachine(startMachine(1, 2_000, start), 2_000, start + 10_000);
    expect(readSignal(machine, "running", 2_000)).toBe(true);
    expect(readSignal(machine, "count", 2_000)).toBe(5);
    expect(readSignal(machine, "state", 2_000)).toBe(6);
    expect(readSignal(machine, "speed", 2_000)).toBe(30);
  });
});
