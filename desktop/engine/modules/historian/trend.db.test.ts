import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "#build/demo/random.ts";
import type { TrendSeries } from "#shared/historian/historian.contract.ts";
import type { TagId } from "#shared/kernel/id.ts";
import type { TagValue } from "#shared/machines/sample.ts";
import { packSamples, type StoredSample } from "../../historian/sample-columns.ts";
import { samplesOf } from "../../historian/samples-of.ts";
import { TagNumbers } from "../../historian/tag-numbers.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { samplePage } from "./sample-pages.ts";
import { trend } from "./trend.ts";

const seed = 20_261_122;
const bad = 0x80000000;

let plant: BuiltPlant;
let count: TagId;

beforeEach(async () => {
  plant = await buildPlant();
  count = plant.tag("fill-1.count");
});
afterEach(() => plant.close());

interface Reading {
  readonly at: number;
  readonly value: TagValue;
  readonly status?: number;
  readonly late?: boolean;
}

function store(tag: TagId, readings: readonly Reading[], now: number): void {
  const { raw } = plant.database;
  const samples = samplesOf(raw);
  const number = new TagNumbers(raw).numberOf(tag);
  const rows = readings.map(({ at, value, status = 0, late }): StoredSample & { tag: number } => ({
    tag: number,
    value,
    status,
    sourceTime: at,
    serverTime: null,
    receivedTime: late ? now : at + 5,
    ...(late && { isBackRead: true as const }),
  }));
  raw.transaction(() => samples.append(packSamples(rows), now))();
  samples.settle();
}

async function one(tag: TagId, from: number, to: number, points = 100): Promise<TrendSeries> {
  const { series } = await trend(plant.database.reader, {
    tagIds: [tag],
    range: { from, to },
    points,
  });
  return series[0]!;
}

