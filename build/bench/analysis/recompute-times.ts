import type { Database } from "better-sqlite3";
import { seededRandom } from "#build/demo/random.ts";
import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import { hourMs } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import { Measured } from "../figures/percentile.ts";
import type { EngineProcess } from "../run/engine-process.ts";

interface StopRow {
  readonly start: number;
  readonly end: number;
}

/** A figure that is not there by then never comes. */
const patienceMs = 20_000;

/**
 * Gives one reason to every stop of a machine in a shift, by one command as a person sends it, and looks on a read-only
 * connection when its hours have their new sums on disk and none is stale any more. From sending to seeing.
 */
export async function recomputeTimes(
  { client }: EngineProcess,
  plant: Database,
  year: Span,
  edits: number,
  seed: number,
): Promise<Measured> {
  const random = seededRandom(seed, "edits");
  const machineIds = plant
    .prepare("select id from machine order by code")
    .pluck()
    .all() as MachineId[];
  const reasonIds = plant
    .prepare("select id from reason order by code")
    .pluck()
    .all() as ReasonId[];
  const stopsOf = plant.prepare<[string, number, number], StopRow>(
    `select starts_at as start, ends_at as "end" from machine_interval where machine_id = ? and starts_at >= ?
     and ends_at < ? and state = 'stopped' order by starts_at`,
  );
  const slices = plant.prepare<[string, number, number], { at: number; bytes: Buffer }>(
    `select starts_at as at, bytes from loss_slice where machine_id = ? and starts_at > ? and starts_at <= ? order by starts_at`,
  );
  const stale = plant.prepare<[string, number, number]>(
    "select 1 from stale_slice where machine_id = ? and starts_at < ? and ends_at > ?",
  );
  const shifts = plant
    .prepare<[number, number], StopRow>(
      `select starts_at as start, ends_at as "end" from shift_instance where starts_at > ? and ends_at < ?`,
    )
    .all(year.start, year.end - hourMs);
  const times = new Measured();
  while (times.count < edits) {
    const machineId = machineIds[Math.floor(random() * machineIds.length)]!;
    const shift = shifts[Math.floor(random() * shifts.length)]!;
    const stops = stopsOf.all(machineId, shift.start, shift.end);
    if (stops.length < 3) continue;
    const seen = () =>
      slices
        .all(machineId, shift.start - hourMs, shift.end)
        .filter(({ at }) => stops.some(({ start }) => start >= at && start < at + hourMs));
    const before = new Map(seen().map(({ at, bytes }) => [at, bytes]));
    const begun = performance.now();
    const reasonId = reasonIds[Math.floor(random() * reasonIds.length)]!;
    await client.stops.classify({
      stops: stops.map((stop) => ({ ...stop, machineId, basedOn: 0 })),
      reasonId,
      note: "",
    });
    for (let isDone = false; !isDone;) {
      if (performance.now() - begun > patienceMs)
        throw new Error("sums did not follow a reason that was given");
      await new Promise((resolve) => setTimeout(resolve, 1));
      const hasBegun = seen().some(({ at, bytes }) => !before.get(at)?.equals(bytes));
      isDone = hasBegun && stale.get(machineId, shift.end, shift.start) === undefined;
    }
    times.add(performance.now() - begun);
  }
  return times;
}
