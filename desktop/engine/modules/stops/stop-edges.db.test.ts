import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import { emptyMemory } from "#shared/machines/signals/machine-memory.ts";
import { engineActor } from "../../database/actor.ts";
import { write } from "../../database/write.ts";
import type { Writer } from "../../database/writer.ts";
import { OeeSlices } from "../../pipeline/4-oee.ts";
import { check } from "../../pipeline/check.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { factsOf, productFrom, stateAt } from "../../testing/batches.ts";
import { DrivenMachine } from "../../testing/driven-machine.ts";
import {
  buildPlant,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { machineReport } from "../oee/reports.ts";
import { classifyStop, splitStop, type Editing } from "./stop-edits.ts";
import { stopList } from "./stop-queries.ts";

let plant: BuiltPlant;
let filler: MachineId;
let committer: BatchCommitter;
const at = (minute: number) => mondayMorning + minutes(minute);

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
  committer = new BatchCommitter(
    plant.database,
    plant.identity,
    new PlantLookup(plant.database.raw),
  );
});
afterEach(() => plant.close());

/** The machine runs, stands from minute to minute, and runs again; everything is known up to minute 1500. */
function standsBetween(from: number, to: number): void {
  plant.identity.set(at(1_500));
  const facts = [
    productFrom(at(0), "P-1"),
    stateAt(at(0), "running"),
    stateAt(at(from), "stopped", { cause: "Held" }),
    stateAt(at(to), "running"),
  ];
  committer.commit(factsOf(filler, facts, at(1_500)));
}

const reasonId = (code: string) =>
  plant.database.raw
    .prepare<[string], ReasonId>("select id from reason where code = ?")
    .pluck()
    .get(code)!;

const edit = (decide: (writer: Writer) => Promise<unknown>) => {
  const command = { actor: engineActor("test"), operation: "test.edit", commandId: null };
  return write(plant.database, plant.identity, command, async (writer) => {
    await decide(writer);
  });
};

const editing = (writer: Writer, name = "Anna"): Editing => ({
  writer,
  identity: plant.identity,
  actor: { id: null, name },
  now: at(1_500),
});

const classify = (from: number, to: number, code: string) =>
  edit((writer) =>
    classifyStop(
      editing(writer),
      { machineId: filler, start: at(from), end: at(to), basedOn: 0 },
      reasonId(code),
      "",
      "stops.0",
    ),
  );

const timeOf = async (from: number, to: number) => {
  const asked = { machineId: filler, range: { from: at(from), to: at(to) } };
  return (await machineReport(plant.database.reader, asked, at(1_500))).time;
};

const stopsOf = async (from: number, to: number) => {
  const wish = {
    range: { from: at(from), to: at(to) },
    search: "",
    onlyUnclassified: false,
    includeMinor: true,
    sortBy: "start",
    sortDirection: "asc",
    offset: 0,
    limit: 50,
  } as const;
  const { rows } = await stopList(plant.database.reader, wish, at(1_500));
  return rows.map(({ start, end, elapsedMs, reason, isUnclassified }) => [
    (start - mondayMorning) / 60_000,
    (end - mondayMorning) / 60_000,
    elapsedMs / 60_000,
    reason?.code ?? null,
    isUnclassified,
  ]);
};

/** Early ends at minute 480, late at 960, night at 1440. */
describe("a stop over two shift ends", () => {
  it("is one stop in each of the three shifts, and one reason given once explains all its shares", async () => {
    standsBetween(470, 970);
    const shares = async () => [
      (await timeOf(0, 480)).adet_down,
      (await timeOf(480, 960)).adet_down,
      (await timeOf(960, 1_440)).adet_down,
    ];
    expect(await shares()).toEqual([minutes(10), minutes(480), minutes(10)]);
    const whole = [[470, 970, 500, null, true]];
    expect(await stopsOf(0, 480)).toEqual(whole);
    expect(await stopsOf(480, 960)).toEqual(whole);
    expect(await stopsOf(960, 1_440)).toEqual(whole);

    await classify(470, 970, "CLEAN");
    expect(await shares()).toEqual([0, 0, 0]);
    expect((await timeOf(480, 960)).planned_down).toBe(minutes(480));
    expect(await stopsOf(960, 1_440)).toEqual([[470, 970, 500, "CLEAN", false]]);
  });
});

