/** `npm run bench -- oee-query`: OEE of any shift out of a machine-year of intervals and counts. See README.md. */
import path from "node:path";
import { seededRandom } from "#build/demo/random.ts";
import { openDatabase, openReadOnly } from "#desktop/engine/database/open-database.ts";
import { asReader } from "#desktop/engine/database/reader.ts";
import { machineReport } from "#desktop/engine/modules/oee/reports.ts";
import { testIdentity } from "#desktop/engine/testing/plant-builder.ts";
import { Measured, rounded } from "./figures/percentile.ts";
import { writeMachineYear, year } from "./oee-query/machine-year.ts";
import { benchOptions, wholeNumber } from "./run/bench-options.ts";
import { runBench, type BenchRun } from "./run/bench-run.ts";

const { shifts: asked, seed } = benchOptions({
  shifts: wholeNumber(1, 10_000, 200),
  seed: wholeNumber(0, 1_000_000, 1),
});

async function oeeQuery(run: BenchRun): Promise<Record<string, number>> {
  const folder = path.join(run.folder, "plant");
  const database = await openDatabase(folder, year.start);
  const { machineId, shifts, intervals, countMinutes } = await writeMachineYear(
    database,
    testIdentity(year.end),
    seed,
  );
  database.close();
  run.tell(
    `seed ${seed}: ${intervals} intervals, ${countMinutes} count minutes, ${shifts.length} shifts`,
  );

  const raw = openReadOnly(folder);
  run.onEnd(() => void raw.close());
  const reader = asReader(raw);
  const random = seededRandom(seed, "shifts");
  const times = new Measured();
  let oee = 0;
  for (let index = 0; index < asked; index++) {
    const shift = shifts[Math.floor(random() * shifts.length)]!;
    const range = { from: shift.starts_at, to: shift.ends_at };
    const begun = performance.now();
    const report = await machineReport(reader, { machineId, range }, year.end);
    times.add(performance.now() - begun);
    const figure = report.figures.oee;
    if (figure.value === null) throw new Error(`no OEE for a shift: ${JSON.stringify(figure)}`);
    oee += figure.value;
  }
  run.tell(
    `OEE of ${asked} random shifts, the first one cold: ${rounded((oee / asked) * 100)} % on average, ` +
      `the slowest took ${rounded(times.worst)} ms`,
  );
  const begun = performance.now();
  await machineReport(reader, { machineId, range: { from: year.start, to: year.end } }, year.end);
  return {
    p95Ms: rounded(times.percentile(0.95)),
    p50Ms: rounded(times.percentile(0.5)),
    wholeYearMs: Math.round(performance.now() - begun),
  };
}

await runBench({ name: "oee-query", limitSeconds: 180, measure: oeeQuery });
