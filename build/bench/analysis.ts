/** `npm run bench -- analysis`: Paretos of a year of a hundred machines, recomputing after a reason, preview. See README.md. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { seededRandom } from "#build/demo/random.ts";
import { engineActor } from "#desktop/engine/database/actor.ts";
import {
  openDatabase,
  openReadOnly,
  type PlantDatabase,
} from "#desktop/engine/database/open-database.ts";
import { asReader } from "#desktop/engine/database/reader.ts";
import { write } from "#desktop/engine/database/write.ts";
import { wrongLosses } from "#desktop/engine/losses/check-losses.ts";
import { hashPassword } from "#desktop/engine/modules/access/password.ts";
import { addUser } from "#desktop/engine/modules/plant/first-run.ts";
import { loadSetting } from "#desktop/engine/modules/oee/machine-setting.ts";
import { applyConfig } from "#desktop/engine/modules/plant/apply-config.ts";
import { previewRules } from "#desktop/engine/modules/rules/preview-rules.ts";
import { computeSlices } from "#desktop/engine/pipeline/4-oee.ts";
import { clockHours } from "#desktop/engine/pipeline/cut-slices.ts";
import { testIdentity } from "#desktop/engine/testing/plant-builder.ts";
import { dayAt } from "#shared/analysis/time-buckets.ts";
import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import { plantConfig } from "#shared/plant/plant-config.ts";
import { BareSql } from "./analysis/bare-sql.ts";
import { MachineYears } from "./analysis/machine-years.ts";
import { recomputeTimes } from "./analysis/recompute-times.ts";
import { yearPlant } from "./analysis/year-plant.ts";
import { Measured, rounded } from "./figures/percentile.ts";
import { benchOptions, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";
import { startEngineProcess, type EngineProcess } from "./run/engine-process.ts";
import { cpuSecondsOf, rssMb } from "./run/process-usage.ts";

const options = benchOptions({
  machines: wholeNumber(20, 1_000, 100),
  days: wholeNumber(30, 3_660, 365),
  paretos: wholeNumber(10, 10_000, 100),
  edits: wholeNumber(5, 1_000, 30),
  seed: wholeNumber(0, 1_000_000, 1),
});

const dayMs = 24 * hourMs;
const administrator = { username: "bench", password: randomBytes(12).toString("hex") };
const previewedMachines = 20;
const previewWeeks = 4;
const sampledDays = 40;

const idsOf = <Found extends string>({ raw }: PlantDatabase, table: string): Found[] =>
  raw.prepare(`select id from ${table} order by code`).pluck().all() as Found[];

interface Years {
  readonly year: Span;
  readonly machineIds: readonly MachineId[];
  readonly intervals: number;
}

/** Writes the plant and its machines' past, up to now. */
async function writeYears(run: BenchRun, folder: string): Promise<Years> {
  const end = Math.floor(Date.now() / minuteMs) * minuteMs;
  const year = { start: dayAt(end - options.days * dayMs, "Europe/Berlin").start, end };
  const database = await openDatabase(folder, year.start);
  const identity = testIdentity(end);
  const config = yearPlant(options.machines);
  writeFileSync(path.join(run.folder, "plant.json"), JSON.stringify(config));
  const command = { actor: engineActor("bench"), operation: "bench.years", commandId: null };
  const passwordHash = await hashPassword(administrator.password);
  await write(database, identity, command, async (writer) => {
    await applyConfig(writer, identity, plantConfig.parse(config), year.start);
    await addUser(writer, identity, {
      username: administrator.username,
      displayName: "Benchmark",
      role: "admin",
      passwordHash,
    });
  });
  const machineIds = idsOf<MachineId>(database, "machine");
  database.raw.pragma("synchronous = off");
  const years = new MachineYears(database, identity, {
    year,
    seed: options.seed,
    reasonIds: idsOf(database, "reason") as [string, ...string[]],
    productIds: idsOf(database, "product"),
    withMinutes: new Set(machineIds.slice(0, previewedMachines)),
  });
  for (const [i, machineId] of machineIds.entries()) {
    await years.write(machineId);
    if ((i + 1) % 20 === 0) run.tell(`${i + 1} machines, ${years.intervals} intervals`);
  }
  database.raw.prepare("insert into heartbeat (id, at) values (1, ?)").run(end);
  await proveSample(database, machineIds, year);
  database.raw.pragma("synchronous = full");
  database.close();
  return { year, machineIds, intervals: years.intervals };
}

/** Sums written here must be those that the plant's own code reads from the facts. */
async function proveSample(
  database: PlantDatabase,
  machineIds: readonly MachineId[],
  year: Span,
): Promise<void> {
  const random = seededRandom(options.seed, "sample");
  for (let i = 0; i < sampledDays; i++) {
    const machineId = machineIds[Math.floor(random() * machineIds.length)]!;
    const setting = await loadSetting(database.reader, machineId);
    const start = year.start + Math.floor(random() * (year.end - year.start - dayMs));
    const hours = clockHours({ start, end: start + dayMs }, setting.zone);
    const slices = await computeSlices(database, setting, hours, year.end);
    const wrong = await wrongLosses(database, machineId, slices);
    if (wrong.length > 0)
      throw new Error(`sums differ from the facts: ${machineId} at ${wrong.join(", ")}`);
  }
}

