/** `npm run bench -- truth-week`: a week of the demo plant's schedule, read over OPC UA, against the truth. See README.md. */
import { startAcceleratedPlant } from "#build/demo/accelerated-plant.ts";
import { compareWithTruth, type Comparison } from "#build/demo/compare-with-truth.ts";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import { rounded } from "./figures/percentile.ts";
import { benchOptions, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";

const { speed, hours, plants } = benchOptions({
  /** How much faster than life the machines run. */
  speed: wholeNumber(1, 2_000, 60),
  /** Hours of their schedule. */
  hours: wholeNumber(1, 24 * 14, 24 * 7),
  /** So many plants share the hours, each reading its own part at the same time. */
  plants: wholeNumber(1, 7, 3),
});

/** A Monday 06:00 in Berlin: the week as it is worked, its weekend included. */
const weekStart = Date.UTC(2026, 10, 16, 5);

const partMs = Math.ceil((hours * hourMs) / plants / speed / minuteMs) * minuteMs;

/** Everything is connected for a while before the span begins, and stored after it has ended. */
const settleMs = 8_000;

/** The machine behind the server that goes off several times a day: that time is unknown, whoever looks. */
const offAndOn = "ASM-1";

const largest = (comparisons: readonly Comparison[], of: keyof Comparison["ours"]): number =>
  Math.max(
    ...comparisons.map(({ ours, truth }) => {
      const [a, b] = [ours[of], truth[of]];
      if ((a === null) !== (b === null))
        throw new Error(`${of} is known to one side only: ${a} and ${b}`);
      return a === null || b === null ? 0 : Math.abs(a - b) * 100;
    }),
  );

/** Lets one plant work its part of the hours and sets every machine beside the truth. */
async function part(run: BenchRun, index: number): Promise<Comparison[]> {
  const beginsAt = weekStart + index * (hours / plants) * hourMs;
  const plant = await startAcceleratedPlant(speed, new Date(beginsAt).toISOString());
  run.onEnd(async () => {
    await plant.stop();
    plant.remove();
  });
  const start = Math.ceil((Date.now() + settleMs) / minuteMs) * minuteMs;
  const span = { start, end: start + partMs };
  await new Promise((resolve) => setTimeout(resolve, span.end + settleMs - Date.now()));
  const comparisons = await compareWithTruth(plant, span);
  for (const { machine, worstPoints, unknownMs, linkLostMs, pieces, remainderMs } of comparisons)
    run.tell(
      `part ${index + 1}, ${machine}: ${worstPoints === null ? "no figure on either side" : `${rounded(worstPoints, 4)} points off at most`}, ` +
        `pieces ${pieces.ours} of ${pieces.truth}, unknown ${unknownMs} ms, link truly lost ${linkLostMs} ms, remainder ${remainderMs} ms`,
    );
  return comparisons;
}

async function truthWeek(run: BenchRun): Promise<Record<string, number>> {
  run.tell(
    `${plants} plants, each ${rounded((partMs * speed) / hourMs)} hours of the schedule in ${partMs / minuteMs} minutes`,
  );
  const parts = await Promise.all(Array.from({ length: plants }, (_, index) => part(run, index)));
  const comparisons = parts.flat();
  const steady = comparisons.filter(({ machine }) => machine !== offAndOn);
  return {
    speed,
    hours: rounded((plants * partMs * speed) / hourMs),
    machines: steady.length / plants,
    worstAvailabilityPoints: rounded(largest(steady, "availability"), 4),
    worstEffectivenessPoints: rounded(largest(steady, "effectiveness"), 4),
    worstQualityPoints: rounded(largest(steady, "quality"), 4),
    worstOeePoints: rounded(largest(steady, "oee"), 4),
    pieces: steady.reduce((sum, { pieces }) => sum + pieces.ours, 0),
    truePieces: steady.reduce((sum, { pieces }) => sum + pieces.truth, 0),
    unknownMs: steady.reduce((sum, { unknownMs }) => sum + unknownMs, 0),
  };
}

await runBench({
  name: "truth-week",
  limitSeconds: (partMs / 1_000) * 1.2 + 300,
  measure: truthWeek,
});
