import { safe } from "@orpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Id, MachineId } from "#shared/kernel/id.ts";
import { plantConfig } from "#shared/plant/plant-config.ts";
import type { StopRow } from "#shared/stops/stop-row.ts";
import type { ReasonRow } from "#shared/stops/stops.contract.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { factsOf, productFrom, stateAt } from "../../testing/batches.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import {
  buildPlant,
  minutes,
  oneFiller,
  testIdentity,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";

/** Six hours ago, to the minute: what the tests look at is history by then, and inside round-the-clock time. */
const morning = Math.floor(Date.now() / 60_000) * 60_000 - minutes(360);
const at = (minute: number) => morning + minutes(minute);
const range = { from: at(0), to: at(300) };

let plant: BuiltPlant;
let engine: EngineProcess;
let manager: PlantClient;
let operator: PlantClient;
let viewer: PlantClient;
let filler: MachineId;

/** Minutes of standstill of one filler that otherwise runs; a stutter of six short stops from minute 200 on. */
const shift = [
  productFrom(at(0), "P-1"),
  stateAt(at(0), "running"),
  stateAt(at(10), "stopped", { cause: "Guard open" }),
  stateAt(at(30), "running"),
  stateAt(at(60), "down", { cause: "Jam", reasonCode: "JAM" }),
  stateAt(at(75), "running"),
  stateAt(at(90), "stopped"),
  stateAt(at(100), "running"),
  stateAt(at(103), "stopped"),
  stateAt(at(110), "running"),
  ...[200, 202, 204, 206].flatMap((minute) => [
    stateAt(at(minute), "stopped", { cause: "Bottle fallen" }),
    stateAt(at(minute) + 20_000, "running"),
  ]),
];

beforeAll(async () => {
  const config = plantConfig.parse({
    ...oneFiller,
    connections: oneFiller.connections.map((line) => ({ ...line, enabled: false })),
    machines: oneFiller.machines.map(({ idealCycles, ...machine }) => ({
      ...machine,
      shiftPattern: undefined,
      idealCycles: idealCycles.map((cycle) => ({
        ...cycle,
        validFrom: new Date(cycle.validFrom).toISOString(),
      })),
    })),
  });
  plant = await buildPlant(config, testIdentity(at(0)));
  filler = plant.machine("FILL-1");
  const lookup = new PlantLookup(plant.database.raw);
  new BatchCommitter(plant.database, plant.identity, lookup).commit(
    factsOf(filler, shift, at(300)),
  );
  plant.database.close();
  engine = await EngineProcess.serve(plant.folder);
  const anna = await engine.administrator();
  manager = await engine.colleague(anna, "plant_manager");
  operator = await engine.colleague(anna, "operator");
  viewer = await engine.colleague(anna, "viewer");
});

afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  plant?.close();
});

const reasonOf = async (code: string): Promise<ReasonRow> =>
  (await viewer.stops.reasons()).rows.find((reason) => reason.code === code)!;
const reasonId = async (code: string) => (await reasonOf(code)).id as Id<"reason">;

const stopsNow = async (more: { includeMinor?: boolean } = {}) =>
  (await viewer.stops.list({ range, sortBy: "start", sortDirection: "asc", ...more })).rows;
const stopFrom = async (minute: number) =>
  (await stopsNow()).find((stop) => stop.start === at(minute))!;
const seen = (stop: StopRow) => ({
  machineId: filler,
  start: stop.start,
  end: stop.end,
  basedOn: stop.edits,
});
const brief = (stops: readonly StopRow[]) =>
  stops.map((stop) => [
    (stop.start - morning) / 60_000,
    (stop.end - morning) / 60_000,
    stop.reason?.code ?? null,
    stop.origin,
  ]);
const invalid = (path: string, message: string) => ({
  code: "INVALID",
  data: { issues: [{ path, message }] },
});