const groups = ["reason", "category", "loss", "machine", "product", "shift", "crew"] as const;

/** Paretos of nearly the whole year over all machines, as a screen asks for them: through the socket of the engine. */
async function paretoTimes(
  { client }: EngineProcess,
  { year }: Years,
): Promise<{ times: Measured; coldMs: number; ranges: { from: number; to: number }[] }> {
  const random = seededRandom(options.seed, "paretos");
  const times = new Measured();
  const ranges: { from: number; to: number }[] = [];
  // The first question starts the reader's thread.
  const cold = performance.now();
  await client.analysis.pareto({ range: { from: year.start, to: year.end }, by: "reason" });
  const coldMs = performance.now() - cold;
  for (let i = 0; i < options.paretos; i++) {
    const hoursOff = () => Math.floor(random() * 120) * hourMs;
    const hour = Math.floor(year.end / hourMs) * hourMs;
    const range = { from: year.start + hoursOff(), to: hour - hoursOff() };
    const begun = performance.now();
    const { rows } = await client.analysis.pareto({ range, by: groups[i % groups.length]! });
    times.add(performance.now() - begun);
    if (rows.length === 0) throw new Error("a Pareto without rows");
    ranges.push(range);
  }
  return { times, coldMs, ranges };
}

/** Four weeks of twenty machines under one more rule. */
async function previewSeconds(folder: string, years: Years): Promise<number> {
  const database = await openDatabase(folder, years.year.end);
  const kept = new Set(years.machineIds.slice(0, previewedMachines));
  const retire = database.raw.prepare("update machine set is_active = 0 where id = ?");
  for (const id of years.machineIds) if (!kept.has(id)) retire.run(id);
  const reasonId = idsOf<ReasonId>(database, "reason")[0]!;
  database.close();
  const raw = openReadOnly(folder);
  const begun = performance.now();
  const rule = {
    id: null,
    name: "Long stops",
    condition: {
      all: [{ type: "duration" as const, atLeastMs: 5 * minuteMs }],
    },
    reasonId,
    isActive: true,
  };
  const result = await previewRules(
    asReader(raw),
    { change: { kind: "rules", rules: [rule as never] }, weeks: previewWeeks },
    Date.now(),
    () => {},
  );
  raw.close();
  if (result.machines.length !== previewedMachines)
    throw new Error(`${result.machines.length} machines were previewed`);
  return (performance.now() - begun) / 1_000;
}

async function analysis(run: BenchRun): Promise<Record<string, number>> {
  const folder = path.join(run.folder, "plant");
  const years = await writeYears(run, folder);
  const bare = openReadOnly(folder);
  const sql = new BareSql(path.join(run.folder, "bare.sqlite"), bare);
  const engine = await startEngineProcess(run, {
    data: folder,
    config: path.join(run.folder, "plant.json"),
    profile: null,
    signIn: administrator,
  });
  const cpuBefore = cpuSecondsOf(engine.pid);
  const { times, coldMs, ranges } = await paretoTimes(engine, years);
  const cpuMs = ((cpuSecondsOf(engine.pid) - cpuBefore) * 1_000) / (times.count + 1);
  const memory = rssMb(engine.pid);
  run.tell(`Paretos: ${rounded(times.percentile(0.5))} ms, the slowest ${rounded(times.worst)} ms`);
  const bareTimes = new Measured();
  for (const { from, to } of ranges.slice(0, 20)) bareTimes.add(sql.pareto(from, to));
  const recomputing = await recomputeTimes(engine, bare, years.year, options.edits, options.seed);
  await engine.stop();
  bare.close();
  sql.close();
  const preview = await previewSeconds(folder, years);
  const bareSqlMs = bareTimes.percentile(0.5);
  return {
    machines: options.machines,
    days: options.days,
    intervals: years.intervals,
    bareRows: sql.rows,
    paretoP95Ms: rounded(times.percentile(0.95)),
    paretoP50Ms: rounded(times.percentile(0.5)),
    paretoCpuMs: rounded(cpuMs),
    paretoColdMs: rounded(coldMs),
    bareSqlMs: rounded(bareSqlMs),
    ratio: rounded(times.percentile(0.5) / bareSqlMs, 3),
    rssMb: rounded(memory),
    recomputeMs: rounded(recomputing.percentile(0.5)),
    recomputeP95Ms: rounded(recomputing.percentile(0.95)),
    previewSeconds: rounded(preview, 2),
  };
}

await runBench({ name: "analysis", limitSeconds: 900, measure: analysis });
