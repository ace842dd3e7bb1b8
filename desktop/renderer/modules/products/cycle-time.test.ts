import fc from "fast-check";
import { expect, test } from "vitest";
import {
  cycleSecondsText,
  idealPerMinute,
  instantOfWallClock,
  readCycleSeconds,
  wallClockOf,
} from "./cycle-time.ts";

test.each([
  ["0.75", 750_000],
  ["0,75", 750_000],
  ["12", 12_000_000],
  ["12.", 12_000_000],
  [".5", 500_000],
  ["0.000001", 1],
  ["1.1000000", 1_100_000],
  ["86400", 86_400_000_000],
])("%s s is %i µs", (typed, cycleUs) => {
  expect(readCycleSeconds(typed)).toEqual({ ok: true, cycleUs });
});

test.each([
  ["", "empty"],
  ["fast", "noNumber"],
  ["1.234.567", "noNumber"],
  ["-1", "noNumber"],
  ["1e3", "noNumber"],
  ["0.0000001", "tooFine"],
  ["0", "notPositive"],
  ["0,000", "notPositive"],
  ["86400.000001", "tooLong"],
])("%j is refused: %s", (typed, issue) => {
  expect(readCycleSeconds(typed)).toEqual({ ok: false, issue });
});

test("every cycle survives being shown and read again", () => {
  const seed = 20_261_122;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 86_400_000_000 }),
      fc.constantFrom(".", ","),
      (cycleUs, sign) => {
        expect(readCycleSeconds(cycleSecondsText(cycleUs, sign as "."))).toEqual({
          ok: true,
          cycleUs,
        });
      },
    ),
    { seed, numRuns: 2_000 },
  );
});

test("four cavities every 12 s are 20 pieces a minute", () => {
  expect(idealPerMinute(12_000_000, 4)).toBe(20);
});

test("valid from is the wall clock of the plant, whatever this PC shows", () => {
  expect(instantOfWallClock("2026-07-01 06:00:00", "Europe/Berlin")).toBe(Date.UTC(2026, 6, 1, 4));
  expect(instantOfWallClock("2026-12-01 06:00:00", "America/Sao_Paulo")).toBe(
    Date.UTC(2026, 11, 1, 9),
  );
  expect(instantOfWallClock("tomorrow", "Europe/Berlin")).toBeNull();
  expect(wallClockOf(Date.UTC(2026, 6, 1, 4, 0, 59, 900), "Europe/Berlin")).toBe(
    "2026-07-01 06:00:00",
  );
});
