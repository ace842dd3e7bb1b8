import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "#build/demo/random.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { TagValue } from "#shared/machines/sample.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../testing/plant-builder.ts";
import { blockLimits } from "./open-blocks.ts";
import { readTag } from "./read-samples.ts";
import { packSamples, type StoredSample } from "./sample-columns.ts";
import { SampleStore } from "./sample-store.ts";
import { TagNumbers } from "./tag-numbers.ts";

const seed = 20_261_122;

let plant: BuiltPlant;
let running: TagId;
let count: TagId;

beforeEach(async () => {
  plant = await buildPlant();
  [running, count] = [plant.tag("fill-1.running"), plant.tag("fill-1.count")];
});
afterEach(() => plant.close());

const numberOf = (tag: TagId) => new TagNumbers(plant.database.raw).numberOf(tag);

const at = (time: number, value: TagValue, more: Partial<StoredSample> = {}): StoredSample => ({
  value,
  status: 0,
  sourceTime: time,
  serverTime: time,
  receivedTime: time + 40,
  ...more,
});

/** One commit with samples of tags, as capture makes it. */
function commit(
  store: SampleStore,
  now: number,
  samples: readonly (StoredSample & { tag: number })[],
): void {
  const { raw } = plant.database;
  raw.transaction(() => store.append(samples.length === 0 ? null : packSamples(samples), now))();
  store.settle();
}

const small = { ...blockLimits, closeAt: 50, mostSamples: 120 };
const storeOf = (limits = small) => new SampleStore(plant.database.raw, limits);

/** A minute of readings, one a second of each tag, the count going up by one. */
function storeMinute(store: SampleStore, from: number): void {
  const [bit, counter] = [numberOf(running), numberOf(count)];
  for (let second = 0; second < 60; second++) {
    const time = from + second * 1_000;
    commit(store, time, [
      { tag: bit, ...at(time, second % 2 === 0) },
      { tag: counter, ...at(time, (time - mondayMorning) / 1_000) },
    ]);
  }
}

const rows = (table: string) =>
  plant.database.raw.prepare(`select count(*) from historian.${table}`).pluck().get() as number;
const read = (tag: TagId, start: number, end: number) =>
  readTag(plant.database.reader, tag, { start, end });

