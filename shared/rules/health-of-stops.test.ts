import { expect, test } from "vitest";
import {
  healthGroups,
  healthShares,
  medianOf,
  mixedSignatures,
  type HealthStop,
} from "./health-of-stops.ts";

const minute = 60_000;
const stop = (at: number, more: Partial<HealthStop> = {}): HealthStop => ({
  machineId: "FILL-1",
  start: at * minute,
  end: (at + 10) * minute,
  ms: 10 * minute,
  shift: { code: "EARLY", name: "Early" },
  cause: "Label jam",
  reasonId: "jam",
  isOther: false,
  origin: "person",
  saidAt: (at + 4) * minute,
  ...more,
});
const unsaid = { reasonId: null, origin: null, saidAt: null };

test("shares count stops and minutes without a reason and with one that says other", () => {
  const stops = [
    stop(0),
    stop(20, { ...unsaid, ms: 30 * minute }),
    stop(40, { isOther: true, saidAt: 50 * minute }),
  ];
  expect(healthShares(stops)).toEqual({
    stops: 3,
    ms: 50 * minute,
    unclassifiedStops: 1,
    unclassifiedMs: 30 * minute,
    otherStops: 1,
    otherMs: 10 * minute,
    medianToClassifyMs: 7 * minute,
  });
  expect(medianOf([])).toBeNull();
});

test("groups stand with the most unexplained time first; what belongs to none is in none", () => {
  const stops = [
    stop(0),
    stop(20, { machineId: "PACK-1", ...unsaid }),
    stop(40, { shift: null, machineId: "PACK-1" }),
  ];
  const byMachine = healthGroups(stops, ({ machineId }) => ({ key: machineId, label: machineId }));
  expect(byMachine.map(({ key, stops: count }) => [key, count])).toEqual([
    ["PACK-1", 2],
    ["FILL-1", 1],
  ]);
  const byShift = healthGroups(
    stops,
    ({ shift }) => shift && { key: shift.code, label: shift.name },
  );
  expect(byShift.map(({ label, stops: count }) => [label, count])).toEqual([["Early", 2]]);
});

test("the same words under different reasons are shown with shares and examples; the machine's own reasons are not", () => {
  const stops = [
    stop(0),
    stop(20),
    stop(40),
    stop(60, { reasonId: "clean" }),
    stop(80, { reasonId: "clean", origin: "machine" }),
    stop(100, { cause: "Film end" }),
    stop(120, { cause: "Starved" }),
    stop(140, { cause: "Starved", reasonId: "clean" }),
  ];
  const [mixed, ...more] = mixedSignatures(stops, 10);
  expect(more).toEqual([]);
  expect(mixed).toMatchObject({ cause: "Label jam", stops: 4 });
  expect(
    mixed!.reasons.map(({ reasonId, share, examples }) => [reasonId, share, examples.length]),
  ).toEqual([
    ["jam", 0.75, 3],
    ["clean", 0.25, 1],
  ]);
  expect(mixed!.disorder).toBeCloseTo(0.811, 3);
});
