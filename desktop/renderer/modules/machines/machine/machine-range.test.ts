import { describe, expect, test } from "vitest";
import { machineRange, type ShiftOfRange } from "./machine-range.ts";

const hour = 3_600_000;
const shift = (id: string, start: number): ShiftOfRange => ({
  id,
  name: id,
  businessDate: "2026-11-22",
  start: start * hour,
  end: (start + 8) * hour,
});
const shifts = [shift("early", 6), shift("late", 14), shift("night", 22)];

describe("what a machine page shows", () => {
  test("this shift by default, with the one before", () => {
    const shown = machineRange({}, shifts, 15 * hour);
    expect(shown.kind).toBe("this_shift");
    expect(shown.range).toEqual({ from: 14 * hour, to: 22 * hour });
    expect(shown.previous?.id).toBe("early");
    expect(shown.next).toBeNull();
  });

  test("the last shift when none runs", () => {
    expect(machineRange({}, [shift("early", 6)], 20 * hour).kind).toBe("last_shift");
  });

  test("the last eight hours up to the full hour without shifts", () => {
    expect(machineRange({}, [], 9.5 * hour)).toMatchObject({
      kind: "none",
      range: { from: 2 * hour, to: 10 * hour },
    });
  });

  test("what the address asks for; a shift is recognised", () => {
    const shown = machineRange({ from: 6 * hour, to: 14 * hour }, shifts, 15 * hour);
    expect(shown.shift?.id).toBe("early");
    expect(shown.next?.id).toBe("late");
    expect(shown.kind).toBe("chosen");
  });

  test("an impossible range in the address is ignored", () => {
    expect(machineRange({ from: 9, to: 9 }, shifts, 15 * hour).kind).toBe("this_shift");
    expect(machineRange({ from: 9 }, shifts, 15 * hour).kind).toBe("this_shift");
  });

  test("an edge belongs to the shift that begins", () => {
    expect(machineRange({}, shifts, 14 * hour).shift?.id).toBe("late");
  });
});
