import { expect, test } from "vitest";
import { dateOf } from "#shared/shifts/local-time.ts";
import { demoPeople } from "#desktop/engine/modules/plant/demo-people.ts";
import { demoZone } from "./anchor.ts";
import { demoMachines } from "./demo-plant.ts";
import { demoReasons } from "./reasons.ts";
import { recordPlant } from "./recording.ts";
import { People } from "./told-by-people.ts";

const seed = 11;
const until = Date.parse("2026-11-21T15:47:13.456Z");
const span = { start: until - 4 * 86_400_000, end: until };

function toldOf(days: typeof span) {
  const people = new People(seed, days);
  let asked = 0;
  for (const _ of recordPlant(seed, days, (machine, phase) => people.see(machine, phase))) asked++;
  expect(asked).toBeGreaterThan(0);
  return people.tell();
}
const told = toldOf(span);

test("people say the same of the same past, in codes of the plant, and the engine can read it", () => {
  expect(toldOf(span)).toEqual(told);
  expect(demoPeople.parse(JSON.parse(JSON.stringify(told)))).toEqual(told);
  const reasons = new Set(demoReasons.map(({ code }) => code));
  const machines = new Set(demoMachines.map(({ code }) => code));
  for (const { reason } of [...told.stops, ...told.rules]) expect(reasons).toContain(reason);
  for (const { machine } of [...told.stops, ...told.calls, ...told.rules])
    expect(machines).toContain(machine);
});

test("stops are told some minutes after they ended, those of today not yet", () => {
  expect(told.stops.length).toBeGreaterThan(100);
  const today = dateOf(until, demoZone);
  for (const { start, end, at } of told.stops) {
    expect(end).toBeGreaterThan(start);
    expect(at - end).toBeGreaterThanOrEqual(0);
    expect(at - end).toBeLessThanOrEqual(14 * 60_000);
    expect(dateOf(start, demoZone)).not.toBe(today);
  }
});

test("a call is answered before it is closed", () => {
  expect(told.calls.length).toBeGreaterThan(0);
  for (const { openedAt, acknowledgedAt, closedAt } of told.calls)
    expect([openedAt, acknowledgedAt, closedAt]).toEqual(
      [openedAt, acknowledgedAt, closedAt].toSorted((a, b) => a - b),
    );
});
