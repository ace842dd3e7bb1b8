import type { Database } from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MachineId, ShiftInstanceId } from "#shared/kernel/id.ts";
import { engineActor } from "./database/actor.ts";
import { openReadOnly } from "./database/open-database.ts";
import { asReader, type Reader } from "./database/reader.ts";
import { write } from "./database/write.ts";
import { pareto } from "./modules/analysis/pareto.ts";
import { stops } from "./modules/analysis/stops.ts";
import { handoverPage } from "./modules/handover/handover-page.ts";
import { hourRows } from "./modules/oee/oee.handlers.ts";
import { machineReport, oeeProof, plantReport } from "./modules/oee/reports.ts";
import { shiftDetail, shiftPerformance } from "./modules/shifts/performance.ts";
import { classifyStop } from "./modules/stops/stop-edits.ts";
import { stopList } from "./modules/stops/stop-queries.ts";
import { asKnown } from "./modules/trust/as-known.ts";
import { honesty } from "./modules/trust/honesty.ts";
import { timeline } from "./modules/machines/timeline.ts";
import { loadReplay } from "./modules/replay/load-replay.ts";
import { machinePace } from "./modules/shifts/machine-pace.ts";
import { stretches } from "./modules/ledger/stretches.ts";
import { trend } from "./modules/analysis/trend.ts";
import { reliability } from "./modules/analysis/reliability.ts";
import { closedShifts } from "./modules/trust/closed-shifts.ts";
import { OeeSlices } from "./pipeline/4-oee.ts";
import { BatchCommitter } from "./pipeline/commit-batch.ts";
import { PlantLookup } from "./pipeline/plant-lookup.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "./testing/batches.ts";
import {
  buildPlant,
  hours,
  minutes,
  mondayMorning,
  type BuiltPlant,
} from "./testing/plant-builder.ts";

const at = (minute: number) => mondayMorning + minutes(minute);
const early = { from: at(0), to: at(480) };
const now = at(600);

/** Tables that grow for as long as the plant lives. */
const growing = [
  "machine_interval",
  "machine_count",
  "machine_run",
  "machine_event",
  "stop_class",
  "stop_edit",
  "oee_slice",
  "loss_slice",
  "loss_day",
  "shift_instance",
];

/** What a connection was asked, and how many rows it gave back. */
class Asked {
  readonly statements = new Set<string>();
  runs = 0;
  rows = 0;

  constructor(raw: Database) {
    const prepare = raw.prepare.bind(raw);
    raw.prepare = ((text: string) => {
      this.statements.add(text);
      const statement = prepare(text);
      const all = statement.all.bind(statement);
      statement.all = (...values: unknown[]) => {
        const rows = all(...values);
        this.runs += 1;
        this.rows += rows.length;
        return rows;
      };
      return statement;
    }) as typeof raw.prepare;
  }
}

interface Access {
  readonly text: string;
  readonly table: string;
  readonly detail: string;
}

/** How a statement finds its rows in the tables that grow. */
function accesses(raw: Database, text: string): Access[] {
  if (!/^\s*(?:select|with|update|insert)\b/i.test(text)) return [];
  const unnamed = text.replaceAll(/[@:$]\w+/g, "?");
  const blanks = Array.from({ length: unnamed.split("?").length - 1 }, () => null);
  const plan = raw.prepare<unknown[], { detail: string }>(`explain query plan ${unnamed}`);
  return plan.all(...blanks).flatMap(({ detail }) => {
    const table = /^(?:SCAN|SEARCH) "?(\w+)/.exec(detail)?.[1];
    return table !== undefined && growing.includes(table) ? [{ text, table, detail }] : [];
  });
}

