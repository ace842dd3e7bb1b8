import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { KpiReport } from "#shared/oee/kpi-report.ts";
import type { OeeProof } from "#shared/oee/oee-proof.ts";
import { engineActor } from "../../database/actor.ts";
import { write } from "../../database/write.ts";
import type { Writer } from "../../database/writer.ts";
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
import { randomFacts, seeded } from "../../testing/random-day.ts";
import { machineReport, oeeProof, plantReport, type Range } from "../oee/reports.ts";
import { startRun } from "../runs/run.store.ts";
import { proofAsKnown, reportAsKnown } from "./report-as-known.ts";

let plant: BuiltPlant;
let filler: MachineId;
const at = (minute: number) => mondayMorning + minutes(minute);
const early: Range = { from: at(0), to: at(480) };

beforeEach(async () => {
  plant = await buildPlant();
  filler = plant.machine("FILL-1");
});
afterEach(() => plant.close());

const edit = (decide: (writer: Writer) => Promise<unknown>) => {
  const command = { actor: engineActor("test"), operation: "test.edit", commandId: null };
  return write(plant.database, plant.identity, command, async (writer) => {
    await decide(writer);
  });
};

/** Says something of a stretch, and takes back what held there. */
const say = (start: number, end: number, reasonCode: string | null) =>
  edit(async (writer) => {
    const now = plant.identity.now();
    const holding = await writer
      .selectFrom("stop_class")
      .selectAll()
      .where("superseded_at", "is", null)
      .where("starts_at", "<", end)
      .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", start)]))
      .execute();
    const id = plant.identity.newId<"stop-class">();
    for (const row of holding)
      await writer.putFact("stop_class", { ...row, superseded_at: now, superseded_by: id });
    const reason =
      reasonCode === null
        ? null
        : await writer
            .selectFrom("reason")
            .select("id")
            .where("code", "=", reasonCode)
            .executeTakeFirstOrThrow();
    await writer.putFact("stop_class", {
      id,
      machine_id: filler,
      starts_at: start,
      ends_at: end,
      reason_id: reason?.id ?? null,
      origin: "person",
      rule_id: null,
      note: "",
      actor_id: null,
      actor_name: "Anna",
      recorded_at: now,
      superseded_at: null,
      superseded_by: null,
      edit_id: null,
    });
  });

/** Changes a row of settings whatever its version is. */
const set = (table: "ideal_cycle" | "reason" | "machine" | "plant", patch: object, where = "") =>
  edit(async (writer) => {
    const id = plant.database.raw
      .prepare<[], string>(`select id from ${table} ${where} limit 1`)
      .pluck()
      .get() as string;
    await writer.update(table, id, null, patch as never);
  });

