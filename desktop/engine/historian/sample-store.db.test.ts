import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TagId } from "#shared/kernel/id.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../testing/plant-builder.ts";
import { mergeChunks } from "./merge-chunks.ts";
import { dropOldSamples } from "./retention.ts";
import { packSamples } from "./sample-columns.ts";
import { readTag, SampleStore } from "./sample-store.ts";
import { TagNumbers } from "./tag-numbers.ts";

let plant: BuiltPlant;
let running: TagId;
let count: TagId;

beforeEach(async () => {
  plant = await buildPlant();
  [running, count] = [plant.tag("fill-1.running"), plant.tag("fill-1.count")];
});
afterEach(() => plant.close());

/** A minute of readings, one a second of each tag, the count going up by one. */
function storeMinute(at: number): void {
  const { raw } = plant.database;
  const numbers = new TagNumbers(raw);
  const samples = Array.from({ length: 60 }, (_, second) => {
    const time = at + second * 1_000;
    const times = { sourceTime: time, serverTime: time, receivedTime: time + 40 };
    return [
      { tag: numbers.numberOf(running), value: second % 2 === 0, status: 0, ...times },
      { tag: numbers.numberOf(count), value: (time - mondayMorning) / 1_000, status: 0, ...times },
    ];
  });
  new SampleStore(raw).append(packSamples(samples.flat()));
}

const chunkCount = () =>
  plant.database.raw.prepare("select count(*) from historian.sample_chunk").pluck().get();

describe("the historian", () => {
  it("reads one tag over a span, in order of time, half-open at both ends", () => {
    storeMinute(mondayMorning + minutes(1));
    storeMinute(mondayMorning);

    const span = { start: mondayMorning + 58_000, end: mondayMorning + minutes(1) + 2_000 };
    const values = readTag(plant.database.raw, count, span).map(({ at, value }) => [at, value]);

    expect(values).toEqual([58, 59, 60, 61].map((n) => [mondayMorning + n * 1_000, n]));
    expect(readTag(plant.database.raw, "no such tag" as TagId, span)).toEqual([]);
  });

  it("gives a sample whose clock cannot be right the time it was received", () => {
    const { raw } = plant.database;
    const tag = new TagNumbers(raw).numberOf(count);
    const at = mondayMorning;
    new SampleStore(raw).append(
      packSamples([
        { tag, value: 7, status: 0, sourceTime: at + hours(1), serverTime: null, receivedTime: at },
      ]),
    );
    expect(readTag(raw, count, { start: at, end: at + 1 })).toMatchObject([
      { at, value: 7, sourceTime: at + hours(1) },
    ]);
  });

  it("merges small chunks into ones grouped by tag without changing what is read", () => {
    for (let minute = 0; minute < 30; minute++) storeMinute(mondayMorning + minutes(minute));
    const all = { start: mondayMorning, end: mondayMorning + hours(1) };
    const before = [running, count].map((tag) => readTag(plant.database.raw, tag, all));
    const limits = {
      olderThanMs: minutes(3),
      samples: 1_000,
      orSpanMs: hours(1),
      chunkSamples: 500,
    };

    const moved: number[] = [];
    const now = mondayMorning + minutes(30);
    while (moved.at(-1) !== 0) moved.push(mergeChunks(plant.database.raw, now, limits));

    expect(moved).toEqual([1_080, 1_080, 1_080, 0]);
    expect(chunkCount()).toBe(3 * 3 + 3);
    expect([running, count].map((tag) => readTag(plant.database.raw, tag, all))).toEqual(before);
  });

  it("leaves few young chunks alone", () => {
    storeMinute(mondayMorning);
    storeMinute(mondayMorning + minutes(1));
    expect(mergeChunks(plant.database.raw, mondayMorning + minutes(2))).toBe(0);
    expect(mergeChunks(plant.database.raw, mondayMorning + hours(2))).toBe(0);
    expect(chunkCount()).toBe(2);
  });

  it("drops the oldest samples first, so that the rest has no hole", () => {
    for (const day of [0, 1, 2, 16, 17]) storeMinute(mondayMorning + day * hours(24));
    const now = mondayMorning + 16 * hours(24);

    expect(dropOldSamples(plant.database.raw, now, 14, 1)).toBe(1);
    expect(dropOldSamples(plant.database.raw, now, 14, 10)).toBe(1);
    expect(dropOldSamples(plant.database.raw, now, 14, 10)).toBe(0);

    const left = readTag(plant.database.raw, count, { start: 0, end: now + hours(48) });
    expect(left[0]!.at).toBe(mondayMorning + 2 * hours(24));
    expect(left).toHaveLength(180);
  });
});