describe("the list of stops", () => {
  test("tells each standstill with what the machine said of it, and what waits for a reason", async () => {
    const { rows, total, unclassified } = await viewer.stops.list({ range });
    expect(total).toBe(4);
    expect(unclassified).toBe(3);
    expect(rows.map(({ isUnclassified }) => isUnclassified)).toEqual([true, true, true, false]);
    expect(brief(await stopsNow())).toEqual([
      [10, 30, null, null],
      [60, 75, "JAM", "machine"],
      [90, 100, null, null],
      [103, 110, null, null],
    ]);
    expect(await stopFrom(10)).toMatchObject({
      cause: "Guard open",
      productCode: "P-1",
      elapsedMs: minutes(20),
      scheduledMs: minutes(20),
      edits: 0,
    });
    const found = await viewer.stops.list({ range, search: "guard", onlyUnclassified: true });
    expect(found.rows.map(({ start }) => start)).toEqual([at(10)]);
    expect((await viewer.stops.list({ range, category: "breakdown" })).total).toBe(1);

    const open = await viewer.stops.unclassified({ range });
    expect(open).toMatchObject({ count: 3, ms: minutes(37), oldestAt: at(10) });
    expect(open.machines).toMatchObject([{ code: "FILL-1", count: 3 }]);
  });

  test("has a burst of short stops as one case", async () => {
    const { rows } = await viewer.stops.cases({ range });
    expect(rows).toMatchObject([
      { cause: "Bottle fallen", count: 4, ms: 80_000, firstAt: at(200), unclassified: 4 },
    ]);
    const stops = rows[0]!.stops.map(seen);
    const jam = await reasonId("JAM");
    const { edits } = await operator.stops.classify({ stops, reasonId: jam, note: "Star wheel" });
    expect(edits).toHaveLength(4);
    expect((await viewer.stops.cases({ range })).rows[0]!.unclassified).toBe(0);
    await operator.stops.undo({ edits: edits as Id<"stop-edit">[] });
    expect((await viewer.stops.cases({ range })).rows[0]!.unclassified).toBe(4);
  });
});