/** Starts a run in the past, perhaps a combined one; where that is refused nothing is changed. */
async function startARun(
  productCode: string,
  at: number,
  cavities: number | null,
  isCombined: boolean,
): Promise<void> {
  const items = ["P-1", "P-2"].map((code, i) => ({
    productCode: code,
    orderNo: null,
    piecesPerCycle: i + 1,
  }));
  const made = { productCode, orderNo: null, target: null, cavities };
  await edit((writer) =>
    startRun(
      writer,
      plant.identity,
      filler,
      { ...made, items: isCombined ? items : null },
      { at, source: "person", by: null },
    ),
  ).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

interface Told {
  readonly knownAt: number;
  readonly range: Range;
  readonly report: KpiReport;
  readonly whole: KpiReport;
  readonly proof: OeeProof;
}

async function tell(range: Range): Promise<Told> {
  const { reader } = plant.database;
  const knownAt = plant.identity.now();
  return {
    knownAt,
    range,
    report: await machineReport(reader, { machineId: filler, range }, knownAt),
    whole: await plantReport(reader, { range }, knownAt),
    proof: await oeeProof(reader, { machineId: filler, range }, knownAt),
  };
}

async function expectToldAgain({ knownAt, range, report, whole, proof }: Told): Promise<void> {
  const { reader } = plant.database;
  expect(await reportAsKnown(reader, filler, range, knownAt, report.now)).toEqual(report);
  expect(await reportAsKnown(reader, null, range, knownAt, report.now)).toEqual(whole);
  expect(await proofAsKnown(reader, filler, range, knownAt, report.now)).toEqual(proof);
}

/** One random change of anything that figures rest on. */
function randomEdit(random: () => number): Promise<unknown> {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const minute = () => Math.floor(random() * 480);
  const [from, length] = [minute(), 1 + Math.floor(random() * 90)];
  const edits: readonly (() => Promise<unknown>)[] = [
    () => say(at(from), at(from + length), pick(["JAM", "CLEAN", null])),
    () => say(at(from), at(from + length), pick(["JAM", "CLEAN", null])),
    () => set("ideal_cycle", { cycle_us: 1_500_000 + minute() * 1_000 }),
    () => set("reason", { category: pick(["planned", "breakdown", "changeover", "external"]) }),
    () => set("machine", { minor_stop_ms: pick([null, 0, 60_000, 300_000]) }),
    () => set("machine", { minimum_run_ms: pick([null, 0, 30_000, 120_000]) }),
    () =>
      set("plant", {
        policy: JSON.stringify({ minorStops: pick(["iso", "six-big-losses"]) }),
      }),
    () => startARun(pick(["P-1", "P-2"]), at(from), pick([null, 1, 3]), random() < 0.3),
    () => startARun(pick(["P-1", "P-2"]), at(from), pick([null, 1, 3]), random() < 0.3),
    () =>
      edit(async (writer) => {
        await writer.insert("planned_downtime", {
          id: plant.identity.newId<"planned-downtime">(),
          machine_id: pick([null, filler]),
          starts_at: at(from),
          ends_at: at(from + length),
          name: "Meeting",
          created_at: plant.identity.now(),
        });
      }),
    () =>
      edit(async (writer) => {
        const row = await writer.selectFrom("planned_downtime").selectAll().executeTakeFirst();
        if (row) await writer.remove("planned_downtime", row.id, row.version);
      }),
    () =>
      edit(async (writer) => {
        const rows = await writer.selectFrom("shift_instance").selectAll().execute();
        const shift = pick(rows);
        const start = shift.starts_at + minutes(60);
        await writer.putFact("shift_instance", {
          ...shift,
          breaks: JSON.stringify([{ name: "Break", start, end: start + minutes(length) }]),
        });
      }),
  ];
  return pick(edits)();
}

describe.each([3, 17, 5_023])("a random day with late facts and edits (seed %i)", (seed) => {
  it("is told later as it was told then, to the digit", async () => {
    const random = seeded(seed);
    const { database, identity } = plant;
    const lookup = new PlantLookup(database.raw);
    const committer = new BatchCommitter(database, identity, lookup);
    const facts = randomFacts(random, at(0), at(480));
    const told: Told[] = [];
    let upTo = at(0);
    let next = 0;
    for (let step = 0; step < 16; step++) {
      // Facts come on time, some of them long after.
      upTo = Math.min(at(480), upTo + minutes(10 + Math.floor(random() * 20)));
      const due: typeof facts = [];
      while (next < facts.length && instantOf(facts[next]!) <= upTo) due.push(facts[next++]!);
      const late = Math.floor(random() * 480);
      if (random() < 0.4 && at(late) < upTo)
        due.push(
          stateAt(at(late) + 7, "down", { cause: "Late", provenance: "back_read" }),
          piecesIn(at(late), at(late) + minutes(3), 11, { reject: 1, provenance: "back_read" }),
        );
      const now = Math.max(upTo, identity.now()) + 400;
      identity.set(now);
      committer.commit(factsOf(filler, due, upTo));
      told.push(await tell({ from: at(0), to: Math.max(at(60), upTo) }));
      identity.set(now + 30_000);
      await randomEdit(random);
      committer.forget();
      told.push(await tell(early));
      if (random() < 0.5) {
        const start = at(late);
        told.push(await tell({ from: start, to: start + hours(2) }));
      }
    }
    for (const one of told) await expectToldAgain(one);
    expect(new Set(told.map(({ report }) => JSON.stringify(report.figures))).size).toBeGreaterThan(
      10,
    );
  });
});

const instantOf = (fact: ReturnType<typeof randomFacts>[number]): number =>
  fact.kind === "count" ? fact.to : fact.kind === "energy" ? fact.to : fact.at;

describe("what a change leaves behind", () => {
  const committer = () =>
    new BatchCommitter(plant.database, plant.identity, new PlantLookup(plant.database.raw));
  const changes = () =>
    plant.database.raw
      .prepare("select entity from fact_change where recorded_at > ?")
      .pluck()
      .all(mondayMorning) as string[];
  const oneMinute = () =>
    plant.database.raw.prepare("select * from machine_count where minute = ?").get(at(0));

  it("is nothing but a few columns where a minute gets its last pieces just after its end", () => {
    const book = committer();
    plant.identity.set(at(0) + 50_000);
    book.commit(factsOf(filler, [stateAt(at(0), "running"), productFrom(at(0), "P-1")], at(0)));
    book.commit(factsOf(filler, [piecesIn(at(0), at(0) + 50_000, 20)], at(0) + 50_000));
    plant.identity.set(at(1) + 200);
    book.commit(factsOf(filler, [piecesIn(at(0) + 50_000, at(1), 5, { reject: 1 })], at(1)));
    expect(oneMinute()).toMatchObject({
      total: 25,
      reject: 1,
      late_at: at(1) + 200,
      on_time_total: 20,
      on_time_reject: 0,
    });
    expect(changes()).toEqual([]);
  });

  it("is a before-image where pieces came late twice", async () => {
    const book = committer();
    plant.identity.set(at(5));
    book.commit(factsOf(filler, [productFrom(at(0), "P-1"), piecesIn(at(0), at(1), 20)], at(5)));
    const first = await tell(early);
    plant.identity.set(at(9));
    book.commit(factsOf(filler, [piecesIn(at(0), at(1), 3)], at(9)));
    expect(oneMinute()).toMatchObject({ total: 23, late_at: at(5), on_time_total: null });
    expect(changes()).toEqual(["machine_count"]);
    const before = await reportAsKnown(plant.database.reader, filler, early, at(4));
    expect(before.pieces.total + before.pieces.unplanned).toBe(0);
    await expectToldAgain(first);
  });

  it("is nothing for a shift that has not begun, and all of one that has", async () => {
    const shift = (starts: number) => ({
      id: plant.identity.newId<"shift-instance">(),
      pattern_id: plant.database.raw.prepare("select id from shift_pattern").pluck().get() as never,
      code: "EXTRA",
      name: "Extra",
      business_date: "2026-03-02",
      starts_at: starts,
      ends_at: starts + minutes(1),
      breaks: "[]",
      crew: null,
      targets: null,
      is_overtime: 1 as const,
    });
    plant.identity.set(at(1));
    const coming = shift(plant.identity.now() + minutes(7));
    await edit((writer) => writer.putFact("shift_instance", coming));
    await edit((writer) => writer.dropFact("shift_instance", coming.id));
    expect(changes()).toEqual([]);
    await edit((writer) => writer.putFact("shift_instance", shift(at(-1_000))));
    expect(changes()).toEqual(["shift_instance"]);
  });
});

it("a machine that did not exist yet is refused", async () => {
  const report = reportAsKnown(plant.database.reader, filler, early, mondayMorning - hours(1));
  await expect(report).rejects.toMatchObject({ code: "NOT_FOUND" });
});
