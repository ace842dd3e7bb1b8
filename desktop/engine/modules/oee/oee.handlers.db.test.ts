import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import { kpiReport } from "#shared/oee/kpi-report.ts";
import { oeeProof as proofSchema } from "#shared/oee/oee-proof.ts";
import { timeline as timelineSchema } from "#shared/machines/machines.contract.ts";
import { BatchCommitter } from "../../pipeline/commit-batch.ts";
import { PlantLookup } from "../../pipeline/plant-lookup.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../../testing/batches.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "../../testing/plant-builder.ts";
import { timeline } from "../machines/timeline.ts";
import { hourRows } from "./oee.handlers.ts";
import { machineReport, oeeProof, plantReport } from "./reports.ts";

let plant: BuiltPlant;
let filler: MachineId;
const at = (minute: number) => mondayMorning + minutes(minute);
const clock = at(480);
const early = { from: at(0), to: at(480) };

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
});
afterEach(() => plant.close());

function capture(facts: Parameters<typeof factsOf>[1], upTo = clock): void {
  const lookup = new PlantLookup(plant.database.raw);
  new BatchCommitter(plant.database, plant.identity, lookup).commit(factsOf(filler, facts, upTo));
}

/** An early shift: 300 min of running, a jam of 60, idle for the rest; 8,000 pieces, 200 of them rejected. */
const shiftOfOneJam = [
  productFrom(at(0), "P-1"),
  stateAt(at(0), "running"),
  piecesIn(at(0), at(200), 6_000, { reject: 150 }),
  stateAt(at(200), "down", { cause: "Jam", reasonCode: "JAM" }),
  stateAt(at(260), "running"),
  piecesIn(at(270), at(360), 2_000, { reject: 50 }),
  stateAt(at(390), "idle"),
];

const of = () => ({ machineId: filler, range: early });