/** A range with both ends, one row by its key, or the first row of an order: the same work in any length of history. */
const isBounded = ({ text, detail }: Access): boolean =>
  detail.startsWith("SEARCH") &&
  (/\b(\w+)>\? AND \1<\?/.test(detail) ||
    /\((?:id|edit_id|superseded_by|undoes|rowid)=\?/.test(detail) ||
    /\(\w+=\? AND (?:starts_at|minute)=\?/.test(detail) ||
    (/[<>]\?/.test(detail) && /\blimit\b/i.test(text)));

/** From the oldest new fact up to now, or one end of an order: as long as what came is late, not as history is. */
const isRecent = ({ text, detail }: Access): boolean =>
  detail.startsWith("SEARCH") &&
  (/ AND \w+>\?\)$/.test(detail) || text.endsWith(" limit 1") || text.startsWith("select min("));

async function builtShift(): Promise<BuiltPlant> {
  const plant = await buildPlant();
  const { database, identity } = plant;
  const committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
  identity.set(now);
  committer.commit(
    factsOf(
      plant.machine("FILL-1"),
      [
        productFrom(at(0), "P-1"),
        stateAt(at(0), "running"),
        piecesIn(at(0), at(60), 1_800),
        stateAt(at(60), "down", { reasonCode: "JAM" }),
        stateAt(at(70), "running"),
        piecesIn(at(70), at(130), 1_800),
        stateAt(at(130), "stopped"),
        stateAt(at(170), "running"),
        piecesIn(at(170), at(480), 9_000),
      ],
      now,
    ),
  );
  const slices = new OeeSlices(database, identity, committer.stale);
  while ((await slices.computeNext()) !== null);
  return plant;
}

/** Days before the shift: eight stops a day, every one of them with an open class, and a minute with pieces each. */
function addDays({ database: { raw } }: BuiltPlant, machineId: MachineId, count: number): void {
  const stops = count * 8;
  const first = at(0) - stops * hours(3);
  const days = `with recursive stop (n, start) as (
    select 0, ${first} union all select n + 1, start + ${hours(3)} from stop where n < ${stops - 1})`;
  raw.transaction(() => {
    raw
      .prepare(
        `${days} insert into machine_interval (id, machine_id, starts_at, ends_at, state, provenance)
         select 'i-' || n || '-' || part, ?, start + part * ${hours(2)}, start + ${hours(2)} + part * ${hours(1)},
           iif(part, 'stopped', 'running'), 'measured' from stop, (select 0 as part union all select 1)`,
      )
      .run(machineId);
    raw
      .prepare(
        `${days} insert into stop_class (id, machine_id, starts_at, reason_id, origin, note, actor_name, recorded_at)
         select 'c-' || n, ?, start + ${hours(2)}, (select id from reason where code = 'JAM'), 'rule', '', 'rule', start
         from stop`,
      )
      .run(machineId);
    raw
      .prepare(
        `${days} insert into machine_count (id, machine_id, minute, product_key, provenance, suspect, total, reject, recorded_at)
         select 'n-' || n, ?, start, '', 'measured', '', 10, 0, start from stop`,
      )
      .run(machineId);
  })();
}

let young: BuiltPlant;
let old: BuiltPlant;

beforeAll(async () => {
  young = await builtShift();
  old = await builtShift();
  addDays(young, young.machine("FILL-1"), 40);
  addDays(old, old.machine("FILL-1"), 10 * 365);
});
afterAll(() => {
  young?.close();
  old?.close();
});

const day = { from: at(-360), to: at(1_080) };
const everywhere = { machineIds: [], patternIds: [], shiftCodes: [], crews: [] };
const losses = { by: "reason", rankBy: "ms" } as const;
const page = { offset: 0, limit: 50, sortDirection: "asc" } as const;

const ofMachine = (plant: BuiltPlant) => ({ machineId: plant.machine("FILL-1"), range: early });
const earlyShift = ({ database }: BuiltPlant) =>
  database.raw
    .prepare<[number], ShiftInstanceId>("select id from shift_instance where starts_at = ?")
    .pluck()
    .get(at(0))!;

type Ask = (reader: Reader, plant: BuiltPlant) => Promise<unknown>;

const questions: readonly [string, Ask][] = [
  ["the report of a shift", (reader, plant) => machineReport(reader, ofMachine(plant), now)],
  ["its proof", (reader, plant) => oeeProof(reader, ofMachine(plant), now)],
  ["its hours", (reader, plant) => hourRows(reader, ofMachine(plant), now)],
  ["the report of the plant", (reader) => plantReport(reader, { range: early }, now)],
  ["its shift", (reader, plant) => shiftDetail(reader, { id: earlyShift(plant) }, now)],
  [
    "the shifts of a day beside each other",
    (reader) => shiftPerformance(reader, { ...everywhere, range: day, per: "shift" }, now),
  ],
  [
    "its timeline",
    (reader, plant) => timeline(reader, { id: plant.machine("FILL-1"), range: early }, now),
  ],
  ["its replay", (reader) => loadReplay(reader, { range: early }, now)],
  ["its pace", (reader, plant) => machinePace(reader, { machineId: plant.machine("FILL-1") }, now)],
  [
    "what is known of it",
    (reader, plant) => stretches(reader, { ...ofMachine(plant), limit: 50 }, now),
  ],
  [
    "it as it was known",
    (reader, plant) => asKnown(reader, { ...ofMachine(plant), knownAt: at(481) }, now),
  ],
  ["the trend of a day", (reader) => trend(reader, { range: day, per: "hour" }, now)],
  ["the reliability of a day", (reader) => reliability(reader, { range: day }, now)],
  [
    "the honesty of a day",
    (reader, plant) => honesty(reader, { machineId: plant.machine("FILL-1"), range: day }, now),
  ],
  ["a hand-over", (reader, plant) => handoverPage(reader, { shiftId: earlyShift(plant) }, now)],
  ["signed shifts of a day", (reader) => closedShifts(reader, { range: day, limit: 50 }, now)],
  [
    "the stops of a shift",
    (reader) =>
      stopList(
        reader,
        {
          ...page,
          range: early,
          search: "",
          onlyUnclassified: false,
          includeMinor: true,
          sortBy: "start",
        },
        now,
      ),
  ],
  ["a day's Pareto", (reader) => pareto(reader, { range: day, ...losses }, now)],
  ["the stops behind it", (reader) => stops(reader, { range: day, ...page, sortBy: "start" }, now)],
];

async function asked(plant: BuiltPlant, ask: Ask): Promise<{ asked: Asked; raw: Database }> {
  const raw = openReadOnly(plant.folder);
  const asked = new Asked(raw);
  await ask(asReader(raw), plant);
  return { asked, raw };
}

describe.each(questions)("%s", (_, ask) => {
  it("finds its rows by ranges of an index", async () => {
    const { asked: seen, raw } = await asked(young, ask);
    const found = [...seen.statements].flatMap((text) => accesses(raw, text));
    raw.close();
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((access) => !isBounded(access))).toEqual([]);
  });

  it("asks and reads as much after ten years as after forty days", async () => {
    const [inYoung, inOld] = [await asked(young, ask), await asked(old, ask)];
    inYoung.raw.close();
    inOld.raw.close();
    expect([inOld.asked.runs, inOld.asked.rows]).toEqual([inYoung.asked.runs, inYoung.asked.rows]);
  });
});

