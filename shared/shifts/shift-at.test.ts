import { expect, test } from "vitest";
import { threeShifts } from "./example-patterns.ts";
import { expandShifts } from "./expand-shifts.ts";
import { breakAt, nextShift, shiftAt } from "./shift-at.ts";

// Friday 2026-06-12 and Monday 2026-06-15.
const shifts = expandShifts(threeShifts, "Europe/Berlin", "2026-06-12", "2026-06-16");
const at = (text: string) => Date.parse(`${text}+02:00`);
const codeAt = (text: string) => shiftAt(shifts, at(text))?.code;

test("a boundary belongs to the shift that begins", () => {
  expect(codeAt("2026-06-12T13:59:59.999")).toBe("E");
  expect(codeAt("2026-06-12T14:00:00.000")).toBe("L");
});

test("the weekend has no shift, and Monday morning is next", () => {
  expect(codeAt("2026-06-13T05:59:59")).toBe("N");
  expect(codeAt("2026-06-13T06:00:00")).toBeUndefined();
  expect(nextShift(shifts, at("2026-06-13T06:00:00"))?.businessDate).toBe("2026-06-15");
  expect(nextShift(shifts, at("2026-06-16T00:00:00"))).toBeUndefined();
  expect(codeAt("2026-06-12T05:00:00")).toBeUndefined();
});

test("the break of a shift runs from its first instant to before its last", () => {
  expect(breakAt(shifts[0]!, at("2026-06-12T10:00:00"))?.name).toBe("Break");
  expect(breakAt(shifts[0]!, at("2026-06-12T10:30:00"))).toBeUndefined();
});
