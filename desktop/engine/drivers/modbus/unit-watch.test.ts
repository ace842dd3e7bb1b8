import { expect, it } from "vitest";
import { defaultTiming } from "./modbus-timing.ts";
import { UnitWatch } from "./unit-watch.ts";

const watch = (units: number[]): UnitWatch => {
  const made = new UnitWatch(500, defaultTiming);
  made.want(units);
  return made;
};

it("a dead unit rests longer each time, so that it takes little of the line from the others", () => {
  const units = watch([1, 7]);
  units.answered(1);
  const rests = Array.from({ length: 9 }, () => {
    units.failed(7, "no_answer", 0);
    return units.restsUntil(7);
  });
  expect(rests).toEqual([2_000, 2_000, 2_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(units.isAllDead).toBe(false);
});

it("while no unit answers none rests long, so that a line that comes back is noticed", () => {
  const units = watch([1, 7]);
  units.failed(7, "no_answer", 0);
  expect(units.isAllDead).toBe(false);
  for (let times = 0; times < 9; times++) units.failed(1, "bad_frame", 0);
  expect(units.isAllDead).toBe(true);
  expect(units.hearsGarbage).toBe(true);
  expect(units.restsUntil(1)).toBe(2_000);
  units.answered(1);
  expect(units.isAllDead).toBe(false);
  expect(units.restsUntil(1)).toBe(-Infinity);
});

it("keeps what it knows of units that stay, and forgets all with a new port", () => {
  const units = watch([1, 7]);
  units.answered(1);
  units.want([1, 2]);
  expect(units.conditionOf(1)).toBe("answering");
  units.forget();
  expect(units.conditionOf(1)).toBe("unknown");
});
