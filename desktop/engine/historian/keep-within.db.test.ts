import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { historianPolicy } from "#shared/historian/historian-policy.ts";
import type { TagId } from "#shared/kernel/id.ts";
import { trend } from "../modules/historian/trend.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../testing/plant-builder.ts";
import { quotaPieces, retentionPieces, type Piece } from "./keep-within.ts";
import { readTag } from "./read-samples.ts";
import { packSamples } from "./sample-columns.ts";
import { samplesOf } from "./samples-of.ts";
import { TagNumbers } from "./tag-numbers.ts";
import { freePages, usedBytes } from "./used-bytes.ts";

let plant: BuiltPlant;
let running: TagId;
let count: TagId;

beforeEach(async () => {
  plant = await buildPlant();
  [running, count] = [plant.tag("fill-1.running"), plant.tag("fill-1.count")];
});
afterEach(() => plant.close());

const day = (n: number) => mondayMorning + n * hours(24);

/** Two hours of a reading a second of both tags, in blocks. */
function storeTwoHours(from: number): void {
  const { raw } = plant.database;
  const samples = samplesOf(raw);
  const numbers = new TagNumbers(raw);
  for (let minute = 0; minute < 120; minute++) {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const time = from + minutes(minute) + i * 1_000;
      const times = { sourceTime: time, serverTime: time, receivedTime: time };
      return [
        { tag: numbers.numberOf(running), value: i % 2, status: 0, ...times },
        {
          tag: numbers.numberOf(count),
          value: minute * 60 + i + Math.sin(i) / 2,
          status: 0,
          ...times,
        },
      ];
    });
    raw.transaction(() => samples.append(packSamples(rows.flat()), from + minutes(minute)))();
    samples.settle();
  }
  samples.packAll(from + hours(2));
}

const doAll = (piece: Piece) => {
  let pieces = 1;
  while (piece()) pieces += 1;
  return pieces;
};
const times = async (tag: TagId) =>
  (await readTag(plant.database.reader, tag, { start: 0, end: Infinity })).map(({ at }) => at);
const losses = () =>
  plant.database.raw
    .prepare("select tag, cause, starts_at, ends_at from historian.sample_loss order by tag, cause")
    .all();
const series = async (tag: TagId, from: number, to: number) =>
  (await trend(plant.database.reader, { tagIds: [tag], range: { from, to }, points: 120 }))
    .series[0]!;

describe("samples are given up", () => {
  it("by class when they are older than it is kept, and leave a record", async () => {
    for (const n of [0, 5, 40]) storeTwoHours(day(n));
    const policy = historianPolicy.parse({ keepDays: { state: 365, counter: 30 } });
    expect(doAll(retentionPieces(plant.database.raw, policy, day(40)))).toBeGreaterThan(1);

    expect(await times(running)).toHaveLength(3 * 7_200);
    expect((await times(count))[0]).toBe(day(40));
    expect(losses()).toEqual([
      { tag: 2, cause: "retention", starts_at: day(0), ends_at: day(5) + hours(2) - 999 },
    ]);
    expect((await series(count, day(0), day(1))).missing).toEqual([
      { start: day(0), end: day(1), cause: "retention" },
    ]);
    const left = plant.database.raw
      .prepare("select sum(samples) from historian.sample_day")
      .pluck()
      .get();
    expect(left).toBe(4 * 7_200);
  });

  it("beyond the quota: counters first become minutes that tell the same extremes, then the oldest of all go", async () => {
    const { raw } = plant.database;
    for (const n of [0, 1, 2]) storeTwoHours(day(n));
    const before = await series(count, day(0), day(0) + hours(2));
    const used = usedBytes(raw);
    const quotaOf = (bytes: number) => ({
      ...historianPolicy.parse({}),
      quotaMegabytes: bytes / 1_000_000,
    });

    doAll(quotaPieces(raw, quotaOf(used - 40_000), day(3)));
    expect(usedBytes(raw)).toBeLessThanOrEqual(used - 40_000);
    const after = await series(count, day(0), day(0) + hours(2));
    expect(after.resolution).toBe("summary");
    expect(Math.min(...after.min.map(Number))).toBe(Math.min(...before.min.map(Number)));
    expect(Math.max(...after.max.map(Number))).toBe(Math.max(...before.max.map(Number)));
    expect(after.sampleCount).toBe(7_200);
    expect(after.last.at(-1)).toBe(before.last.at(-1));
    expect(after.missing[0]).toMatchObject({ cause: "down_sampled" });
    // Switches are never summed up; they are still whole.
    const whole = await times(running);
    expect(whole).toHaveLength(3 * 7_200);

    const causes = () => losses().map((loss) => (loss as { cause: string }).cause);
    for (let step = 0; step < 20 && !causes().includes("dropped"); step++)
      doAll(quotaPieces(raw, quotaOf(usedBytes(raw) - 30_000), day(3)));
    expect(causes()).toContain("dropped");
    // What is left is the newest.
    const rest = await times(running);
    expect(rest).toEqual(whole.slice(whole.length - rest.length));
    expect(rest.length).toBeLessThan(whole.length);
    // What was freed went back to the disk.
    const pages = Number(raw.pragma("historian.page_count", { simple: true }));
    expect(freePages(raw)).toBeLessThanOrEqual(pages * 0.1 + 1);
  });
});
