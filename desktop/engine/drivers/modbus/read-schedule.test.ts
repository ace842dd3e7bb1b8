import { expect, it } from "vitest";
import type { PlannedRead } from "#shared/connections/modbus/poll-plan.ts";
import { ReadSchedule } from "./read-schedule.ts";

const read = (start: number, unit = 1): PlannedRead => ({
  unit,
  table: "holding",
  start,
  length: 1,
  values: [],
  ms: 10,
});
const awake = (): number => -Infinity;

/** Lets a line of `msPerRead` run until `untilMs`; how often each read was made, by start. */
function run(
  reads: { read: PlannedRead; intervalMs: number }[],
  msPerRead: number,
  untilMs: number,
) {
  const schedule = new ReadSchedule(reads, 0);
  const times: Record<number, number> = {};
  let now = 0;
  while (now < untilMs) {
    const { entry, dueAt } = schedule.first(awake)!;
    now = Math.max(now, dueAt) + msPerRead;
    schedule.done(entry, now);
    times[entry.read.start] = (times[entry.read.start] ?? 0) + 1;
  }
  return { times, schedule };
}

it("makes each read in its own rhythm while the line has room", () => {
  const { times, schedule } = run(
    [
      { read: read(0), intervalMs: 100 },
      { read: read(1), intervalMs: 1_000 },
    ],
    10,
    10_000,
  );
  expect(times).toEqual({ 0: 101, 1: 10 });
  expect(Math.round(schedule.entries[0]!.achievedMs!)).toBe(100);
});

it("on a line that is too slow gives who wants little what it wants, and the rest to the greedy in turn", () => {
  const { times } = run(
    [
      { read: read(0), intervalMs: 0 },
      { read: read(1), intervalMs: 5 },
      { read: read(2), intervalMs: 1_000 },
    ],
    25,
    10_000,
  );
  expect(times[2]).toBe(10);
  expect(Math.abs(times[0]! - times[1]!)).toBeLessThanOrEqual(10);
  expect(times[0]! + times[1]! + times[2]!).toBe(400);
});

it("passes over a unit that rests", () => {
  const schedule = new ReadSchedule(
    [
      { read: read(0, 7), intervalMs: 0 },
      { read: read(1, 1), intervalMs: 0 },
    ],
    0,
  );
  const first = schedule.first((unit) => (unit === 7 ? 5_000 : -Infinity))!;
  expect(first.entry.read.unit).toBe(1);
  schedule.missed(first.entry, 100);
  expect(first.entry.dueAt).toBe(100);
});
