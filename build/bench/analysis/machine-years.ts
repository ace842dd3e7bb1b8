import { between, mostlyFirst, mostlyShort, seededRandom } from "#build/demo/random.ts";
import type { PlantDatabase } from "#desktop/engine/database/open-database.ts";
import type { Identity } from "#desktop/engine/identity.ts";
import { LossBook } from "#desktop/engine/losses/loss-book.ts";
import { definitionOf } from "#desktop/engine/modules/oee/kpi-report-of.ts";
import { loadShifts } from "#desktop/engine/modules/oee/load-oee-input.ts";
import { loadSetting, type MachineSetting } from "#desktop/engine/modules/oee/machine-setting.ts";
import { clockHours, cutSlices } from "#desktop/engine/pipeline/cut-slices.ts";
import { slicesOf } from "#desktop/engine/pipeline/slice-sums.ts";
import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { overlaps } from "#shared/kernel/span.ts";
import type { MachineState } from "#shared/machines/machine-state.ts";
import type { CountFact, RunSpan, ShiftSpan, StateInterval } from "#shared/oee/time-model.ts";

const dayMs = 24 * hourMs;
/** Hours are summed up so many days at a time. */
const chunkMs = 14 * dayMs;
/** Minutes of counts in the last weeks, for previews; before that one count an hour, for the disk's sake. */
const minuteWeeksMs = 4 * 7 * dayMs;

const standstills: readonly [MachineState, ...MachineState[]] = [
  "stopped",
  "down",
  "setup",
  "external",
  "unknown",
  "idle",
];

export interface YearWish {
  readonly year: Span;
  readonly seed: number;
  readonly reasonIds: readonly [string, ...string[]];
  readonly productIds: readonly string[];
  /** Machines whose last weeks have a count a minute. */
  readonly withMinutes: ReadonlySet<MachineId>;
}

/** Writes the facts of machines straight into the tables, and their sums by the code that computes them in a plant. */
export class MachineYears {
  readonly #database: PlantDatabase;
  readonly #identity: Identity;
  readonly #wish: YearWish;
  readonly #losses: LossBook;
  #shifts: readonly ShiftSpan[] = [];
  intervals = 0;

  constructor(database: PlantDatabase, identity: Identity, wish: YearWish) {
    this.#database = database;
    this.#identity = identity;
    this.#wish = wish;
    this.#losses = new LossBook(database.raw);
  }

  /** One machine's year in one transaction. */
  async write(machineId: MachineId): Promise<void> {
    const setting = await loadSetting(this.#database.reader, machineId);
    if (this.#shifts.length === 0)
      this.#shifts = await loadShifts(this.#database.reader, setting.patternId, this.#wish.year);
    this.#database.raw.transaction(() => {
      const intervals = this.#writeIntervals(machineId);
      const runs = this.#writeRuns(machineId);
      const counts = this.#writeCounts(machineId, intervals, runs);
      this.#writeSums(setting, intervals, runs, counts);
    })();
  }