/** What the thinned line must be, from all samples one by one. */
function byHand(readings: readonly Reading[], from: number, to: number, points: number) {
  const cells = new Map<number, { at: number; last: number | null; all: number[] }>();
  for (const { at, value, status = 0 } of readings.toSorted((a, b) => a.at - b.at)) {
    if (at < from || at >= to) continue;
    const place = Math.floor((at - from) / ((to - from) / points));
    const number = status >>> 30 >= 2 ? null : Number(value);
    const cell = cells.get(place) ?? { at, last: number, all: [] };
    if (number !== null) cell.all.push(number);
    cells.set(place, { at, last: number, all: cell.all });
  }
  const sorted = [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
  return {
    at: sorted.map(({ at }) => at),
    min: sorted.map(({ all }) => (all.length === 0 ? null : Math.min(...all))),
    max: sorted.map(({ all }) => (all.length === 0 ? null : Math.max(...all))),
    last: sorted.map(({ last }) => last),
  };
}

describe("a trend", () => {
  it(`of many samples is what brute force makes of them, late and bad ones included (seed ${seed})`, async () => {
    const random = seededRandom(seed, "trend");
    const readings: Reading[] = [];
    for (let batch = 0; batch < 120; batch++) {
      const start = mondayMorning + minutes(batch);
      const part = Array.from({ length: 60 }, (_, i): Reading => {
        const isLate = random() < 0.05;
        const at = start + i * 1_000 + Math.floor(random() * 900) - (isLate ? hours(1) : 0);
        const status = random() < 0.03 ? bad : 0;
        return { at, value: random() * 100, status, late: isLate };
      });
      readings.push(...part);
      store(count, part, start + minutes(1));
    }
    samplesOf(plant.database.raw).packAll(mondayMorning + hours(3));
    for (const points of [50, 77, 300]) {
      const from = mondayMorning + Math.floor(random() * hours(0.2));
      const to = mondayMorning + hours(1.5) + Math.floor(random() * hours(0.4));
      const { at, min, max, last, resolution, sampleCount } = await one(count, from, to, points);
      expect({ at, min, max, last }).toEqual(byHand(readings, from, to, points));
      expect(resolution).toBe("thinned");
      expect(sampleCount).toBe(readings.filter((r) => r.at >= from && r.at < to).length);
    }
  });

  it("of few samples shows each, and the reading that holds when the range begins", async () => {
    const at = (i: number) => mondayMorning + i * 1_000;
    store(
      count,
      Array.from({ length: 30 }, (_, i) => ({ at: at(i), value: i })),
      at(30),
    );
    for (const pack of [false, true]) {
      if (pack) samplesOf(plant.database.raw).packAll(at(31));
      expect(await one(count, at(10), at(13))).toMatchObject({
        resolution: "raw",
        at: [at(10), at(11), at(12)],
        last: [10, 11, 12],
        before: { at: at(9), value: 9 },
        missing: [],
      });
      expect(await one(count, at(100), at(200))).toMatchObject({
        at: [],
        before: { at: at(29), value: 29 },
      });
    }
  });

  it("shows switches as 0 and 1 and texts where they change", async () => {
    const at = (i: number) => mondayMorning + i * 1_000;
    const bit = plant.tag("fill-1.running");
    const product = plant.tag("fill-1.product");
    store(
      bit,
      [true, true, false].map((value, i) => ({ at: at(i), value })),
      at(3),
    );
    store(
      product,
      ["P-1", "P-1", "P-2"].map((value, i) => ({ at: at(i), value })),
      at(3),
    );
    expect(await one(bit, at(0), at(9))).toMatchObject({ last: [1, 1, 0], texts: [] });
    expect(await one(product, at(0), at(9))).toMatchObject({
      at: [],
      texts: [
        { at: at(0), text: "P-1" },
        { at: at(2), text: "P-2" },
      ],
      missing: [],
    });
  });

  it("names the time that is missing: bad readings, gaps of the link but for what was read back, what was given up", async () => {
    const at = (i: number) => mondayMorning + i * 1_000;
    const line = plant.connection("LINE");
    store(
      count,
      [0, 1, 2, 3].map((i) => ({ at: at(i), value: i, status: i === 1 ? bad : 0 })),
      at(4),
    );
    const { raw } = plant.database;
    const gap = raw.prepare(
      "insert into gap (id, connection_id, starts_at, ends_at, cause, detail, tag_code, back_read) values (?, ?, ?, ?, ?, '', ?, ?)",
    );
    gap.run("g1", line, at(10), at(20), "silent", null, null);
    gap.run(
      "g2",
      line,
      at(30),
      at(40),
      "unreachable",
      null,
      JSON.stringify({ samples: 5, upTo: at(35), failure: null }),
    );
    gap.run("g3", line, at(41), at(42), "overflow", "fill-1.running", null);
    gap.run("g4", line, at(50), null, "unreachable", null, null);
    const number = new TagNumbers(raw).numberOf(count);
    raw
      .prepare(
        "insert into historian.sample_loss (tag, cause, starts_at, ends_at, recorded_at) values (?, 'dropped', 0, ?, 0)",
      )
      .run(number, at(0));
    const { missing } = await one(count, at(-5), at(60));
    expect(missing).toEqual([
      { start: at(-5), end: at(0), cause: "dropped" },
      { start: at(1), end: at(2), cause: "bad_quality" },
      { start: at(10), end: at(20), cause: "silent" },
      { start: at(35), end: at(40), cause: "unreachable" },
      { start: at(50), end: at(60), cause: "unreachable" },
    ]);
    await expect(one("01a20448-0000-7000-8000-000000000000" as TagId, 0, 1)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("raw samples for a file", () => {
  it("come page by page, each once, also those of one instant", async () => {
    const readings = Array.from({ length: 3_000 }, (_, i) => ({
      // Seven samples share an instant.
      at: mondayMorning + Math.floor(i / 7) * 1_000,
      value: i,
    }));
    for (let i = 0; i < readings.length; i += 500)
      store(count, readings.slice(i, i + 500), readings[i]!.at + 10_000);
    const range = { from: mondayMorning, to: mondayMorning + hours(1) };
    for (const pack of [false, true]) {
      if (pack) samplesOf(plant.database.raw).packAll(range.to);
      const values: unknown[] = [];
      let after: string | null = null;
      do {
        const wish = { tagId: count, range, after, limit: 333 };
        const page = await samplePage(plant.database.reader, wish);
        expect(page.rows.length).toBeLessThanOrEqual(333);
        values.push(...page.rows.map(({ value }) => value));
        after = page.next;
      } while (after !== null);
      expect(values).toEqual(readings.map(({ value }) => value));
    }
    const wish = { tagId: count, range, after: "nonsense", limit: 5 };
    await expect(samplePage(plant.database.reader, wish)).rejects.toMatchObject({
      code: "INVALID",
    });
  });
});