describe("the report of a machine", () => {
  it("has every figure of the shift, from the calendar's break to the last piece", async () => {
    capture(shiftOfOneJam);
    const report = await machineReport(plant.database.reader, of(), clock);

    // The break 10:00–10:30 covers minutes 240 to 270: of the jam its last 20, and the first 10 of running.
    expect(report.time).toMatchObject({
      apt: minutes(320),
      adet_down: minutes(40),
      planned_down: minutes(30),
      adot: minutes(90),
      unknown: 0,
    });
    expect(report.figures).toMatchObject({
      availability: { value: 320 / 450 },
      effectiveness: { value: (8_000 * 2) / (320 * 60) },
      quality: { value: 7_800 / 8_000 },
      oee: { value: (7_800 * 2) / (450 * 60) },
    });
    expect(report).toMatchObject({
      now: clock,
      coverage: 1,
      flags: [],
      pieces: { total: 8_000, good: 7_800, reject: 200, unplanned: 0, suspect: 0 },
      missingCycles: [],
    });
    expect(report.definitionHash).toMatch(/^[0-9a-f]{64}$/);
    expect(kpiReport.safeParse(report).error).toBeUndefined();
  });

  it("ends where capture ended: an open interval says nothing about the time after it", async () => {
    capture([stateAt(at(0), "running")], at(100));
    const report = await machineReport(plant.database.reader, of(), clock);
    expect(report).toMatchObject({ now: at(100), flags: ["preliminary", "no_output"] });
    expect(report.time.apt).toBe(minutes(100));
  });

  it("judges a stop that crosses the range's edge by its whole length", async () => {
    capture([
      productFrom(at(0), "P-1"),
      stateAt(at(0), "running"),
      stateAt(at(59), "stopped"),
      stateAt(at(70), "running"),
    ]);
    const firstHour = { machineId: filler, range: { from: at(0), to: at(60) } };
    const { time } = await machineReport(plant.database.reader, firstHour, clock);
    expect(time).toMatchObject({ adet_down: minutes(1), adet_minor: 0 });
  });

  it("names products without ideal cycle and pieces that wait for a decision, and has no OEE", async () => {
    capture([
      stateAt(at(0), "running"),
      piecesIn(at(0), at(10), 300),
      piecesIn(at(10), at(11), 9_999, { suspect: "too_fast" }),
    ]);
    const report = await machineReport(plant.database.reader, of(), clock);
    expect(report.figures.oee).toEqual({ value: null, reason: "no_ideal_cycle" });
    expect(report.missingCycles).toEqual([{ productCode: null, pieces: 300 }]);
    expect(report.pieces).toMatchObject({ total: 300, suspect: 9_999 });
  });

  it("is not scheduled where the calendar has no shift", async () => {
    capture(shiftOfOneJam);
    plant.database.raw.exec("delete from shift_instance");
    const report = await machineReport(plant.database.reader, of(), clock);
    expect(report.figures.oee).toEqual({ value: null, reason: "not_scheduled" });
    expect(report.pieces).toMatchObject({ total: 0, unplanned: 8_000 });
  });

  it("of a machine that does not exist is refused", async () => {
    const nobody = { ...of(), machineId: "01a20448-0000-7000-8000-000000000000" as MachineId };
    await expect(machineReport(plant.database.reader, nobody, clock)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("the proof", () => {
  it("has the same figures, and its spans and pieces add up with nothing left over", async () => {
    capture(shiftOfOneJam);
    const proof = await oeeProof(plant.database.reader, of(), clock);
    expect(proof.report).toEqual(await machineReport(plant.database.reader, of(), clock));
    expect(proof.balance).toEqual({
      plannedMs: minutes(450),
      accountedMs: minutes(450),
      remainderMs: 0,
    });
    expect(proof.spans.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(hours(8));
    expect(proof.counts.reduce((sum, { good }) => sum + good, 0)).toBe(7_800);
    expect(proof.spans.find(({ state }) => state === "down")).toMatchObject({
      timeClass: "adet_down",
      reasonName: "Jam",
      shiftName: "Early",
      productCode: "P-1",
      wholeMs: minutes(60),
    });
    expect(proof.counts[0]).toMatchObject({ productCode: "P-1", cycleUs: 2_000_000, cavities: 1 });
    expect(proofSchema.safeParse(proof).error).toBeUndefined();
  });
});

describe("the hours of a shift", () => {
  it("have the pieces of each hour against what is due", async () => {
    capture(shiftOfOneJam);
    const { rows } = await hourRows(plant.database.reader, of(), clock);
    expect(rows.map(({ label, total }) => [label, total])).toEqual([
      ["06", 1_800],
      ["07", 1_800],
      ["08", 1_800],
      ["09", 600],
      ["10", 666],
      ["11", 1_334],
      ["12", 0],
      ["13", 0],
    ]);
    expect(rows[4]!.due).toBeCloseTo(30 * 30 * 0.85, 6);
  });
});

describe("the report of the plant", () => {
  it("of one machine is that machine's, with the plant's own policy", async () => {
    capture(shiftOfOneJam);
    const machine = await machineReport(plant.database.reader, of(), clock);
    expect(await plantReport(plant.database.reader, { range: early }, clock)).toEqual(machine);
  });

  it("adds sums and leaves machines out that are switched off", async () => {
    capture(shiftOfOneJam);
    plant.database.raw.exec("update machine set is_active = 0");
    const report = await plantReport(plant.database.reader, { range: early }, clock);
    expect(report.figures.oee).toEqual({ value: null, reason: "not_scheduled" });
    expect(report.pieces.total).toBe(0);
  });
});

describe("the timeline", () => {
  it("shows states with their class, whole lengths, shifts and runs", async () => {
    capture(shiftOfOneJam);
    const range = { from: at(180), to: at(420) };
    const shown = await timeline(plant.database.reader, { id: filler, range }, clock);
    expect(
      shown.intervals.map(({ start, end, state, timeClass, isOpen, wholeMs }) => [
        (start - at(0)) / 60_000,
        (end - at(0)) / 60_000,
        state,
        timeClass,
        isOpen,
        wholeMs / 60_000,
      ]),
    ).toEqual([
      [180, 200, "running", "apt", false, 200],
      [200, 240, "down", "adet_down", false, 60],
      [240, 260, "down", "planned_down", false, 60],
      [260, 270, "running", "planned_down", false, 130],
      [270, 390, "running", "apt", false, 130],
      [390, 420, "idle", "adot", false, 90],
    ]);
    expect(shown.shifts).toMatchObject([{ code: "EARLY", breaks: [{ name: "Break" }] }]);
    expect(shown.runs).toMatchObject([
      { productCode: "P-1", productName: "Product one", end: null },
    ]);
    expect(timelineSchema.safeParse(shown).error).toBeUndefined();
  });

  it("of time nothing is known of is unknown", async () => {
    const range = { from: at(0), to: at(60) };
    const shown = await timeline(plant.database.reader, { id: filler, range }, at(30));
    expect(shown.intervals).toMatchObject([{ start: at(0), end: at(30), state: "unknown" }]);
    expect(shown.runs).toEqual([]);
  });
});
