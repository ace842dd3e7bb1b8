import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MachineId, ShiftPatternId } from "#shared/kernel/id.ts";
import { shiftPattern } from "#shared/shifts/shift-pattern.ts";
import { engineActor } from "../../database/actor.ts";
import { write } from "../../database/write.ts";
import { OeeSlices } from "../../pipeline/4-oee.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../../testing/batches.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  oneFiller,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { planShifts } from "./calendar.ts";
import { machinePace } from "./machine-pace.ts";
import { shiftComparison, shiftDetail, shiftPerformance, type ShiftsAsked } from "./performance.ts";
import { plannedShifts } from "./shift-rows.ts";
import { storedShifts } from "./stored-shifts.ts";

let plant: BuiltPlant;
let filler: MachineId;
let committer: BatchCommitter;
const at = (minute: number) => mondayMorning + minutes(minute);

const [three] = oneFiller.shiftPatterns;
const crewed = {
  ...three!.pattern,
  shifts: three!.pattern.shifts.map((shift) =>
    shift.code === "EARLY" ? { ...shift, target: 9_000, targetOee: 0.7 } : shift,
  ),
  crews: [{ code: "A", name: "Crew A" }],
  crewRotation: { anchor: "2026-03-02", daysPerStep: 1, steps: [{ EARLY: "A" }] },
};

beforeEach(async () => {
  plant = await buildPlant({
    ...oneFiller,
    shiftPatterns: [{ code: "THREE", pattern: shiftPattern.parse(crewed) }],
  });
  filler = plant.machine("FILL-1");
  committer = new BatchCommitter(
    plant.database,
    plant.identity,
    new PlantLookup(plant.database.raw),
  );
});
afterEach(() => plant.close());

/** 200 min of running, a jam of 60 that nobody explained, running again; 8,000 pieces, 200 rejected. */
function earlyShift(upTo: number): void {
  const facts = [
    productFrom(at(0), "P-1"),
    stateAt(at(0), "running"),
    piecesIn(at(0), at(200), 6_000, { reject: 150 }),
    stateAt(at(200), "stopped"),
    stateAt(at(260), "running"),
    piecesIn(at(270), at(360), 2_000, { reject: 50 }),
  ].filter((fact) => ("at" in fact ? fact.at : fact.to) <= upTo);
  committer.commit(factsOf(filler, facts, upTo));
}

const today = { from: mondayMorning, to: mondayMorning + hours(24) };
const asked: ShiftsAsked = {
  range: today,
  machineIds: [],
  patternIds: [],
  shiftCodes: [],
  crews: [],
};
const perform = (clock: number, more: Partial<typeof asked> = {}) =>
  shiftPerformance(plant.database.reader, { ...asked, per: "shift", ...more }, clock);

function enterDowntime(
  from: number,
  to: number,
  machineId: MachineId | null,
  name = "Audit",
): void {
  plant.database.raw
    .prepare(
      `insert into planned_downtime (id, machine_id, starts_at, ends_at, name, created_at, version)
       values (?, ?, ?, ?, ?, 0, 1)`,
    )
    .run(plant.identity.newId(), machineId, from, to, name);
}

async function computeAll(now: number): Promise<void> {
  plant.identity.set(now);
  const slices = new OeeSlices(plant.database, plant.identity, committer.stale);
  await slices.touchRunning();
  while ((await slices.computeNext()) !== null);
}

