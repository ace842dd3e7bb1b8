import { openDatabase } from "../database/open-database.ts";
import { blockLimits } from "../historian/open-blocks.ts";
import { packSamples } from "../historian/sample-columns.ts";
import { SampleStore } from "../historian/sample-store.ts";

/**
 * Stores samples of three tags from a number on, one commit a step of plant time, with blocks that close often, and
 * tells each commit on standard output. Never ends by itself: it is there to be killed. Arguments: folder, first number.
 */
const [folder = "", first] = process.argv.slice(2);
const start = Date.UTC(2026, 2, 2, 5);

const database = await openDatabase(folder, start);
const limits = { ...blockLimits, closeAt: 20, mostSamples: 40, roundMs: 3_000 };
const store = new SampleStore(database.raw, limits);
const tags = [1, 2, 3];
const name = database.raw.prepare(
  "insert or ignore into historian.sample_tag (number, tag_id) values (?, ?)",
);
for (const tag of tags) name.run(tag, `tag-${tag}`);

for (let number = Number(first); ; number++) {
  const at = start + number * 100;
  const times = { sourceTime: at, serverTime: at, receivedTime: at };
  const samples = tags.map((tag) => ({ tag, value: number, status: 0, ...times }));
  database.raw.transaction(() => store.append(packSamples(samples), at))();
  store.settle();
  store.catchUp(at);
  process.stdout.write(`${JSON.stringify({ number })}\n`);
  if (number % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
}
