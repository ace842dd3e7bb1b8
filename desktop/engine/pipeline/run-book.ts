import type { Database, Statement } from "better-sqlite3";
import type { MachineId, RunId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { RunFact } from "#shared/machines/machine-fact.ts";
import type { FactTrail } from "../database/fact-trail.ts";
import type { MachineRunRow, RunItemRow } from "#shared/schema/tables/fact-tables.ts";
import type { PlantLookup } from "./plant-lookup.ts";
import type { Telemetry } from "./telemetry.ts";

/** What is made on a machine and when: one run per machine and instant. Every method is part of the caller's transaction. */
export class RunBook {
  readonly #lookup: PlantLookup;
  readonly #telemetry: Telemetry;
  readonly #trail: FactTrail;
  readonly #newId: () => RunId;
  /** The newest run of each machine; null = the machine has none. */
  readonly #newest = new Map<MachineId, MachineRunRow | null>();
  readonly #selectNewest: Statement<[MachineId], MachineRunRow>;
  readonly #selectAt: Statement<[MachineId, number], MachineRunRow>;
  readonly #selectAfter: Statement<[MachineId, number], MachineRunRow>;
  readonly #upsert: Statement<[MachineRunRow]>;
  readonly #remove: Statement<[string]>;
  readonly #countItems: Statement<[string], number>;
  readonly #removeItems: Statement<[string], RunItemRow>;
  /** Whether a run makes several products together. */
  readonly #combined = new Map<RunId, boolean>();

  constructor(
    raw: Database,
    lookup: PlantLookup,
    telemetry: Telemetry,
    trail: FactTrail,
    newId: () => RunId,
  ) {
    this.#lookup = lookup;
    this.#telemetry = telemetry;
    this.#trail = trail;
    this.#newId = newId;
    const select = "select * from machine_run where machine_id = ?";
    this.#selectNewest = raw.prepare(`${select} order by starts_at desc limit 1`);
    this.#selectAt = raw.prepare(`${select} and starts_at <= ? order by starts_at desc limit 1`);
    this.#selectAfter = raw.prepare(`${select} and starts_at > ? order by starts_at limit 1`);
    this.#upsert = raw.prepare(
      `insert into machine_run (id, machine_id, product_id, product_code, order_no, starts_at, ends_at, target, cavities, source,
         started_by, recorded_at)
       values (@id, @machine_id, @product_id, @product_code, @order_no, @starts_at, @ends_at, @target, @cavities, @source,
         @started_by, @recorded_at)
       on conflict (id) do update set product_id = @product_id, product_code = @product_code, order_no = @order_no,
         ends_at = @ends_at, target = @target, cavities = @cavities, source = @source, started_by = @started_by,
         recorded_at = @recorded_at`,
    );
    this.#remove = raw.prepare("delete from machine_run where id = ?");
    this.#countItems = raw
      .prepare<[string], number>("select count(*) from run_item where run_id = ?")
      .pluck() as Statement<[string], number>;
    this.#removeItems = raw.prepare("delete from run_item where run_id = ? returning *");
  }

  /** Returns the time whose product or order may have changed; facts are known up to `upTo`. */
  record(machineId: MachineId, fact: RunFact, upTo: number, now: number): Span {
    const touched = { start: fact.at, end: Math.max(upTo, fact.at + 1) };
    const before = this.#latest(machineId, fact.at);
    const covers = before !== null && (before.ends_at === null || before.ends_at > fact.at);
    const isEnd = fact.productCode === null && fact.orderNo === null;
    const same =
      covers && before.product_code === fact.productCode && before.order_no === fact.orderNo;
    if (same || (isEnd && !covers)) return touched;

    const end = covers
      ? before.ends_at
      : (this.#selectAfter.get(machineId, fact.at)?.starts_at ?? null);
    const startsTogether = before !== null && before.starts_at === fact.at;
    if (covers && !startsTogether) this.#save({ ...before, ends_at: fact.at }, before, now);
    if (startsTogether) this.#dropItems(before.id, now);
    if (isEnd) {
      if (startsTogether) this.#drop(before, now);
      return touched;
    }
    const run: MachineRunRow = {
      id: startsTogether ? before.id : this.#newId(),
      machine_id: machineId,
      product_id: this.#lookup.productOf(fact.productCode),
      product_code: fact.productCode,
      order_no: fact.orderNo,
      starts_at: fact.at,
      ends_at: end,
      target: null,
      cavities: null,
      source: "signal",
      started_by: null,
      recorded_at: now,
    };
    this.#save(run, startsTogether ? before : null, now);
    return touched;
  }

  /** The run active at an instant, or null. */
  at(machineId: MachineId, at: number): MachineRunRow | null {
    const run = this.#latest(machineId, at);
    return run !== null && (run.ends_at === null || run.ends_at > at) ? run : null;
  }

  /** The last run that was active at any time in `[from, to)`, or null. */
  lastWithin(machineId: MachineId, from: number, to: number): MachineRunRow | null {
    const run = this.#latest(machineId, to - 1);
    return run !== null && (run.ends_at === null || run.ends_at > from) ? run : null;
  }

  /**
   * Pieces of a combined run are dealt to its products one after the other, so pieces of a past minute move those that
   * follow: the end of the time they may touch. `end` unless such a run reaches beyond it.
   */
  touchedUntil(machineId: MachineId, { start, end }: Span, now: number): number {
    const runs = [this.at(machineId, start), this.lastWithin(machineId, start, end)];
    return runs.reduce(
      (until, run) =>
        run !== null && this.#isCombined(run.id) ? Math.max(until, run.ends_at ?? now) : until,
      end,
    );
  }

  /** After a rollback, or when somebody else wrote runs. */
  forget(): void {
    this.#newest.clear();
    this.#combined.clear();
  }

  #isCombined(runId: RunId): boolean {
    let combined = this.#combined.get(runId);
    if (combined === undefined) {
      combined = this.#countItems.get(runId)! > 0;
      // A plant makes thousands of runs; only the latest are asked for again.
      if (this.#combined.size > 1_000) this.#combined.clear();
      this.#combined.set(runId, combined);
    }
    return combined;
  }

  /** The last run that began at or before an instant. */
  #latest(machineId: MachineId, at: number): MachineRunRow | null {
    let newest = this.#newest.get(machineId);
    if (newest === undefined) {
      newest = this.#selectNewest.get(machineId) ?? null;
      this.#newest.set(machineId, newest);
    }
    return newest === null || newest.starts_at <= at
      ? newest
      : (this.#selectAt.get(machineId, at) ?? null);
  }

  #save(run: MachineRunRow, before: MachineRunRow | null, now: number): void {
    this.#trail.record("machine_run", before, run, now);
    this.#upsert.run(run);
    this.#telemetry.append("machine_run", before === null ? "insert" : "update", run);
    this.#newest.delete(run.machine_id);
  }

  #dropItems(runId: RunId, now: number): void {
    for (const item of this.#removeItems.all(runId)) {
      this.#trail.record("run_item", item, null, now);
      this.#telemetry.append("run_item", "delete", { id: item.id });
    }
    this.#combined.delete(runId);
  }

  #drop(run: MachineRunRow, now: number): void {
    this.#trail.record("machine_run", run, null, now);
    this.#remove.run(run.id);
    this.#telemetry.append("machine_run", "delete", { id: run.id });
    this.#newest.delete(run.machine_id);
  }
}
