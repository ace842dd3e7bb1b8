import { describe, expect, test } from "vitest";
import { anchorFor } from "./anchor.ts";
import { demoMachines } from "./demo-plant.ts";
import type { Phase } from "./phase.ts";
import { seededRandom } from "./random.ts";
import { schedule } from "./schedule.ts";
import { shiftPatterns } from "./shift-patterns.ts";
import { calendarSlots } from "./work-calendar.ts";

const weekMs = 7 * 86_400_000;
const start = anchorFor(Date.parse("2026-11-22T12:00:00Z"));

function firstWeeks(code: string, seed: number, weeks = 1): Phase[] {
  const machine = demoMachines.find((one) => one.code === code)!;
  const slots = calendarSlots(
    shiftPatterns[machine.shiftPattern],
    machine.profile.maintenance,
    start,
  );
  const phases: Phase[] = [];
  for (const phase of schedule(machine.profile, seededRandom(seed, code), slots)) {
    if (phase.start >= start + weeks * weekMs) break;
    phases.push(phase);
  }
  return phases;
}

describe("the course of a machine", () => {
  test("is the same for the same seed and another for another", () => {
    expect(firstWeeks("FILL-1", 1)).toEqual(firstWeeks("FILL-1", 1));
    expect(firstWeeks("FILL-1", 1)).not.toEqual(firstWeeks("FILL-1", 2));
  });

  test.each(demoMachines.map(({ code }) => code))(
    "of %s has no gap, no overlap and no empty phase",
    (code) => {
      const phases = firstWeeks(code, 7);
      expect(phases[0]!.start).toBe(start);
      for (const [i, phase] of phases.entries()) {
        expect(phase.end).toBeGreaterThan(phase.start);
        if (i > 0) expect(phase.start).toBe(phases[i - 1]!.end);
      }
    },
  );

  test("has an article whenever there is an order, and changes it only for a changeover", () => {
    for (const { code } of demoMachines) {
      const phases = firstWeeks(code, 7);
      for (const [i, phase] of phases.entries()) {
        expect(phase.product === null).toBe(phase.kind === "no_order");
        const before = phases[i - 1]?.product ?? null;
        if (before !== null && phase.product !== null && before !== phase.product)
          expect(phase.kind).toBe("changeover");
      }
    }
  });

  test("keeps to the stated lengths of stops", () => {
    const phases = demoMachines.flatMap(({ code }) => firstWeeks(code, 7));
    const longest = (kind: Phase["kind"]) =>
      Math.max(
        ...phases.filter((phase) => phase.kind === kind).map((phase) => phase.end - phase.start),
      );
    expect(longest("micro_stop")).toBeLessThanOrEqual(100_000);
    expect(longest("breakdown")).toBeLessThanOrEqual(60 * 60_000);
    expect(longest("changeover")).toBeLessThanOrEqual(40 * 60_000);
  });

  test("of the machining centres rests at night and on weekends, that of the others never", () => {
    // 2026-01-04 is a Sunday.
    const sundayNoon = Date.parse("2026-01-04T11:10:00Z");
    const kinds = demoMachines.map(({ code }) => [
      code,
      firstWeeks(code, 7).find((phase) => phase.start <= sundayNoon && sundayNoon < phase.end)!
        .kind === "off",
    ]);
    expect(kinds.filter(([, off]) => off).map(([code]) => code)).toEqual(["MILL-1", "MILL-2"]);
  });

  test("takes its breaks when the clock on the wall says so, also after the change to summer time", () => {
    const breaks = firstWeeks("PRESS-1", 7, 14).filter((phase) => phase.cause === "Break");
    const times = new Set(breaks.map((phase) => berlinTime(phase.start)));
    expect([...times].sort()).toEqual(["02:00", "10:00", "18:00"]);
    // That night there is no 02:00 and no 02:30, hence no break.
    const nights = breaks
      .filter((phase) => berlinTime(phase.start) === "02:00")
      .map((phase) => berlinDate(phase.start));
    expect(nights).toEqual(expect.arrayContaining(["2026-03-28", "2026-03-30"]));
    expect(nights).not.toContain("2026-03-29");
  });
});

const berlinTime = (at: number): string =>
  new Date(at).toLocaleTimeString("en-GB", {
    timeZone: "Europe/Berlin",
    hour: "2-digit",
    minute: "2-digit",
  });
const berlinDate = (at: number): string =>
  new Date(at).toLocaleDateString("sv-SE", { timeZone: "Europe/Berlin" });
