import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { safe } from "@orpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MachineId, RunId } from "#shared/kernel/id.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { engineActor } from "../../database/actor.ts";
import { write } from "../../database/write.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../../testing/batches.ts";
import { EngineProcess, type PlantClient } from "../../testing/engine-process.ts";
import { lineConfig } from "../../testing/line-plant.ts";
import {
  buildPlant,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { machineReport } from "../oee/reports.ts";
import { changeoverList, changeoverMatrix } from "./changeovers.ts";
import { orderReport } from "./order-report.ts";
import { runList } from "./run-list.ts";
import { correctRun } from "./run.store.ts";

const minuteMs = 60_000;

describe("a running plant", () => {
  let folder: string;
  let engine: EngineProcess;
  let client: PlantClient;
  let operator: PlantClient;
  let machine: MachineRow;
  const wish = () => ({ machineId: machine.id, productCode: "LID", orderNo: "4711" });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "unison-runs-"));
    const config = lineConfig(folder, { driver: "simulated", seed: 1, cycleMs: 200 });
    engine = await EngineProcess.serve(join(folder, "data"), ["--config", config]);
    client = await engine.administrator();
    operator = await engine.colleague(client, "operator");
    machine = (await client.machines.list()).rows[0]!;
    await client.products.create({ code: "LID", name: "Lid 38 mm" });
    await client.products.create({ code: "4006381333931", name: "Pen" });
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a run is started, seen on the board, corrected with its version and ended", async () => {
    const at = Date.now() - 10 * minuteMs;
    const { id } = await client.runs.start({ ...wish(), target: 500, at, source: "scan" });
    const [open] = (await client.runs.list({ onlyOpen: true })).rows;
    expect(open).toMatchObject({
      id,
      productName: "Lid 38 mm",
      source: "scan",
      startedBy: "Anna",
      target: 500,
      version: 1,
      end: null,
      items: [],
    });
    await expect
      .poll(async () => (await client.machines.board()).tiles[0]?.orderNo, { timeout: 10_000 })
      .toBe("4711");

    await client.runs.correct({ id: id as RunId, basedOn: 1, target: 600, cavities: 2 });
    const stale = await safe(client.runs.correct({ id: id as RunId, basedOn: 1, target: 700 }));
    expect(stale.error).toMatchObject({ code: "STALE", data: { basedOn: 1, current: 2 } });

    await client.runs.end({ machineId: machine.id as MachineId });
    const none = await safe(client.runs.end({ machineId: machine.id as MachineId }));
    expect(none.error).toMatchObject({
      code: "NOT_NOW",
      data: { reason: "nothing is being made" },
    });
    const { rows: trail } = await client.plant.audit({ search: "runs." });
    expect(trail.map(({ operation }) => operation)).toEqual([
      "runs.start",
      "runs.correct",
      "runs.end",
    ]);
  });

  test("a run in the time of another is refused with both rows, and the future is not run", async () => {
    const [ended] = (await client.runs.list()).rows;
    const inside = await safe(
      client.runs.start({ ...wish(), orderNo: "4712", at: ended!.start + 1_000 }),
    );
    expect(inside.error).toMatchObject({
      code: "OVERLAP",
      data: {
        rows: [
          { id: null, label: "LID 4712" },
          { id: ended!.id, label: "LID 4711", end: ended!.end },
        ],
      },
    });
    const future = await safe(client.runs.start({ ...wish(), at: Date.now() + 60 * minuteMs }));
    expect(future.error).toMatchObject({ code: "INVALID", data: { issues: [{ path: "start" }] } });
    const nothing = await safe(client.runs.start({ machineId: machine.id as MachineId }));
    expect(nothing.error).toMatchObject({ code: "INVALID" });
  });

  test("a scanned text is looked up: order string, product code, GTIN, an order made before", async () => {
    expect(await client.runs.scan({ text: "4800/lid/250" })).toMatchObject({
      orderNo: "4800",
      product: { code: "LID" },
      target: 250,
      foundBy: "product_code",
    });
    expect(await client.runs.scan({ text: "04006381333931" })).toMatchObject({
      orderNo: null,
      product: { name: "Pen" },
      foundBy: "gtin",
    });
    expect(await client.runs.scan({ text: "4711" })).toMatchObject({
      orderNo: "4711",
      product: { code: "LID" },
      target: 600,
      foundBy: "earlier_order",
    });
    expect(await client.runs.scan({ text: "96385074" })).toMatchObject({
      product: null,
      unknownGtin: "00000096385074",
    });
  });

  test("an operator reads what runs and starts nothing", async () => {
    const range = { from: Date.now() - 60 * minuteMs, to: Date.now() + minuteMs };
    const [run] = (await operator.runs.list({ range })).rows;
    expect((await operator.runs.changeovers({ range })).rows).toEqual([]);
    expect((await operator.runs.matrix({ range })).rows).toEqual([]);
    expect(await operator.runs.order({ orderNo: "4711" })).toMatchObject({ target: 600 });
    expect(await operator.runs.scan({ text: "4711" })).toMatchObject({ orderNo: "4711" });
    const refused = [
      await safe(operator.runs.start(wish())),
      await safe(operator.runs.end({ machineId: machine.id as MachineId })),
      await safe(operator.runs.correct({ id: run!.id as RunId, basedOn: 2, target: 1 })),
    ];
    for (const { error } of refused)
      expect(error).toMatchObject({ code: "FORBIDDEN", data: { permission: "run:set" } });
  });
});