describe("the historian", () => {
  it("reads one tag over a span, in order of time, half-open at both ends", async () => {
    const store = storeOf();
    storeMinute(store, mondayMorning);
    storeMinute(store, mondayMorning + minutes(1));
    const from = mondayMorning + 58_000;
    const values = (await read(count, from, from + 4_000)).map((one) => [one.at, one.value]);
    expect(values).toEqual([58, 59, 60, 61].map((n) => [mondayMorning + n * 1_000, n]));
    expect(await read("no such tag" as TagId, from, from + 1)).toEqual([]);
  });

  it("gives a sample whose clock cannot be right the time it was received, unless it was read back", async () => {
    const store = storeOf();
    const tag = numberOf(count);
    const now = mondayMorning;
    const ahead = { sourceTime: now + hours(1), receivedTime: now };
    commit(store, now, [
      { tag, ...at(now, 7, ahead) },
      { tag, ...at(now - hours(2), 5, { receivedTime: now, isBackRead: true }) },
    ]);
    for (const pack of [false, true]) {
      if (pack) store.packAll(now);
      expect(await read(count, 0, now + 1)).toMatchObject([
        { at: now - hours(2), value: 5, isBackRead: true },
        { at: now, value: 7, sourceTime: now + hours(1) },
      ]);
    }
  });

  it("moves samples from the tail into blocks of one tag without changing what is read", async () => {
    const store = storeOf();
    for (let minute = 0; minute < 6; minute++) storeMinute(store, mondayMorning + minutes(minute));
    const all = await read(count, mondayMorning, mondayMorning + hours(1));
    expect(all.map(({ value }) => value)).toEqual(Array.from({ length: 360 }, (_, i) => i));
    // At most two rounds of a minute wait in the tail, a row a second.
    expect(rows("sample_chunk")).toBeLessThanOrEqual(125);
    const blocks = plant.database.raw
      .prepare("select tag, t0, t1, count, min, max, first, last from historian.sample_block")
      .all() as { count: number; max: number; last: number }[];
    expect(blocks.length).toBeGreaterThan(4);
    expect(blocks.reduce((sum, block) => sum + block.count, 0)).toBeGreaterThan(2 * 230);

    store.packAll(mondayMorning + hours(1));
    expect(rows("sample_chunk")).toBe(0);
    expect(await read(count, mondayMorning, mondayMorning + hours(1))).toEqual(all);
    expect(
      plant.database.raw.prepare("select sum(samples) from historian.sample_day").pluck().get(),
    ).toBe(720);
  });

  it("rewrites a block that grows instead of making many", () => {
    const store = storeOf({ ...blockLimits, roundMs: 10_000 });
    storeMinute(store, mondayMorning);
    expect(rows("sample_block")).toBe(2);
  });

  it("holds no more samples in memory than it may, and closes blocks early instead", async () => {
    const store = storeOf({ ...blockLimits, heldSamples: 100 });
    for (let minute = 0; minute < 4; minute++) storeMinute(store, mondayMorning + minutes(minute));
    expect(store.held).toBeLessThanOrEqual(102);
    expect(await read(count, 0, mondayMorning + hours(1))).toHaveLength(240);
  });

  it("takes late readings and a server's history, and tells what came twice once", async () => {
    const store = storeOf();
    const tag = numberOf(count);
    const now = mondayMorning + hours(8);
    for (let i = 0; i < 100; i++) {
      const time = now + i * 1_000;
      const old = mondayMorning + i * 60_000;
      commit(store, time, [
        { tag, ...at(time, i) },
        { tag, ...at(old, -i, { receivedTime: time, isBackRead: true }) },
        // Delivered again after a link came back.
        { tag, ...at(time, i, { receivedTime: time + 90 }) },
      ]);
    }
    for (const pack of [false, true]) {
      if (pack) store.packAll(now + hours(1));
      const values = (await read(count, 0, now + hours(1))).map(({ value }) => value);
      expect(values).toEqual([
        ...Array.from({ length: 100 }, (_, i) => (i === 0 ? -0 : -i)),
        ...Array.from({ length: 100 }, (_, i) => i),
      ]);
    }
  });

  it("forgets nothing and repeats nothing when a commit is rolled back", async () => {
    const store = storeOf({ ...small, roundMs: 5_000 });
    const { raw } = plant.database;
    const tag = numberOf(count);
    for (let i = 0; i < 200; i++) {
      const time = mondayMorning + i * 1_000;
      const batch = packSamples([{ tag, ...at(time, i) }]);
      if (i % 3 === 0) {
        const failing = raw.transaction(() => {
          store.append(batch, time);
          throw new Error("disk full");
        });
        expect(failing).toThrow("disk full");
        store.forget();
      }
      commit(store, time, [{ tag, ...at(time, i) }]);
    }
    const values = async () => (await read(count, 0, Infinity)).map(({ value }) => value);
    expect(await values()).toEqual(Array.from({ length: 200 }, (_, i) => i));
    store.packAll(mondayMorning + hours(1));
    expect(await values()).toEqual(Array.from({ length: 200 }, (_, i) => i));
  });

  it(`goes on from whatever a crash left, again and again (seed ${seed})`, async () => {
    const random = seededRandom(seed, "crashes");
    const tags = [numberOf(running), numberOf(count)];
    let store = storeOf({ ...small, roundMs: 7_000 });
    const expected: number[][] = [[], []];
    for (let i = 0; i < 600; i++) {
      const now = mondayMorning + i * 500;
      const batch = tags.flatMap((tag, place) => {
        if (random() < 0.3) return [];
        expected[place]!.push(i);
        return [{ tag, ...at(now, i) }];
      });
      commit(store, now, batch);
      // Memory is gone; a new start takes up the tail in pieces, beside new batches or before them.
      if (random() < 0.03) store = storeOf({ ...small, roundMs: 7_000 });
      if (random() < 0.1) store.catchUp(now);
    }
    for (const pack of [false, true]) {
      if (pack) store.packAll(mondayMorning + hours(1));
      for (const [place, tag] of [running, count].entries())
        expect((await read(tag, 0, Infinity)).map(({ value }) => value)).toEqual(expected[place]);
    }
    expect(
      plant.database.raw.prepare("select sum(count) from historian.sample_block").pluck().get(),
    ).toBe(expected.flat().length);
  });
});