describe("a stop split exactly at a shift end", () => {
  it("gives each part to its own shift alone, to the millisecond", async () => {
    standsBetween(470, 490);
    await edit((writer) =>
      splitStop(
        editing(writer),
        { machineId: filler, start: at(470), end: at(490), basedOn: 0 },
        [at(480)],
        [reasonId("CLEAN"), reasonId("JAM")],
        "",
      ),
    );
    expect(await stopsOf(0, 480)).toEqual([[470, 480, 10, "CLEAN", false]]);
    expect(await stopsOf(480, 960)).toEqual([[480, 490, 10, "JAM", false]]);
    const [early, late] = [await timeOf(0, 480), await timeOf(480, 960)];
    expect([early.planned_down, early.adet_down]).toEqual([minutes(40), 0]);
    expect([late.planned_down, late.adet_down]).toEqual([0, minutes(10)]);
  });
});

describe("a reason that is deactivated while stops have it", () => {
  it("keeps its name in their history and leaves every figure as it was", async () => {
    standsBetween(100, 130);
    await classify(100, 130, "CLEAN");
    const before = await timeOf(0, 480);
    expect(before.planned_down).toBe(minutes(60));
    await edit((writer) => writer.update("reason", reasonId("CLEAN"), null, { is_active: 0 }));
    expect(await timeOf(0, 480)).toEqual(before);
    expect(await stopsOf(0, 480)).toEqual([[100, 130, 30, "CLEAN", false]]);
    await expect(classify(200, 210, "CLEAN")).rejects.toMatchObject({ code: "INVALID" });
  });
});

describe("the clock of the PC is set while the machine stands", () => {
  const intervals = () =>
    plant.database.raw
      .prepare(
        `select (starts_at - ${mondayMorning}) / 60000 as start, (ends_at - ${mondayMorning}) / 60000 as "end", state
         from machine_interval order by starts_at`,
      )
      .raw()
      .all();

  /** The clock steps by so many minutes after minute 70; ten minutes later by any clock the machine runs again. */
  async function stepBy(step: number): Promise<void> {
    const driven = DrivenMachine.of(plant.database, filler, emptyMemory(), at(0));
    const look = (minute: number) => {
      plant.identity.set(at(minute));
      committer.commit(driven.batch(at(minute)));
    };
    driven.live(plant.connection("LINE"), at(0));
    driven.reads("fill-1.running", true, at(0));
    driven.reads("fill-1.product", "P-1", at(0));
    driven.reads("fill-1.count", 1_000, at(0));
    look(0);
    driven.reads("fill-1.count", 2_800, at(60));
    driven.reads("fill-1.running", false, at(60));
    look(70);
    look(70 + step);
    driven.reads("fill-1.running", true, at(80 + step));
    driven.reads("fill-1.count", 2_830, at(81 + step));
    look(81 + step);
    look(300);
    const slices = new OeeSlices(plant.database, plant.identity, committer.stale);
    while ((await slices.computeNext()) !== null);
  }

  it.each([-60, -5, 5, 60])(
    "by %i minutes: no time is negative, double or missing, and every piece is there once",
    async (step) => {
      await stepBy(step);
      const rows = intervals() as [number, number | null, string][];
      expect([rows[0]![0], rows[0]![2]]).toEqual([0, "running"]);
      expect(rows.at(-1)!.slice(1)).toEqual([null, "running"]);
      for (const [i, [start, end]] of rows.entries()) {
        expect(end ?? Infinity).toBeGreaterThan(start);
        if (end !== null) expect(rows[i + 1]![0]).toBe(end);
      }
      expect(plant.database.raw.prepare("select sum(total) from machine_count").pluck().get()).toBe(
        1_830,
      );
      expect(await check(plant.database, plant.identity)).toEqual([]);
    },
  );
});
