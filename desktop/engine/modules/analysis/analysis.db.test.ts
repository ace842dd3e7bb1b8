import { safe } from "@orpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import { OeeSlices } from "../../pipeline/4-oee.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../../testing/batches.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import {
  buildPlant,
  hours,
  minutes,
  testIdentity,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";

/** An early shift of two days ago, so that all that follows is past. */
const dayStart = Math.floor((Date.now() - hours(60)) / hours(24)) * hours(24) + hours(5);
const at = (minute: number) => dayStart + minutes(minute);
const range = { from: at(0), to: at(240) };

let plant: BuiltPlant;
let engine: EngineProcess;
let viewer: PlantClient;
let operator: PlantClient;
let stranger: PlantClient;
let filler: MachineId;

/** Four hours: a jam of ten minutes, forty unexplained, two seconds a piece and a third slower at the end. */
const morning = () => [
  productFrom(at(0), "P-1"),
  stateAt(at(0), "running"),
  piecesIn(at(0), at(60), 1_800),
  stateAt(at(60), "down", { reasonCode: "JAM" }),
  stateAt(at(70), "running"),
  piecesIn(at(70), at(130), 1_800),
  stateAt(at(130), "stopped"),
  stateAt(at(170), "running"),
  piecesIn(at(170), at(240), 1_400),
];

beforeAll(async () => {
  plant = await buildPlant(undefined, testIdentity(dayStart));
  const { database, identity } = plant;
  filler = plant.machine("FILL-1");
  const committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
  committer.commit(factsOf(filler, morning(), at(240)));
  identity.set(at(240));
  const slices = new OeeSlices(database, identity, committer.stale);
  while ((await slices.computeNext()) !== null);
  database.raw
    .prepare(
      `insert into andon_call (id, machine_id, kind, status, note, opened_at, opened_by, acknowledged_at, resolution,
         created_at, version) values ('call', ?, 'maintenance', 'acknowledged', '', ?, 'Olga', ?, '', 0, 1)`,
    )
    .run(filler, at(61), at(64));
  database.close();
  engine = await EngineProcess.serve(plant.folder);
  const administrator = await engine.administrator();
  viewer = await engine.colleague(administrator, "viewer");
  operator = await engine.colleague(administrator, "operator");
  stranger = await engine.client();
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  plant.close();
});

const closedToStrangers = async (asked: Promise<unknown>) =>
  expect((await safe(asked)).error).toMatchObject({ code: "UNAUTHENTICATED" });

test("the waterfall of a morning adds up, and is its OEE", async () => {
  const answer = await viewer.analysis.losses({ range });
  expect(answer.waterfall).toMatchObject({
    calendar: minutes(240),
    pbt: minutes(240),
    down: minutes(50),
    apt: minutes(190),
    speed: minutes(190) - 5_000 * 2_000,
    quality: 0,
    good: 5_000 * 2_000,
  });
  expect(answer.stops).toMatchObject({ adet_down: 2 });
  const report = await viewer.oee.machine({ machineId: filler, range });
  expect(answer.report.figures).toEqual(report.figures);
  await closedToStrangers(stranger.analysis.losses({ range }));
});

test("a Pareto leads from the category to the very seconds, and follows a reason at once", async () => {
  const [jam] = (await viewer.analysis.pareto({ range, by: "category", categories: ["breakdown"] }))
    .rows;
  expect(jam).toMatchObject({ key: "breakdown", ms: minutes(10), stops: 1, cumulative: 1 });
  const before = await viewer.analysis.pareto({ range, by: "reason" });
  expect(before).toMatchObject({
    totalMs: minutes(50),
    unclassifiedMs: minutes(40),
    totalStops: 2,
  });
  const unexplained = before.rows[0]!;
  const { rows, totalMs } = await viewer.analysis.stops({ range, ...unexplained.drill });
  expect(totalMs).toBe(unexplained.ms);
  expect(rows).toMatchObject([
    { start: at(130), end: at(170), ms: minutes(40), reasonId: null, begins: true, isOpen: false },
  ]);

  const reasonId = (await viewer.stops.reasons()).rows.find(({ code }) => code === "JAM")!.id;
  await operator.stops.classify({
    stops: [{ machineId: filler, start: at(130), end: at(170), basedOn: 0 }],
    reasonId: reasonId as never,
    note: "",
  });
  const after = async () => {
    const { totalStops, unclassifiedMs } = await viewer.analysis.pareto({ range, by: "reason" });
    return { totalStops, unclassifiedMs };
  };
  await expect.poll(after, { timeout: 20_000 }).toEqual({ totalStops: 2, unclassifiedMs: 0 });
  await closedToStrangers(stranger.analysis.pareto({ range, by: "reason" }));
  await closedToStrangers(stranger.analysis.stops({ range }));

  // An answer that found nothing still says what its figures would mean, and a machine's line what its own mean.
  const none = await viewer.analysis.stops({ range, productCodes: ["NOBODY"] });
  expect(none).toMatchObject({ total: 0, basis: { definitionHash: before.basis.definitionHash } });
  const machines = (await viewer.analysis.pareto({ range, by: "machine" })).rows;
  expect(machines).toMatchObject([{ definitionHash: before.basis.definitionHash }]);
});

test("trend, heat map and ratios are sums of the same hours", async () => {
  const whole = await viewer.analysis.losses({ range });
  const { buckets } = await viewer.analysis.trend({ range, per: "hour" });
  expect(buckets.map(({ pbtMs }) => pbtMs)).toEqual([0, 1, 2, 3].map(() => minutes(60)));
  expect(buckets.map(({ isBreak }) => isBreak)).toEqual([false, false, false, false]);
  expect(buckets.reduce((sum, { pieces }) => sum + pieces.total, 0)).toBe(5_000);
  await closedToStrangers(stranger.analysis.trend({ range, per: "hour" }));

  const { cells } = await viewer.analysis.heatMap({ range, by: "weekday" });
  expect(cells).toHaveLength(7 * 24);
  expect(cells.reduce((ms, cell) => ms + (cell.lostMs ?? 0), 0)).toBe(
    whole.waterfall.pbt - whole.waterfall.good!,
  );
  await closedToStrangers(stranger.analysis.heatMap({ range, by: "day" }));

  const ratios = await viewer.analysis.ratios({
    range,
    lineRule: { by: "bottleneck", machineId: filler },
  });
  expect(ratios.total.figures).toEqual(whole.report.figures);
  expect(ratios.machines.map(({ code }) => code)).toEqual(["FILL-1"]);
  await closedToStrangers(stranger.analysis.ratios({ range }));
  const { error } = await safe(
    viewer.analysis.trend({ range: { from: at(0) - hours(24 * 300), to: at(0) }, per: "hour" }),
  );
  expect(error).toMatchObject({ code: "INVALID" });
});

test("lost speed is told per product, with the rates that were reached", async () => {
  const { rows, days } = await viewer.analysis.speed({ range });
  expect(days).toBe(1);
  expect(rows).toMatchObject([
    {
      machineCode: "FILL-1",
      productCode: "P-1",
      aptMs: minutes(190),
      pieces: 5_000,
      idealRate: 30,
      speedLossMs: minutes(190) - 5_000 * 2_000,
      rateP10: 20,
      rateP50: 30,
      rateP90: 30,
      windows: 190,
      slowWindows: 70,
    },
  ]);
  expect(rows[0]!.piecesLost).toBeCloseTo(700, 6);
  expect(rows[0]!.distribution.reduce((sum, windows) => sum + windows, 0)).toBe(190);
  await closedToStrangers(stranger.analysis.speed({ range }));
});

test("reliability names its failures, its cases and the time to the answer", async () => {
  const { total, byMachine, byReason, failures } = await viewer.analysis.reliability({ range });
  expect(total).toMatchObject({ calls: 1, mttaMs: { value: minutes(3) }, openFailures: 0 });
  expect(total.failures).toBe(failures.length);
  expect(failures.at(-1)).toMatchObject({ start: at(60), end: at(70), reasonName: "Jam" });
  expect(byMachine).toMatchObject([{ code: "FILL-1", operatingMs: minutes(190) }]);
  expect(byReason.reduce((sum, row) => sum + row.failures, 0)).toBe(total.failures);
  await closedToStrangers(stranger.analysis.reliability({ range }));
});