describe("giving a stop a reason", () => {
  const classify = async (plant: BuiltPlant) => {
    const { database, identity } = plant;
    const machineId = plant.machine("FILL-1");
    const seen = new Asked(database.raw);
    const command = { actor: engineActor("test"), operation: "test.classify", commandId: null };
    const jam = database.raw.prepare("select id from reason where code = 'JAM'").pluck().get();
    await write(database, identity, command, async (writer) => {
      await classifyStop(
        { writer, identity, actor: { id: null, name: "Anna" }, now },
        { machineId, start: at(130), end: at(170), basedOn: 0 },
        jam as never,
        "",
        "stops.0",
      );
    });
    return seen;
  };

  it("costs the same after ten years as after forty days, by ranges of an index", async () => {
    const [inYoung, inOld] = [await classify(young), await classify(old)];
    expect([inOld.runs, inOld.rows]).toEqual([inYoung.runs, inYoung.rows]);
    const found = [...inYoung.statements].flatMap((text) => accesses(young.database.raw, text));
    expect(found.filter((access) => !isBounded(access))).toEqual([]);
  });
});

describe("capturing and summing up", () => {
  it("find their rows by ranges of an index", async () => {
    const { database, identity } = young;
    const seen = new Asked(database.raw);
    const committer = new BatchCommitter(database, identity, new PlantLookup(database.raw));
    const slices = new OeeSlices(database, identity, committer.stale);
    const more = [stateAt(at(480), "stopped"), piecesIn(at(480), at(481), 5)];
    identity.set(at(601));
    committer.commit(factsOf(young.machine("FILL-1"), more, at(601)));
    while ((await slices.computeNext()) !== null);
    const found = [...seen.statements].flatMap((text) => accesses(database.raw, text));
    expect(found.filter((access) => !isBounded(access) && !isRecent(access))).toEqual([]);
  });
});