describe("classifying, splitting, merging", () => {
  test("a person's reason stands in the list, in the time of the shift and in the history, and is taken back", async () => {
    const before = (await viewer.oee.machine({ machineId: filler, range })).time;
    const stop = await stopFrom(10);
    const { edits } = await operator.stops.classify({
      stops: [seen(stop)],
      reasonId: await reasonId("CLEAN"),
      note: "Tank",
    });
    const after = await stopFrom(10);
    expect(after).toMatchObject({
      origin: "person",
      saidBy: "operator",
      note: "Tank",
      edits: 1,
      timeClass: "planned_down",
    });
    const time = (await viewer.oee.machine({ machineId: filler, range })).time;
    expect(time.planned_down - before.planned_down).toBe(minutes(20));

    await operator.stops.undo({ edits: edits as Id<"stop-edit">[] });
    expect(brief([await stopFrom(10)])).toEqual([[10, 30, null, null]]);
    expect((await viewer.oee.machine({ machineId: filler, range })).time).toEqual(before);
    const history = await viewer.stops.history({ machineId: filler, start: at(10), end: at(30) });
    expect(history.edits.map(({ kind, actorName }) => [kind, actorName])).toEqual([
      ["undo", "operator"],
      ["classify", "operator"],
    ]);
    expect(history.rows).toMatchObject([
      { reason: { code: "CLEAN" }, note: "Tank", supersededBy: history.lastEdit },
    ]);
    const again = await safe(operator.stops.undo({ edits: edits as Id<"stop-edit">[] }));
    expect(again.error).toMatchObject({ code: "STALE" });
  });

  test("a stop is split at any second; its parts are merged again", async () => {
    const stop = await stopFrom(60);
    const cut = at(65) + 7_000;
    await operator.stops.split({
      stop: seen(stop),
      cuts: [cut],
      reasonIds: [await reasonId("CLEAN"), null],
    });
    const parts = (await stopsNow()).filter(({ start }) => start >= at(60) && start < at(75));
    expect(
      parts.map(({ start, reason, isUnclassified }) => [start, reason?.code, isUnclassified]),
    ).toEqual([
      [at(60), "CLEAN", false],
      [cut, undefined, true],
    ]);
    await operator.stops.merge({
      machineId: filler,
      spans: parts.map(seen),
      reasonId: await reasonId("JAM"),
    });
    expect(await stopFrom(60)).toMatchObject({ end: at(75), origin: "person", edits: 5 });
  });

  test("stops with a short run between become one; the run stays a run", async () => {
    const before = (await viewer.oee.machine({ machineId: filler, range })).time.apt;
    const spans = [await stopFrom(90), await stopFrom(103)].map(seen);
    const { edits } = await operator.stops.merge({
      machineId: filler,
      spans,
      reasonId: await reasonId("JAM"),
    });
    expect(await stopFrom(90)).toMatchObject({
      end: at(110),
      parts: 2,
      elapsedMs: minutes(17),
    });
    expect((await viewer.oee.machine({ machineId: filler, range })).time.apt).toBe(before);
    await operator.stops.undo({ edits: edits as Id<"stop-edit">[] });
    expect(brief((await stopsNow()).slice(2))).toEqual([
      [90, 100, null, null],
      [103, 110, null, null],
    ]);
  });

  test("two people who edit one stop: the second is told what holds now", async () => {
    const stop = await stopFrom(90);
    const [jam, clean] = [await reasonId("JAM"), await reasonId("CLEAN")];
    const [first, second] = await Promise.all([
      safe(operator.stops.classify({ stops: [seen(stop)], reasonId: jam })),
      safe(manager.stops.classify({ stops: [seen(stop)], reasonId: clean })),
    ]);
    const errors = [first.error, second.error].filter((error) => error !== null);
    expect(errors).toMatchObject([
      { code: "STALE", data: { entity: "stop", basedOn: stop.edits, current: stop.edits + 1 } },
    ]);
    const stale = await safe(
      operator.stops.split({
        stop: seen(stop),
        cuts: [at(95)],
        reasonIds: [null, null],
      }),
    );
    expect(stale.error).toMatchObject({ code: "STALE" });
  });

  test("what is no standstill, lies in the future, or cannot be chosen is refused", async () => {
    const jam = await reasonId("JAM");
    const classify = (start: number, end: number, reason = jam) =>
      safe(
        operator.stops.classify({
          stops: [{ machineId: filler, start, end, basedOn: 0 }],
          reasonId: reason,
        }),
      );
    expect((await classify(at(32), at(40))).error).toMatchObject(
      invalid("stops.0.start", "the machine did not stand at this time"),
    );
    expect((await classify(at(10), Date.now() + minutes(60))).error).toMatchObject(
      invalid("stops.0.start", "must not lie in the future"),
    );
    const stop = await stopFrom(103);
    const outside = await safe(
      operator.stops.split({ stop: seen(stop), cuts: [at(120)], reasonIds: [null, null] }),
    );
    expect(outside.error).toMatchObject(
      invalid("cuts", "must lie inside the stop, each after the one before"),
    );
    const far = await safe(
      operator.stops.merge({
        machineId: filler,
        spans: [await stopFrom(10), await stopFrom(103)].map(seen),
        reasonId: jam,
      }),
    );
    expect(far.error).toMatchObject(
      invalid("spans", "a standstill between them is not among them"),
    );
  });
});

