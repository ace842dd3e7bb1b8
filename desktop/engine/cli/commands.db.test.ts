import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { MachineId } from "#shared/kernel/id.ts";
import { oeeProof, type OeeProof } from "#shared/oee/oee-proof.ts";
import { kpiCodes } from "#shared/oee/kpi-report.ts";
import { plantConfig } from "#shared/plant/plant-config.ts";
import { businessFile, openDatabase } from "../database/open-database.ts";
import { exportConfig } from "../modules/plant/export-config.ts";
import { BatchCommitter } from "../pipeline/commit-batch.ts";
import { PlantLookup } from "../pipeline/plant-lookup.ts";
import { factsOf, piecesIn, productFrom, stateAt } from "../testing/batches.ts";
import { runEngine } from "../testing/engine-process.ts";
import {
  buildPlant,
  configurePlant,
  minutes,
  mondayMorning,
  testIdentity,
  type BuiltPlant,
} from "../testing/plant-builder.ts";

const at = (minute: number) => mondayMorning + minutes(minute);
const iso = (minute: number) => new Date(at(minute)).toISOString();
const shift = ["--from", iso(0), "--to", iso(480)];

let plant: BuiltPlant;

/** An early shift: two hours of running with rejects, a jam, a gap nobody saw, a change of product, an hour of running. */
function captureAShift(machine: MachineId): void {
  const committer = new BatchCommitter(
    plant.database,
    plant.identity,
    new PlantLookup(plant.database.raw),
  );
  const facts = [
    productFrom(at(0), "P-1"),
    stateAt(at(0), "running"),
    piecesIn(at(0), at(120), 3_000, { reject: 30 }),
    stateAt(at(120), "down", { cause: "Jam", reasonCode: "JAM" }),
    stateAt(at(150), "unknown", { cause: "unreachable" }),
    stateAt(at(165), "running"),
    piecesIn(at(165), at(240), 1_800),
    productFrom(at(270), "P-2"),
    stateAt(at(270), "running"),
    piecesIn(at(270), at(480), 2_500, { reject: 10 }),
  ];
  committer.commit(factsOf(machine, facts, at(480)));
  plant.identity.set(at(480));
}

beforeAll(async () => {
  plant = await buildPlant();
  captureAShift(plant.machine("FILL-1"));
  plant.database.close();
});
afterAll(() => plant.close());

const engine = (...args: string[]) => {
  const [command = "", ...rest] = args;
  return runEngine([command, "--data", plant.folder, ...rest]);
};

/** Every derived row, exactly as it is stored. */
function derivedRows(): unknown {
  const raw = new SqliteDatabase(businessFile(plant.folder), { readonly: true });
  const tables = ["machine_interval", "oee_slice", "machine_count", "machine_run"];
  const rows = tables.map((table) => [
    table,
    raw.prepare(`select * from ${table} order by id`).all(),
  ]);
  raw.close();
  return rows;
}

function tamper(sql: string): void {
  const raw = new SqliteDatabase(businessFile(plant.folder));
  raw.prepare(sql).run();
  raw.close();
}

