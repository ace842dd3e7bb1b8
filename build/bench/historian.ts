/** `npm run bench -- historian`: how fast samples become committed blocks, how large they are, and a month of one on a chart. See README.md. */
import path from "node:path";
import { openDatabase, openReadOnly } from "#desktop/engine/database/open-database.ts";
import { asReader } from "#desktop/engine/database/reader.ts";
import { readTag } from "#desktop/engine/historian/read-samples.ts";
import { samplesOf } from "#desktop/engine/historian/samples-of.ts";
import { trend } from "#desktop/engine/modules/historian/trend.ts";
import { Measured, rounded } from "./figures/percentile.ts";
import { storeMonth } from "./historian/month.ts";
import { rawBlocks, readyBlocks } from "./historian/raw-blocks.ts";
import { SampleFlood } from "./historian/sample-flood.ts";
import { benchOptions, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";

const options = benchOptions({
  /** Half of them counters, half analog values. */
  tags: wholeNumber(2, 20_000, 10_000),
  hz: wholeNumber(1, 100, 10),
  /** Of plant time that is stored. */
  seconds: wholeNumber(10, 600, 150),
  seed: wholeNumber(0, 1_000_000, 1),
});

/** Commits a second of plant time, as the intake makes them. */
const commitsPerSecond = 4;

async function historian(run: BenchRun): Promise<Record<string, number>> {
  const { tags, hz, seconds, seed } = options;
  const flood = new SampleFlood({ tags, hz, commitsPerSecond, seed });
  const database = await openDatabase(path.join(run.folder, "plant"), flood.startedAt);
  flood.nameTags(database.raw);
  const samples = samplesOf(database.raw);
  const beat = flood.beat(database.raw);
  const commits = new Measured();
  let stored = 0;
  for (let commit = 0; commit < seconds * commitsPerSecond; commit++) {
    const { columns, now } = flood.batch(commit);
    const begun = performance.now();
    database.raw.transaction(() => {
      samples.append(columns, now);
      beat(now);
    })();
    samples.settle();
    commits.add(performance.now() - begun);
    stored += columns.count;
  }
  const samplesPerSecond = (stored * 1_000) / commits.total;
  const share = (commits.total / (seconds * 1_000)) * 100;
  run.tell(
    `${stored} samples in ${seconds * commitsPerSecond} commits: ${rounded(share, 2)} % of the writer's time; ` +
      `a commit took ${rounded(commits.percentile(0.5))} ms, p99 ${rounded(commits.percentile(0.99))}, worst ${rounded(commits.worst)}; ` +
      `${samples.held} samples in memory`,
  );
  samples.packAll(flood.startedAt + seconds * 1_000);
  const blocks = readyBlocks(database.raw);
  const bytesOf = (isCounter: boolean) => {
    const mine = blocks.filter(({ tag }) => flood.isCounter(tag) === isCounter);
    const sum = (of: (block: (typeof mine)[number]) => number) =>
      mine.reduce((total, block) => total + of(block), 0);
    return sum(({ bytes }) => bytes.length) / sum(({ count }) => count);
  };
  const figures = { counter: bytesOf(true), analog: bytesOf(false) };
  database.close();

  const raw = await rawBlocks({
    folder: path.join(run.folder, "raw"),
    blocks,
    commitSamples: (tags * hz) / commitsPerSecond,
    samples: stored,
    beatOf: (connection) => flood.beat(connection),
  });
  run.tell(`${blocks.length} ready-made blocks: ${Math.round(raw)} samples a second`);

  const monthQueryMs = await monthQuery(run);
  return {
    samplesPerSecond: Math.round(samplesPerSecond),
    rawLimitPerSecond: Math.round(raw),
    ratio: rounded(samplesPerSecond / raw, 3),
    commitP99Ms: rounded(commits.percentile(0.99)),
    bytesPerSampleCounter: rounded(figures.counter, 2),
    bytesPerSampleAnalog: rounded(figures.analog, 2),
    monthQueryMs: rounded(monthQueryMs),
  };
}

/** One month of a 1 Hz tag on a chart 1,000 points wide: the median of ten, the first one cold. */
async function monthQuery(run: BenchRun): Promise<number> {
  const folder = path.join(run.folder, "month");
  const { tagId, span, samples } = await storeMonth(folder, options.seed);
  const raw = openReadOnly(folder);
  run.onEnd(() => void raw.close());
  const reader = asReader(raw);
  const times = new Measured();
  const range = { from: span.start, to: span.end };
  let first = 0;
  for (let i = 0; i < 10; i++) {
    const begun = performance.now();
    const { series } = await trend(reader, { tagIds: [tagId], range, points: 1_000 });
    times.add(performance.now() - begun);
    if (i === 0) first = times.worst;
    if (series[0]!.sampleCount !== samples)
      throw new Error(`the month has ${series[0]!.sampleCount} samples instead of ${samples}`);
  }
  const begun = performance.now();
  const all = await readTag(reader, tagId, span);
  run.tell(
    `${samples} samples of a month on a chart: ${rounded(times.percentile(0.5))} ms, the first ${rounded(first)} ms; ` +
      `all ${all.length} of them one by one: ${Math.round(performance.now() - begun)} ms`,
  );
  return times.percentile(0.5);
}

await runBench({ name: "historian", limitSeconds: 300, measure: historian });