describe("reasons", () => {
  test("one in use is deactivated, not deleted: choosing it is refused, history keeps it", async () => {
    const made = await manager.stops.createReason({
      code: "BELT",
      name: "Belt",
      names: { de: "Band" },
      category: "breakdown",
      colour: "#aa0000",
      isOther: true,
    });
    expect(made).toMatchObject({ names: { de: "Band" }, colour: "#aa0000", isOther: true });
    const id = made.id as Id<"reason">;
    const stop = await stopFrom(103);
    await operator.stops.classify({ stops: [seen(stop)], reasonId: id });
    expect(await viewer.stops.reasonUses({ reasonId: id })).toEqual({
      stops: 1,
      rules: 0,
      alarms: 0,
      lastAt: at(103),
    });
    await manager.stops.updateReason({ id, basedOn: made.version, isActive: false });
    expect((await stopFrom(103)).reason).toMatchObject({ code: "BELT" });
    const chosen = await safe(
      operator.stops.classify({ stops: [seen(await stopFrom(10))], reasonId: id }),
    );
    expect(chosen.error).toMatchObject(invalid("reasonId", "is deactivated"));
  });

  test("one of other machines is not offered here; a circle in the tree is refused", async () => {
    const press = await manager.machines.create({ code: "PRESS-9", name: "Press", kind: "press" });
    const die = await manager.stops.createReason({
      code: "DIE",
      name: "Die",
      category: "breakdown",
      machineIds: [press.id as MachineId],
    });
    const elsewhere = await safe(
      operator.stops.classify({
        stops: [seen(await stopFrom(10))],
        reasonId: die.id as Id<"reason">,
      }),
    );
    expect(elsewhere.error).toMatchObject(invalid("reasonId", "is not offered on this machine"));

    const jam = await reasonOf("JAM");
    const dieId = die.id as Id<"reason">;
    const moved = await manager.stops.updateReason({
      id: dieId,
      basedOn: die.version,
      parentId: jam.id as Id<"reason">,
    });
    expect(moved.parentId).toBe(jam.id);
    const circle = await safe(
      manager.stops.updateReason({
        id: jam.id as Id<"reason">,
        basedOn: jam.version,
        parentId: dieId,
      }),
    );
    expect(circle.error).toMatchObject(invalid("parentId", "makes a circle"));

    const { yaml } = await manager.plant.exportConfig();
    expect(yaml).toMatch(/code: DIE[^-]*machines:\n\s+- PRESS-9/);
    expect(yaml).toMatch(/code: BELT[^-]*other: true\n[^-]*active: false/);
    const again = await manager.plant.importConfig({ yaml, dryRun: true }).catch((e: unknown) => e);
    expect(again).toMatchObject({ code: "FORBIDDEN" });
  });
});

test("a viewer reads stops and says nothing of them; an operator does not change reasons", async () => {
  const stop = await stopFrom(10);
  const said = await Promise.all([
    safe(viewer.stops.classify({ stops: [seen(stop)], reasonId: null })),
    safe(viewer.stops.split({ stop: seen(stop), cuts: [at(12)], reasonIds: [null, null] })),
    safe(
      viewer.stops.merge({ machineId: filler, spans: [seen(stop), seen(stop)], reasonId: null }),
    ),
    safe(viewer.stops.undo({ edits: [stop.machineId as Id<"stop-edit">] })),
  ]);
  expect(said.map(({ error }) => error)).toMatchObject(
    said.map(() => ({ code: "FORBIDDEN", data: { permission: "stop:classify" } })),
  );
  const stranger = await engine.client();
  const asked = await Promise.all([
    safe(stranger.stops.list({ range })),
    safe(stranger.stops.unclassified({ range })),
    safe(stranger.stops.cases({ range })),
    safe(stranger.stops.history({ machineId: filler, start: at(0), end: null })),
    safe(stranger.stops.reasonUses({ reasonId: await reasonId("JAM") })),
  ]);
  expect(asked.map(({ error }) => error)).toMatchObject(
    asked.map(() => ({ code: "UNAUTHENTICATED" })),
  );
  const jam = await reasonOf("JAM");
  const renamed = await safe(
    operator.stops.updateReason({ id: jam.id as Id<"reason">, basedOn: jam.version, name: "x" }),
  );
  expect(renamed.error).toMatchObject({ code: "FORBIDDEN", data: { permission: "reason:update" } });
});