describe("the rows of a shift", () => {
  let plant: BuiltPlant;
  let filler: MachineId;
  const at = (minute: number) => mondayMorning + minutes(minute);
  const clock = at(240);
  const early = { from: at(0), to: at(240) };
  const reader = () => plant.database.reader;
  const whole = { range: early, machineIds: [] };
  const wish = {
    ...whole,
    search: "",
    onlyOpen: false,
    sortBy: "start",
    sortDirection: "asc",
    offset: 0,
    limit: 100,
  } as const;

  /** 100 minutes of P-1 at rate, a changeover of 20 and P-2 at half of its rate for five minutes, then at rate. */
  beforeAll(async () => {
    plant = await buildPlant();
    filler = plant.machine("FILL-1");
    plant.identity.set(clock);
    const lookup = new PlantLookup(plant.database.raw);
    new BatchCommitter(plant.database, plant.identity, lookup).commit(
      factsOf(
        filler,
        [
          productFrom(at(0), "P-1"),
          stateAt(at(0), "running"),
          piecesIn(at(0), at(100), 3_000),
          stateAt(at(100), "setup"),
          productFrom(at(110), "P-2"),
          stateAt(at(120), "running"),
          piecesIn(at(120), at(121), 8, { reject: 8 }),
          piecesIn(at(121), at(125), 32),
          piecesIn(at(125), at(240), 1_725),
        ],
        clock,
      ),
    );
  });
  afterAll(() => plant.close());

  const correct = (basedOn: number, id: string, wanted: Parameters<typeof correctRun>[4]) =>
    write(
      plant.database,
      plant.identity,
      { actor: engineActor("test"), operation: "runs.correct", commandId: null },
      (writer) => correctRun(writer, plant.identity, id as RunId, basedOn, wanted),
    );

  test("runs have their pieces, standard time and the machine as their source", async () => {
    const { rows } = await runList(reader(), wish, clock);
    expect(
      rows.map((row) => [row.productCode, row.good, row.reject, row.standardMs, row.source]),
    ).toEqual([
      ["P-1", 3_000, 0, 6_000_000, "signal"],
      ["P-2", 1_757, 8, 7_060_000, "signal"],
    ]);
  });

  test("the changeover between them is told and learned", async () => {
    const { rows } = await changeoverList(reader(), { ...whole, limit: 10 }, clock);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      at: at(110),
      kind: "product",
      lastGood: { at: at(100), known: "minute" },
      stopped: { at: at(100), known: "second" },
      firstPiece: { at: at(120), known: "minute" },
      firstGood: { at: at(121), known: "minute" },
      atRate: { at: at(125), known: "minute" },
      whole: { ms: minutes(25), plannedMs: minutes(25) },
      outcome: "complete",
    });
    const matrix = await changeoverMatrix(reader(), whole, clock);
    expect(matrix.rows).toMatchObject([
      { fromCode: "P-1", toCode: "P-2", n: 1, whole: { medianMs: minutes(25) } },
    ]);
  });

  test("the database itself refuses two runs at one instant", () => {
    const insert = (start: number, end: number | null) =>
      plant.database.raw
        .prepare(
          `insert into machine_run (id, machine_id, starts_at, ends_at, source, recorded_at)
           values (?, ?, ?, ?, 'person', 0)`,
        )
        .run(plant.identity.newId(), filler, start, end);
    expect(() => insert(at(50), at(60))).toThrow("two runs at one instant");
    expect(() => insert(at(-10), at(1))).toThrow("two runs at one instant");
    expect(() => insert(at(300), null)).toThrow("two runs at one instant");
    insert(at(-10), at(0));
    plant.database.raw.prepare("delete from machine_run where starts_at = ?").run(at(-10));
    expect(() =>
      plant.database.raw
        .prepare("update machine_run set ends_at = null where starts_at = ?")
        .run(at(0)),
    ).toThrow("two runs at one instant");
  });

  test("a corrected product and its cavities are those of the pieces already counted", async () => {
    const before = await machineReport(reader(), { machineId: filler, range: early }, clock);
    const [first] = (await runList(reader(), wish, clock)).rows;
    await correct(first!.version, first!.id, { productCode: "P-2", cavities: 4 });
    const { rows } = await runList(reader(), { ...wish, productCode: "P-2" }, clock);
    expect(rows.map(({ standardMs }) => standardMs)).toEqual([3_000_000, 7_060_000]);
    const after = await machineReport(reader(), { machineId: filler, range: early }, clock);
    // 3,000 pieces at 4 s ÷ 4 cavities where they were 2 s each.
    const lost = before.figures.effectiveness.value! - after.figures.effectiveness.value!;
    expect(lost * after.time.apt).toBeCloseTo(3_000_000, 3);
    await correct(first!.version + 1, first!.id, { productCode: "P-1", cavities: null });
  });

  test("a combined run splits pieces and time exactly, and its orders have their own figures", async () => {
    const [first] = (await runList(reader(), wish, clock)).rows;
    await correct(first!.version, first!.id, {
      cavities: 3,
      items: [
        { productCode: "P-1", orderNo: "A-1", piecesPerCycle: 2 },
        { productCode: "P-2", orderNo: "A-2", piecesPerCycle: 1 },
      ],
    });
    const [run] = (await runList(reader(), { ...wish, orderNo: "A-2" }, clock)).rows;
    // 2,000 at 2 ÷ 3 s and 1,000 at 4 ÷ 3 s: equal shares of the 110 minutes.
    expect(run!.items).toMatchObject([
      { productCode: "P-1", total: 2_000, machineMs: minutes(55) },
      { productCode: "P-2", total: 1_000, machineMs: minutes(55) },
    ]);
    expect(run).toMatchObject({ productCode: "P-1", orderNo: "A-1", total: 3_000 });
    const report = await orderReport(reader(), { orderNo: "A-2" }, clock);
    expect(report).toMatchObject({
      total: 1_000,
      executionMs: minutes(110),
      busyMs: minutes(55),
      productionMs: minutes(50),
      allocationRatio: { value: 0.5 },
    });
    const oee = await machineReport(reader(), { machineId: filler, range: early }, clock);
    expect(oee.pieces.total).toBe(4_765);
    // A late piece moves the shares of all that follow in the run.
    const late = new BatchCommitter(
      plant.database,
      plant.identity,
      new PlantLookup(plant.database.raw),
    ).commit(factsOf(filler, [piecesIn(at(5), at(6), 1)], clock));
    expect(late.touched.get(filler)).toEqual({ start: at(5), end: at(110) });
    const again = await correct(run!.version, run!.id, { items: null, cavities: null });
    expect(again.run.order_no).toBe("A-1");
  });

  test("bounds that would meet the next run are refused with both rows", async () => {
    const [first, second] = (await runList(reader(), wish, clock)).rows;
    await expect(correct(first!.version, first!.id, { end: at(111) })).rejects.toMatchObject({
      code: "OVERLAP",
      data: { rows: [{ id: first!.id }, { id: second!.id }] },
    });
  });
});