  #writeIntervals(machineId: MachineId): StateInterval[] {
    const { year, seed, reasonIds } = this.#wish;
    const random = seededRandom(seed, machineId);
    const insert = this.#database.raw.prepare(
      `insert into machine_interval (id, machine_id, starts_at, ends_at, state, cause, reason_id, provenance)
       values (?, ?, ?, ?, ?, null, ?, 'measured')`,
    );
    const event = this.#database.raw.prepare(
      `insert into machine_event (id, machine_id, at, state, cause, reason_code, provenance, recorded_at)
       values (?, ?, ?, ?, null, null, 'measured', ?)`,
    );
    const intervals: StateInterval[] = [];
    for (let at = year.start, runs = true; at < year.end; runs = !runs) {
      const length = runs ? between(random, [5, 80]) : mostlyShort(random, [0.2, 30]);
      const end = at + Math.round(length * minuteMs);
      const state = runs ? "running" : mostlyFirst(random, standstills);
      const isExplained =
        state !== "running" && state !== "unknown" && state !== "idle" && random() < 0.8;
      const interval: StateInterval = {
        id: this.#identity.newId(),
        start: at,
        end: end >= year.end ? null : end,
        state,
        cause: null,
        reasonId: isExplained ? mostlyFirst(random, reasonIds) : null,
        provenance: "measured",
      };
      intervals.push(interval);
      insert.run(interval.id, machineId, at, interval.end, state, interval.reasonId);
      // Events of all the year would only be read by a replay.
      if (intervals.length === 1 || end > year.end - 2 * dayMs)
        event.run(interval.id, machineId, at, state, at);
      at = end;
    }
    this.intervals += intervals.length;
    return intervals;
  }

  #writeRuns(machineId: MachineId): RunSpan[] {
    const { year, productIds } = this.#wish;
    const insert = this.#database.raw.prepare(
      `insert into machine_run (id, machine_id, product_id, order_no, starts_at, ends_at) values (?, ?, ?, ?, ?, ?)`,
    );
    const runs: RunSpan[] = [];
    for (let at = year.start; at < year.end; at += dayMs) {
      const end = at + dayMs >= year.end ? null : at + dayMs;
      const run: RunSpan = {
        id: this.#identity.newId(),
        start: at,
        end,
        productId: productIds[runs.length % productIds.length]!,
        orderNo: `WO-${runs.length}`,
      };
      runs.push(run);
      insert.run(run.id, machineId, run.productId, run.orderNo, run.start, end);
    }
    return runs;
  }

  #writeCounts(
    machineId: MachineId,
    intervals: readonly StateInterval[],
    runs: readonly RunSpan[],
  ): CountFact[] {
    const { year, seed, withMinutes } = this.#wish;
    const random = seededRandom(seed, `${machineId} counts`);
    const insert = this.#database.raw.prepare(
      `insert into machine_count (id, machine_id, minute, product_key, provenance, suspect, total, reject, recorded_at)
       values (?, ?, ?, ?, 'measured', '', ?, ?, ?)`,
    );
    const minutesFrom = withMinutes.has(machineId) ? year.end - minuteWeeksMs : year.end;
    const counts: CountFact[] = [];
    const count = (minute: number, perMinute: number): void => {
      const run = runs[Math.floor((minute - year.start) / dayMs)]!;
      const total = Math.floor(between(random, [14, 24]) * perMinute);
      const reject = Math.floor(total * random() * 0.04);
      const fact: CountFact = {
        start: minute,
        end: minute + minuteMs,
        productId: run.productId,
        total,
        reject,
        provenance: "measured",
      };
      counts.push(fact);
      insert.run(
        this.#identity.newId(),
        machineId,
        minute,
        fact.productId,
        total,
        reject,
        fact.end,
      );
    };
    let lastHour = 0;
    for (const { start, end, state } of intervals) {
      if (state !== "running") continue;
      const until = (end ?? year.end) - minuteMs;
      for (let at = Math.ceil(start / minuteMs) * minuteMs; at < until; at += minuteMs) {
        if (at >= minutesFrom) count(at, 1);
        else if (at - lastHour >= hourMs) {
          count(at, 45);
          lastHour = at;
        }
      }
    }
    return counts;
  }

  #writeSums(
    setting: MachineSetting,
    intervals: readonly StateInterval[],
    runs: readonly RunSpan[],
    counts: readonly CountFact[],
  ): void {
    const { year } = this.#wish;
    const { machineId, zone, policy, cycles, reasonCategories } = setting;
    const definition = definitionOf(setting);
    const insert = this.#database.raw.prepare(
      `insert into oee_slice (id, machine_id, starts_at, ends_at, shift_instance_id, sums, definition, computed_at)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (let from = year.start; from < year.end; from += chunkMs) {
      const hours = clockHours({ start: from, end: Math.min(from + chunkMs, year.end) }, zone);
      const span = { start: hours[0]!.start, end: hours.at(-1)!.end };
      const near = { start: span.start - dayMs, end: span.end + dayMs };
      const within = ({ start, end }: { start: number; end: number | null }) =>
        overlaps({ start, end: end ?? year.end }, near);
      const slices = slicesOf(
        {
          span,
          now: year.end,
          intervals: intervals.filter(within),
          shifts: this.#shifts.filter(within),
          runs: runs.filter(within),
          counts: counts.filter(within),
          cycles,
          reasonCategories,
          policy,
        },
        cutSlices(
          hours,
          this.#shifts.filter((shift) => overlaps(shift, span)),
        ),
      );
      for (const { start, end, shiftId, sums } of slices)
        insert.run(
          this.#identity.newId(),
          machineId,
          start,
          end,
          shiftId,
          sums,
          definition,
          year.end,
        );
      this.#losses.store(machineId, span, slices, definition, zone);
    }
  }
}
