import { describe, expect, test } from "vitest";
import type { DemoMachine } from "./demo-machine.ts";
import { fill1 } from "./machines/filler.ts";
import { mould1 } from "./machines/moulding.ts";
import { LiveMachine } from "./live-machine.ts";
import { SimulatedMachine } from "./machine-model.ts";
import type { Phase } from "./phase.ts";
import { simulatedClock } from "./simulated-clock.ts";
import { MachineTruth } from "./truth.ts";
import { readTruth, truthSums } from "./truth-kpis.ts";
import type { TruthRecord } from "./truth-record.ts";

const start = Date.parse("2026-11-22T12:00:00Z");
const seconds = (n: number): number => start + n * 1_000;

const running = (
  from: number,
  to: number,
  product: string,
  cycleMs: number,
  rejectShare: number,
): Phase => ({
  start: seconds(from),
  end: seconds(to),
  kind: "run",
  cause: null,
  alarm: 0,
  product,
  order: 1,
  cycleMs,
  rejectShare,
});

/** A machine on a made-up course, ticking every 100 ms as the process does. */
function live(definition: DemoMachine, course: Phase[], speed = 1) {
  const records: TruthRecord[] = [{ at: start, demo: "started", seed: 1, speed }];
  const machine = new LiveMachine({
    definition,
    simulated: new SimulatedMachine(course.values(), definition.profile.piecesPerCycle),
    clock: simulatedClock(start, start, speed),
    show: () => {},
    truth: new MachineTruth(definition, (record) => records.push(record)),
  });
  machine.begin();
  let tick = start;
  const liveUntil = (wall: number) => {
    for (; tick <= wall; tick += 100) machine.advanceTo(tick);
  };
  return { machine, records, liveUntil };
}

describe("the true sums", () => {
  test("of a forced stop: 30 s running, 20 s held, 30 s running", () => {
    const { machine, records, liveUntil } = live(fill1, [
      running(0, 1_000, "B-050-STILL", 500, 0.1),
    ]);
    liveUntil(seconds(30));
    machine.force("held");
    liveUntil(seconds(50));
    machine.release();
    liveUntil(seconds(95));
    expect(truthSums(records, "FILL-1", { start, end: seconds(80) })).toMatchObject({
      stateMs: { running: 60_000, down: 20_000, stopped: 0, unknown: 0 },
      total: 120,
      reject: 12,
      products: [{ product: "B-050-STILL", total: 120, reject: 12 }],
      linkLostMs: 0,
    });
  });

  test("between any two instants count exactly the pieces that were finished", () => {
    const { records, liveUntil } = live(fill1, [running(0, 1_000, "B-050-STILL", 700, 0.03)]);
    liveUntil(seconds(120));
    for (const [from, to] of [
      [1.1, 3.9],
      [0, 60],
      [33.3, 33.7],
      [2.8, 104.9],
    ] as const) {
      const finished = Math.floor((to * 1_000) / 700) - Math.floor((from * 1_000) / 700);
      expect(truthSums(records, "FILL-1", { start: seconds(from), end: seconds(to) }).total).toBe(
        finished,
      );
    }
  });

  test("count whole shots of a mould with four cavities", () => {
    const { records, liveUntil } = live(mould1, [running(0, 1_000, "CAP-28", 24_000, 0)]);
    liveUntil(seconds(100));
    expect(truthSums(records, "MOULD-1", { start, end: seconds(47) }).total).toBe(4);
    expect(truthSums(records, "MOULD-1", { start, end: seconds(73) }).total).toBe(12);
  });

  test("keep the articles apart, the last piece with the one it was made of", () => {
    const { records, liveUntil } = live(fill1, [
      running(0, 10, "B-050-STILL", 1_000, 0),
      { ...running(10, 20, "B-100-STILL", 0, 0), kind: "changeover", cause: "Changeover" },
      running(20, 100, "B-100-STILL", 2_000, 0),
    ]);
    liveUntil(seconds(60));
    const sums = truthSums(records, "FILL-1", { start, end: seconds(40) });
    expect(sums.products).toEqual([
      { product: "B-050-STILL", total: 10, reject: 0 },
      { product: "B-100-STILL", total: 10, reject: 0 },
    ]);
    expect(sums.stateMs).toMatchObject({ running: 30_000, setup: 10_000 });
  });

  test("stand in wall-clock time when the schedule is accelerated", () => {
    const { records, liveUntil } = live(fill1, [running(0, 10_000, "B-050-STILL", 1_000, 0)], 60);
    liveUntil(seconds(20));
    expect(truthSums(records, "FILL-1", { start, end: seconds(10) })).toMatchObject({
      stateMs: { running: 10_000 },
      total: 600,
    });
  });

  test("refuse a span that no run of the demo covers", () => {
    const { records, liveUntil } = live(fill1, [running(0, 1_000, "B-050-STILL", 500, 0)]);
    liveUntil(seconds(30));
    expect(() => truthSums(records, "FILL-1", { start: start - 1, end: seconds(10) })).toThrow(
      RangeError,
    );
    expect(() => truthSums(records, "FILL-1", { start, end: seconds(40) })).toThrow(RangeError);
  });
});

test("a line that is still being written is left out", () => {
  const line = JSON.stringify({ at: 1, demo: "started", seed: 1, speed: 1 });
  expect(readTruth(`${line}\n{"at":2,"mach`)).toEqual([
    { at: 1, demo: "started", seed: 1, speed: 1 },
  ]);
});
