import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stopLosses, timeLosses } from "#shared/analysis/analysis-filter.ts";
import { sumsOfEntries } from "#shared/analysis/loss-sums.ts";
import { waterfallOf } from "#shared/analysis/waterfall.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import { printSums } from "#shared/oee/printed-sums.ts";
import { sumsOf, type OeeSums } from "#shared/oee/oee-sums.ts";
import { migrate } from "../database/migrate.ts";
import { computedEntries } from "../modules/analysis/gather.ts";
import { losses } from "../modules/analysis/losses.ts";
import { pareto } from "../modules/analysis/pareto.ts";
import { ratios } from "../modules/analysis/ratios.ts";
import { stops } from "../modules/analysis/stops.ts";
import { trend } from "../modules/analysis/trend.ts";
import { loadOeeInput } from "../modules/oee/load-oee-input.ts";
import { loadSetting } from "../modules/oee/machine-setting.ts";
import { OeeSlices } from "../pipeline/4-oee.ts";
import { check } from "../pipeline/check.ts";
import { BatchCommitter } from "../pipeline/commit-batch.ts";
import { PlantLookup } from "../pipeline/plant-lookup.ts";
import { factsOf } from "../testing/batches.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../testing/plant-builder.ts";
import { randomFacts, seeded } from "../testing/random-day.ts";

let plant: BuiltPlant;
let filler: MachineId;

/** Four days of one filler, with an hour that is not over. */
const begun = mondayMorning;
const ended = begun + hours(95) + minutes(17);

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
});
afterEach(() => plant.close());

async function capture(seed: number): Promise<void> {
  const { database, identity } = plant;
  const committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
  committer.commit(factsOf(filler, randomFacts(seeded(seed), begun, ended), ended));
  identity.set(ended);
  const slices = new OeeSlices(database, identity, committer.stale);
  while ((await slices.computeNext()) !== null);
}

/** Sums without what entries do not tell. */
const told = (sums: OeeSums) => {
  const { knownBy: _, preliminary: __, ...rest } = printSums(sums);
  return rest;
};

async function fromFacts(from: number, to: number): Promise<OeeSums> {
  const setting = await loadSetting(plant.database.reader, filler);
  return sumsOf(
    await loadOeeInput(plant.database.reader, setting, { start: from, end: to }, ended),
  );
}

