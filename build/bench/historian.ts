/** `npm run bench -- historian`: how fast samples become committed blocks, how large they are, and a month of one on a chart. See README.md. */
import path from "node:path";
import { openDatabase, openReadOnly } from "#desktop/engine/database/open-database.ts";
import { asReader } from "#desktop/engine/database/reader.ts";
import { readTag } from "#desktop/engine/historian/read-samples.ts";
import { samplesOf } from "#desktop/engine/historian/samples-of.ts";
import { trend } from "#desktop/engine/modules/historian/trend.ts";
import { Measured, rounded } from "./figures/percentile.ts";
import { storeMonth } from "./historian/month.ts";
import { RawBlocks, readyBlocks, samplesIn, type ReadyBlock } from "./historian/raw-blocks.ts";
import { SampleFlood } from "./historian/sample-flood.ts";
import { benchOptions, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";

const options = benchOptions({
  /** Half of them counters, half analog values. */
  tags: wholeNumber(2, 20_000, 10_000),
  hz: wholeNumber(1, 100, 10),
  /** Of plant time that is stored and measured, after a minute and a half that is not. */
  seconds: wholeNumber(24, 600, 240),
  seed: wholeNumber(0, 1_000_000, 1),
});

/** Commits a second of plant time, as the intake makes them. */
const commitsPerSecond = 4;

/** Until as much is written into blocks as comes in: memory is full, and a round of all tags went by. */
const warmUpSeconds = 90;
/** The store and bare better-sqlite3 take turns: the machine is seldom as fast twice. */
const rounds = 6;

const median = (values: readonly number[]): number => {
  const ordered = values.toSorted((a, b) => a - b);
  return (ordered[(values.length - 1) >> 1]! + ordered[values.length >> 1]!) / 2;
};
const spread = (values: readonly number[]): string =>
  `${(Math.min(...values) / 1e6).toFixed(2)} to ${(Math.max(...values) / 1e6).toFixed(2)} million`;

async function historian(run: BenchRun): Promise<Record<string, number>> {
  const { tags, hz, seconds, seed } = options;
  const flood = new SampleFlood({ tags, hz, commitsPerSecond, seed });
  const database = await openDatabase(path.join(run.folder, "plant"), flood.startedAt);
  flood.nameTags(database.raw);
  const samples = samplesOf(database.raw);
  const beat = flood.beat(database.raw);
  let commit = 0;
  /** Milliseconds of the commit alone: making up the batch is not the store's. */
  const storeBatch = (): { count: number; ms: number } => {
    const { columns, now } = flood.batch(commit++);
    const begun = performance.now();
    database.raw.transaction(() => {
      samples.append(columns, now);
      beat(now);
    })();
    samples.settle();
    return { count: columns.count, ms: performance.now() - begun };
  };
  const bare = await RawBlocks.open(
    path.join(run.folder, "raw"),
    (tags * hz) / commitsPerSecond,
    (connection) => flood.beat(connection),
  );
  const size = { counter: { bytes: 0, samples: 0 }, analog: { bytes: 0, samples: 0 } };
  let lastBlock = 0;
  const newBlocks = (): ReadyBlock[] => {
    const { blocks, last } = readyBlocks(database.raw, lastBlock);
    lastBlock = last;
    for (const { tag, count, bytes } of blocks) {
      const sums = flood.isCounter(tag) ? size.counter : size.analog;
      sums.bytes += bytes.length;
      sums.samples += count;
    }
    return blocks;
  };

  while (commit < warmUpSeconds * commitsPerSecond) storeBatch();
  // Its file grows as ours does.
  bare.store(newBlocks());
  const commits = new Measured();
  const stored: number[] = [];
  const raw: number[] = [];
  let [came, packed] = [0, 0];
  const commitsOfRound = Math.floor((seconds * commitsPerSecond) / rounds);
  for (let round = 0; round < rounds; round++) {
    let [count, ms] = [0, 0];
    for (let i = 0; i < commitsOfRound; i++) {
      const done = storeBatch();
      commits.add(done.ms);
      count += done.count;
      ms += done.ms;
    }
    stored.push((count * 1_000) / ms);
    const blocks = newBlocks();
    came += count;
    packed += samplesIn(blocks);
    raw.push(bare.store(blocks));
  }
  run.tell(
    `a commit took ${rounded(commits.percentile(0.5))} ms, p99 ${rounded(commits.percentile(0.99))}, worst ${rounded(commits.worst)}; ` +
      `${came} samples came, blocks of ${packed} were written, ${samples.held} are in memory`,
  );
  const ratios = stored.map((rate, round) => rate / raw[round]!);
  run.tell(
    `samples a second in ${rounds} rounds: ${spread(stored)}; ready-made blocks: ${spread(raw)}; ` +
      `ratio ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")}`,
  );
  samples.packAll(flood.startedAt + (warmUpSeconds + seconds) * 1_000);
  newBlocks();
  bare.close();
  database.close();

  const monthQueryMs = await monthQuery(run);
  return {
    samplesPerSecond: Math.round(median(stored)),
    rawLimitPerSecond: Math.round(median(raw)),
    ratio: rounded(median(stored) / median(raw), 3),
    ratioLowest: rounded(Math.min(...ratios), 3),
    ratioHighest: rounded(Math.max(...ratios), 3),
    commitP99Ms: rounded(commits.percentile(0.99)),
    bytesPerSampleCounter: rounded(size.counter.bytes / size.counter.samples, 2),
    bytesPerSampleAnalog: rounded(size.analog.bytes / size.analog.samples, 2),
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
