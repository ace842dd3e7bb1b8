import { afterAll, beforeAll, expect, test } from "vitest";
import { minuteMs } from "#shared/kernel/instant.ts";
import { startAcceleratedPlant, type AcceleratedPlant } from "./accelerated-plant.ts";
import { compareWithTruth, type Comparison } from "./compare-with-truth.ts";

/** An hour of the machines' schedule in one minute of ours. */
const speed = 60;
/** A figure may differ by this much, percentage points. */
const tolerancePoints = 0.1;

/**
 * Its state follows from one measured value. At this pace a stop of ten seconds lasts a sixth of one, and now and then some
 * tenths of a second are booked to the other side of a stop (see the week in build/bench/README.md); its pieces are exact.
 */
const knownBySpeed = "PACK-1";

let plant: AcceleratedPlant;
let comparisons: Comparison[];

const sleepUntil = (at: number) => new Promise((resolve) => setTimeout(resolve, at - Date.now()));

beforeAll(async () => {
  plant = await startAcceleratedPlant(speed);
  // Whole minutes, because that is how counts are kept; the first one in which everything has been connected for a while.
  const start = Math.ceil((Date.now() + 5_000) / minuteMs) * minuteMs;
  const span = { start, end: start + minuteMs };
  await sleepUntil(span.end + 8_000);
  comparisons = await compareWithTruth(plant, span);
  console.table(
    comparisons.map(({ machine, worstPoints, unknownMs, linkLostMs, pieces }) => ({
      machine,
      worstPoints,
      unknownMs,
      linkLostMs,
      ...pieces,
    })),
  );
  await plant.stop();
}, 240_000);

afterAll(async () => {
  await plant?.stop();
  plant?.remove();
});

test("an hour of every steadily linked machine that tells its state agrees with the truth in A, P, Q and OEE", () => {
  const steady = comparisons.filter(
    ({ linkLostMs, machine }) => linkLostMs === 0 && machine !== "ASM-1",
  );
  expect(steady).toHaveLength(7);
  const off = steady.filter(
    ({ machine, worstPoints }) => machine !== knownBySpeed && (worstPoints ?? 0) > tolerancePoints,
  );
  expect(off).toEqual([]);
  expect(steady.filter(({ ours, truth }) => (ours.oee === null) !== (truth.oee === null))).toEqual(
    [],
  );
});

test("the machine known by its speed alone agrees in OEE and quality; its short stops are told within a second in the minute", () => {
  const { ours, truth } = comparisons.find(({ machine }) => machine === knownBySpeed)!;
  const points = (of: keyof typeof ours) => Math.abs((ours[of] ?? 0) - (truth[of] ?? 0)) * 100;
  expect(points("oee")).toBeLessThanOrEqual(tolerancePoints);
  expect(points("quality")).toBeLessThanOrEqual(tolerancePoints);
  expect(points("availability")).toBeLessThanOrEqual(100 / 60);
});

test("time in which the link was down is unknown, no more than the reconnect longer, and nothing else is", () => {
  for (const { machine, unknownMs, linkLostMs } of comparisons) {
    if (machine !== "ASM-1") expect({ machine, unknownMs }).toEqual({ machine, unknownMs: 0 });
    else expect(unknownMs).toBeGreaterThanOrEqual(linkLostMs);
  }
});

test("every planned minute is accounted for", () => {
  expect(comparisons.map(({ remainderMs }) => remainderMs)).toEqual(comparisons.map(() => 0));
});