describe("the performance of a shift", () => {
  it("is that of its facts, beside the targets and the crew it was planned with", async () => {
    earlyShift(at(600));
    const { now, rows } = await perform(at(600));
    expect(now).toBe(at(600));
    expect(rows.map(({ shift }) => [shift.code, shift.crew])).toEqual([
      ["LATE", null],
      ["EARLY", "Crew A"],
    ]);
    expect(rows[1]).toMatchObject({
      machine: null,
      time: {
        plannedMs: minutes(450),
        plannedDownMs: minutes(30),
        runMs: minutes(410),
        downMs: minutes(40),
        // The break 10:00–10:30 takes the last 20 minutes of the stop.
        unclassifiedMs: minutes(40),
      },
      pieces: { total: 8_000, good: 7_800, reject: 200 },
      targets: { pieces: 9_000, oee: 0.7, quality: null },
      attainment: { pieces: { value: 7_800 / 9_000 } },
      isLow: true,
    });
  });

  it("is the same from stored hours as from the facts, to the digit; stale hours are not believed", async () => {
    earlyShift(at(600));
    const fromFacts = await perform(at(600));
    await computeAll(at(600));
    const { reader } = plant.database;
    const shifts = fromFacts.rows.map(({ shift }) => shift).toReversed();
    const stored = await storedShifts(reader, filler, shifts, at(600));
    expect([...stored.keys()]).toEqual([shifts[0]!.id]);
    expect(stored.get(shifts[0]!.id)!.unclassifiedMs).toBe(minutes(40));
    expect(await perform(at(600))).toEqual(fromFacts);
    committer.stale.mark(filler, { start: at(10), end: at(20) });
    expect((await storedShifts(reader, filler, shifts, at(600))).size).toBe(0);
  });

  it("can be asked for by machine, shift code and crew", async () => {
    earlyShift(at(600));
    const { rows } = await shiftPerformance(
      plant.database.reader,
      { ...asked, shiftCodes: ["EARLY"], crews: ["Crew A"], machineIds: [filler], per: "machine" },
      at(600),
    );
    expect(rows.map(({ machine, shift }) => [machine?.code, shift.code])).toEqual([
      ["FILL-1", "EARLY"],
    ]);
    expect((await perform(at(600), { crews: ["Crew B"] })).rows).toEqual([]);
  });

  it("compares the shifts of a day and says where a shift's time went", async () => {
    earlyShift(at(600));
    const compared = await shiftComparison(plant.database.reader, asked, at(600));
    expect(compared.byCrew.map(({ key, shifts }) => [key, shifts])).toEqual([["Crew A", 1]]);
    expect(compared.rows.map((row) => row.isLowestOfDay)).toEqual([true, false]);
    const id = compared.rows[1]!.shift.id;
    const detail = await shiftDetail(plant.database.reader, { id }, at(600));
    expect(detail.total).toEqual((await perform(at(600))).rows[1]);
    expect(detail.machines.map(({ machine }) => machine?.code)).toEqual(["FILL-1"]);
    expect(detail.losses).toMatchObject([
      { timeClass: "adet_down", reasonName: null, ms: minutes(40), stops: 1 },
    ]);
    await expect(
      shiftDetail(plant.database.reader, { id: "01a20448-0000-7000-8000-000000000000" }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("planned downtime", () => {
  it("is taken out of planned time like a break, once where it meets one, and counts for nothing outside shifts", async () => {
    earlyShift(at(600));
    enterDowntime(at(210), at(250), filler);
    enterDowntime(at(220), at(230), null);
    plant.database.raw.exec(`delete from shift_instance where starts_at >= ${at(480)}`);
    enterDowntime(at(490), at(500), null);
    const { rows } = await perform(at(600));
    // 40 minutes, of which the break has 10 already.
    expect(rows[0]!.time).toMatchObject({
      plannedMs: minutes(420),
      plannedDownMs: minutes(60),
      downMs: minutes(10),
    });
  });

  it("of another machine changes nothing", async () => {
    earlyShift(at(600));
    const before = await perform(at(600));
    const other = plant.identity.newId<"machine">();
    plant.database.raw
      .prepare(
        `insert into machine (id, code, name, kind, description, signals, is_active, created_at, version)
         select ?, 'OTHER', name, kind, description, signals, 1, created_at, version from machine`,
      )
      .run(other);
    enterDowntime(at(0), at(480), other);
    expect(await perform(at(600))).toEqual(before);
  });
});

describe("the calendar", () => {
  const replan = (pattern: unknown, since: number) =>
    write(
      plant.database,
      plant.identity,
      { actor: engineActor("test"), operation: "test.plan", commandId: null },
      (writer) => {
        const patternId = plant.database.raw
          .prepare<[], ShiftPatternId>("select id from shift_pattern")
          .pluck()
          .get() as ShiftPatternId;
        return planShifts(writer, plant.identity, patternId, shiftPattern.parse(pattern), {
          zone: "Europe/Berlin",
          since,
        });
      },
    );
  const ofToday = async () =>
    (await plannedShifts(plant.database.reader, { by: "start", ...today, patternIds: [] })).map(
      ({ code, end, targets, crew, isOvertime }) => ({
        code,
        until: (end - mondayMorning) / 60_000,
        target: targets.pieces,
        crew,
        isOvertime,
      }),
    );

  it("keeps the targets and the crew a shift began with, and gives the next ones the new", async () => {
    plant.identity.set(at(100));
    const changed = {
      ...crewed,
      crews: [{ code: "A", name: "Blue" }],
      crewRotation: { ...crewed.crewRotation, steps: [{ EARLY: "A", LATE: "A" }] },
      shifts: crewed.shifts.map((shift) => ({ ...shift, target: 1 })),
    };
    await replan(changed, at(100));
    expect((await ofToday()).slice(0, 2)).toEqual([
      { code: "EARLY", until: 480, target: 9_000, crew: "Crew A", isOvertime: false },
      { code: "LATE", until: 960, target: 1, crew: "Blue", isOvertime: false },
    ]);
  });

  it("lets overtime move the end of the shift that runs, and takes it back", async () => {
    plant.identity.set(at(100));
    const longer = {
      ...crewed,
      exceptions: [
        { kind: "replaced", date: "2026-03-02", shifts: ["EARLY", "NIGHT"] },
        { kind: "extended", date: "2026-03-02", shift: "EARLY", later: 120 },
      ],
    };
    await replan(longer, at(100));
    const early = { code: "EARLY", target: 9_000, crew: "Crew A" };
    expect(await ofToday()).toMatchObject([
      { ...early, until: 600, isOvertime: true },
      { code: "NIGHT" },
    ]);
    await replan(crewed, at(200));
    expect(await ofToday()).toMatchObject([
      { ...early, until: 480, isOvertime: false },
      { code: "LATE" },
      { code: "NIGHT" },
    ]);
  });
});

describe("a calendar that is changed too late", () => {
  it("does not plan a shift again that has ended: overtime for it must be a shift of its own", async () => {
    plant.identity.set(at(490));
    const patternId = plant.database.raw
      .prepare<[], ShiftPatternId>("select id from shift_pattern")
      .pluck()
      .get() as ShiftPatternId;
    plant.database.raw.exec(`delete from shift_instance where starts_at >= ${at(480)}`);
    const pattern = shiftPattern.parse({
      ...crewed,
      exceptions: [
        { kind: "replaced", date: "2026-03-02", shifts: ["EARLY"] },
        { kind: "extended", date: "2026-03-02", shift: "EARLY", later: 120 },
      ],
    });
    const command = { actor: engineActor("test"), operation: "test.plan", commandId: null };
    await write(plant.database, plant.identity, command, (writer) =>
      planShifts(writer, plant.identity, patternId, pattern, {
        zone: "Europe/Berlin",
        since: at(490),
      }),
    );
    const { reader } = plant.database;
    const stored = await plannedShifts(reader, { by: "start", ...today, patternIds: [] });
    expect(stored.map(({ code, end }) => [code, end])).toEqual([["EARLY", at(480)]]);
  });
});

describe("pace", () => {
  it("of a running shift is told against its own target, without planned downtime to come", async () => {
    earlyShift(at(200));
    enterDowntime(at(300), at(330), null);
    const { shift, productCode, pace } = await machinePace(
      plant.database.reader,
      { machineId: filler },
      at(200),
    );
    expect([shift?.code, productCode]).toEqual(["EARLY", "P-1"]);
    expect(pace).toMatchObject({
      target: { pieces: 9_000, from: "shift" },
      good: 5_850,
      leftMs: minutes(220),
      needed: { value: (9_000 - 5_850) / 220 },
      history: { hours: 3, days: 14 },
    });
    expect(pace.best.rate.value).toBeCloseTo(29.25, 0);
    expect(pace.current.short).toEqual({ value: 0 });
  });

  it("aims at the run's target where the shift has none", async () => {
    earlyShift(at(200));
    plant.database.raw.exec("update shift_instance set targets = null");
    plant.database.raw.exec("update machine_run set target = 10000");
    const { pace } = await machinePace(plant.database.reader, { machineId: filler }, at(200));
    expect(pace).toMatchObject({ target: { pieces: 10_000, from: "run" }, good: 5_850 });
  });

  it("has no shift, and says so, where none runs", async () => {
    plant.database.raw.exec("delete from shift_instance");
    earlyShift(at(200));
    const { shift, pace } = await machinePace(
      plant.database.reader,
      { machineId: filler },
      at(200),
    );
    expect(shift).toBeNull();
    expect(pace.needed).toEqual({ value: null, reason: "no_shift" });
  });
});