describe("oee", () => {
  const asked = async (): Promise<OeeProof> => {
    const { code, stdout } = await engine("oee", "--machine", "FILL-1", ...shift, "--json");
    expect(code).toBe(0);
    return oeeProof.parse(JSON.parse(stdout));
  };

  it("prints every KPI, and its numbers come out again from nothing but the printed proof", async () => {
    const { report, spans, counts, balance } = await asked();
    expect(Object.keys(report.figures).toSorted()).toEqual([...kpiCodes].toSorted());

    const ms = (...classes: string[]) =>
      spans
        .filter(({ timeClass }) => classes.includes(timeClass))
        .reduce((sum, { start, end }) => sum + end - start, 0);
    const stops = ["adet_minor", "adet_down", "adet_external"] as const;
    const known = ms("apt", "aust", "adot", ...stops);
    const planned = counts.filter(
      ({ timeClass }) => timeClass !== "not_scheduled" && timeClass !== "planned_down",
    );
    const idealMs = (pieces: "total" | "good") =>
      planned.reduce((sum, row) => sum + (row[pieces] * row.cycleUs!) / row.cavities! / 1_000, 0);
    const pieces = (of: "total" | "good") => planned.reduce((sum, row) => sum + row[of], 0);
    const recomputed = {
      availability: ms("apt") / known,
      effectiveness: idealMs("total") / ms("apt"),
      quality: idealMs("good") / idealMs("total"),
      qualityPieces: pieces("good") / pieces("total"),
      oee: idealMs("good") / known,
    };
    for (const [code, value] of Object.entries(recomputed))
      expect([code, report.figures[code as "oee"].value]).toEqual([
        code,
        expect.closeTo(value, 12),
      ]);
    expect(report.coverage).toBeCloseTo(known / (known + ms("unknown")), 12);

    expect(balance).toEqual({
      plannedMs: known + ms("unknown"),
      accountedMs: known + ms("unknown"),
      remainderMs: 0,
    });
    expect(spans.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(minutes(480));
    expect(report.time.unknown).toBe(minutes(15));
    expect(report.pieces).toMatchObject({ total: pieces("total"), good: pieces("good") });
  });

  it("says the same as text for people", async () => {
    const { report } = await asked();
    const { code, stdout } = await engine("oee", "--machine", "FILL-1", ...shift);
    expect(code).toBe(0);
    expect(stdout).toContain("FILL-1 Filler 1");
    expect(stdout).toContain(
      `oee${" ".repeat(21)}${(report.figures.oee.value! * 100).toFixed(2)} %`,
    );
    expect(stdout).toMatch(/reworkRatio +– \(not_recorded\)/);
    expect(stdout).toContain("remainder 0 ms");
    expect(stdout).toContain("7300 made, 7260 good, 40 rejected");
  });

  it("refuses a machine that does not exist, and a folder without a plant", async () => {
    const nobody = await engine("oee", "--machine", "PRESS-9", ...shift);
    expect(nobody).toMatchObject({
      code: 2,
      stdout: "",
      stderr: 'There is no machine "PRESS-9".\n',
    });
    const empty = mkdtempSync(join(tmpdir(), "unison-empty-"));
    const nowhere = await runEngine(["oee", "--data", empty, "--machine", "FILL-1", ...shift]);
    rmSync(empty, { recursive: true });
    expect(nowhere).toMatchObject({ code: 2, stdout: "" });
    expect(nowhere.stderr).toContain("there is no plant in this folder");
  });
});

describe("replay and check", () => {
  it("a replay makes the sums, a second one leaves identical rows, and check finds nothing", async () => {
    const first = await engine("replay");
    expect(first).toMatchObject({ code: 0 });
    expect(JSON.parse(first.stdout)).toMatchObject({ machinesDone: 1, machines: 1 });
    const rows = derivedRows();
    expect((await engine("replay", "--machine", "FILL-1", ...shift)).code).toBe(0);
    expect(derivedRows()).toEqual(rows);

    expect(await engine("check", "--json")).toMatchObject({ code: 0, stdout: '{"findings":[]}\n' });
  });

  it.each([
    {
      what: "a stop made shorter",
      sql: "update machine_interval set ends_at = ends_at - 60000 where state = 'down'",
      finds: ["interval_gap", "interval_not_folded"],
      undo: "update machine_interval set ends_at = ends_at + 60000 where state = 'down'",
    },
    {
      what: "pieces added to a closed hour",
      sql: `update machine_count set total = total + 7 where minute = ${at(30)}`,
      finds: ["slice_wrong"],
      undo: `update machine_count set total = total - 7 where minute = ${at(30)}`,
    },
    {
      what: "a stop told as running",
      sql: "update machine_interval set state = 'running' where state = 'down'",
      finds: ["interval_not_folded"],
      undo: "update machine_interval set state = 'down' where cause = 'Jam'",
    },
  ])("check finds $what, names where, and ends with 1", async ({ sql, finds, undo }) => {
    tamper(sql);
    const found = await engine("check", "--json");
    tamper(undo);
    expect(found.code).toBe(1);
    const { findings } = JSON.parse(found.stdout) as {
      findings: { code: string; where: string }[];
    };
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(finds));
    expect(new Set(findings.map(({ where }) => where))).toEqual(new Set(["FILL-1"]));
  });

  it("with all of that put right again, check finds nothing", async () => {
    expect(await engine("check")).toMatchObject({
      code: 0,
      stdout: "nothing found: files, intervals and sums are whole\n",
    });
  });
});

describe("export", () => {
  it("writes a configuration that gives the same plant elsewhere, and says the same again from there", async () => {
    const file = join(plant.folder, "exported.yaml");
    const { stdout } = await engine("export");
    expect(await engine("export", "--out", file)).toMatchObject({ code: 0 });
    const text = readFileSync(file, "utf8");
    expect(stdout.trimEnd()).toBe(text.trimEnd());

    const elsewhere = mkdtempSync(join(tmpdir(), "unison-elsewhere-"));
    const identity = testIdentity();
    const database = await openDatabase(elsewhere, identity.now());
    await configurePlant(database, identity, plantConfig.parse(parse(text)));
    const again = await exportConfig(database.reader);
    database.close();
    rmSync(elsewhere, { recursive: true });
    expect(plantConfig.parse(again)).toEqual(plantConfig.parse(parse(text)));
  });

  it("says when the file cannot be written", async () => {
    const nowhere = join(plant.folder, "no-such-folder", "plant.yaml");
    const { code, stderr } = await engine("export", "--out", nowhere);
    expect(code).toBe(2);
    expect(stderr).toContain(`--out ${nowhere} cannot be written`);
  });
});

it("on a damaged database every command ends with 4 and words, and touches nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "unison-damaged-"));
  const rubbish = Buffer.alloc(8_192, "not a database ");
  writeFileSync(businessFile(folder), rubbish);
  const commands = [["oee", "--machine", "FILL-1", ...shift], ["export"], ["replay"], ["check"]];
  for (const [name = "", ...rest] of commands) {
    const { code, stdout, stderr } = await runEngine([name, "--data", folder, ...rest]);
    expect({ name, code, stdout }).toEqual({ name, code: 4, stdout: "" });
    expect(stderr).toContain("is damaged. It was not touched.");
  }
  expect(readFileSync(businessFile(folder)).equals(rubbish)).toBe(true);
  rmSync(folder, { recursive: true });
});