describe("figures from roll-ups", () => {
  it.each([11, 12, 13])(
    "are those from the facts, wherever a range is cut (seed %i)",
    async (seed) => {
      await capture(seed);
      const random = seeded(seed * 1_000);
      const { reader } = plant.database;
      const whole = { from: begun, to: ended };
      const edges = Array.from({ length: 12 }, () =>
        Math.floor(begun + random() * (ended - begun)),
      );
      const ranges = [
        whole,
        { from: begun + hours(19), to: begun + hours(67) },
        ...edges.slice(0, -1).map((edge, i) => {
          const [from, to] = [edge, edges[i + 1]!].sort((a, b) => a - b);
          return { from: from!, to: to! + 1 };
        }),
      ];
      for (const range of ranges) {
        const answer = await losses(reader, { range, machineIds: [filler] }, ended);
        const facts = await fromFacts(range.from, range.to);
        expect(answer.waterfall).toEqual(waterfallOf(facts));
        expect(answer.waterfall.calendar).toBe(range.to - range.from);
        const entries = await computedEntries(
          reader,
          filler,
          { start: range.from, end: range.to },
          ended,
        );
        expect(told(sumsOfEntries(entries, false))).toEqual(told(facts));

        const ranked = await pareto(
          reader,
          { range, by: "reason", rankBy: "ms", losses: [...timeLosses] },
          ended,
        );
        const lost = entries.time.filter(({ timeClass }) =>
          (timeLosses as readonly string[]).includes(timeClass),
        );
        expect(ranked.totalMs).toBe(lost.reduce((ms, entry) => ms + entry.ms, 0));
        expect(ranked.totalStops).toBe(lost.reduce((sum, entry) => sum + entry.stops, 0));
        const listed = await stops(
          reader,
          {
            range,
            losses: [...timeLosses],
            sortBy: "start",
            sortDirection: "asc",
            offset: 0,
            limit: 5_000,
          },
          ended,
        );
        expect(listed.completeFrom).toBeNull();
        expect(listed.totalMs).toBe(ranked.totalMs);
        expect(listed.rows.filter(({ begins }) => begins)).toHaveLength(ranked.totalStops);
      }
    },
  );

  it("add up over buckets of every size to the whole, each bucket being that of its own time", async () => {
    await capture(21);
    const range = { from: begun + minutes(7), to: ended };
    const { reader } = plant.database;
    const whole = (await losses(reader, { range }, ended)).waterfall;
    for (const per of ["hour", "day", "week", "month"] as const) {
      const { buckets } = await trend(reader, { range, per }, ended);
      expect(buckets.reduce((ms, bucket) => ms + bucket.pbtMs, 0)).toBe(whole.pbt);
      const some = buckets[Math.floor(buckets.length / 2)]!;
      const facts = await losses(reader, { range: { from: some.start, to: some.end } }, ended);
      expect(some.figures).toEqual(facts.report.figures);
    }
    const { buckets } = await trend(reader, { range, per: "shift" }, ended);
    expect(buckets.map(({ label }) => label).slice(0, 3)).toEqual([
      "2026-03-02 EARLY",
      "2026-03-02 LATE",
      "2026-03-02 NIGHT",
    ]);
    expect(buckets.reduce((ms, bucket) => ms + bucket.pbtMs, 0)).toBe(whole.pbt);
  });

  it("add up over products and over shifts, and a drill comes to the same milliseconds", async () => {
    await capture(22);
    const range = { from: begun, to: ended };
    const { reader } = plant.database;
    for (const by of [
      "reason",
      "category",
      "loss",
      "machine",
      "product",
      "shift",
      "crew",
    ] as const) {
      const { rows, totalMs, totalStops } = await pareto(
        reader,
        { range, by, rankBy: "ms" },
        ended,
      );
      expect(rows.reduce((ms, row) => ms + row.ms, 0)).toBe(totalMs);
      expect(rows.at(-1)?.cumulative).toBeCloseTo(1, 12);
      const [first] = rows;
      const inside = await pareto(
        reader,
        { range, ...first!.drill, by: "loss", rankBy: "stops" },
        ended,
      );
      expect([inside.totalMs, inside.totalStops]).toEqual([first!.ms, first!.stops]);
      expect(totalStops).toBeGreaterThan(0);
    }
    const perProduct = await Promise.all(
      ["P-1", "P-2", ""].map((code) => losses(reader, { range, productCodes: [code] }, ended)),
    );
    const all = await losses(reader, { range }, ended);
    expect(perProduct.reduce((ms, { waterfall }) => ms + waterfall.apt, 0)).toBe(all.waterfall.apt);
    expect(perProduct.reduce((sum, { report }) => sum + report.pieces.total, 0)).toBe(
      all.report.pieces.total,
    );
    const { total, machines } = await ratios(
      reader,
      { range, lineRule: { by: "bottleneck", machineId: filler } },
      ended,
    );
    expect(total.figures).toEqual(machines[0]!.figures);
    expect(total.figures).toEqual(all.report.figures);
    expect(stopLosses).not.toContain("unknown");
  });

  it("of a plant that was summed up before there were any are made in the background", async () => {
    await capture(31);
    const { raw, reader } = plant.database;
    const range = { from: begun, to: ended };
    const before = await losses(reader, { range }, ended);
    raw.exec(
      `drop table loss_key; drop table loss_name; drop table loss_slice; drop table loss_day;
       delete from migration where name = 'engine-0005'`,
    );
    await migrate(raw, ended);
    const empty = await losses(reader, { range }, ended);
    expect(empty.waterfall.calendar).toBe(0);
    expect(empty.basis.isComputing).toBe(true);
    const committer = new BatchCommitter(plant.database, plant.identity, new PlantLookup(raw));
    const slices = new OeeSlices(plant.database, plant.identity, committer.stale);
    let steps = 0;
    while ((await slices.computeNext()) !== null) steps += 1;
    expect(steps).toBeGreaterThan(3);
    expect(await losses(reader, { range }, ended)).toEqual(before);
    expect(await check(plant.database, plant.identity)).toEqual([]);
  });
});
