import type { Database, Statement } from "better-sqlite3";
import { minuteMs, minuteOf } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { CountedFact } from "#shared/machines/machine-fact.ts";
import { spreadCounts } from "#shared/machines/spread-counts.ts";
import type { MachineCountRow } from "#shared/schema/tables/fact-tables.ts";
import type { FactTrail } from "../database/fact-trail.ts";
import type { IntervalBook } from "./3-intervals.ts";
import type { RunBook } from "./run-book.ts";
import type { Telemetry } from "./telemetry.ts";

/**
 * Pieces by machine, minute, product, provenance and suspicion. Facts are gathered by `record` and written by `flush`,
 * one statement per row however many facts fell into it. Both are part of the caller's transaction.
 */
export class CountBook {
  readonly #intervals: IntervalBook;
  readonly #runs: RunBook;
  readonly #telemetry: Telemetry;
  readonly #trail: FactTrail;
  readonly #newId: () => string;
  readonly #add: Statement<[MachineCountRow], MachineCountRow>;
  readonly #stored: Statement<[MachineCountRow], MachineCountRow>;
  readonly #gathered = new Map<string, MachineCountRow>();

  constructor(
    raw: Database,
    intervals: IntervalBook,
    runs: RunBook,
    telemetry: Telemetry,
    trail: FactTrail,
    newId: () => string,
  ) {
    this.#intervals = intervals;
    this.#runs = runs;
    this.#telemetry = telemetry;
    this.#trail = trail;
    this.#newId = newId;
    this.#add = raw.prepare(
      `insert into machine_count
         (id, machine_id, minute, product_key, provenance, suspect, total, reject, recorded_at, late_at, on_time_total,
          on_time_reject)
       values (@id, @machine_id, @minute, @product_key, @provenance, @suspect, @total, @reject, @recorded_at, @late_at,
          @on_time_total, @on_time_reject)
       on conflict (machine_id, minute, product_key, provenance, suspect)
       do update set total = total + @total, reject = reject + @reject, recorded_at = @recorded_at,
          on_time_total = case when late_at is null and @late_at is not null then total else on_time_total end,
          on_time_reject = case when late_at is null and @late_at is not null then reject else on_time_reject end,
          late_at = coalesce(late_at, @late_at)
       returning *`,
    );
    this.#stored = raw.prepare(
      `select * from machine_count where machine_id = @machine_id and minute = @minute and product_key = @product_key
          and provenance = @provenance and suspect = @suspect`,
    );
  }

  /**
   * Pieces go to the minute they were completed in and to the product made at that instant. A counter that was read
   * before a stop and again after it counted while the machine ran, so measured pieces are spread from the last start of
   * running on; reconstructed ones lie flat over their gap. A suspect fact stands whole in the minute of its reading,
   * under its reason, and is in no figure until somebody decides.
   */
  record(machineId: MachineId, fact: CountedFact, now: number): Span {
    if (fact.suspect !== null) {
      const minute = minuteOf(fact.to - 1);
      this.#gather(
        machineId,
        fact,
        { minute, to: fact.to, total: fact.total, reject: fact.reject },
        now,
      );
      return { start: minute, end: minute + minuteMs };
    }
    const began =
      fact.provenance === "measured" || fact.provenance === "back_read"
        ? this.#intervals.beganRunning(machineId, fact.from, fact.to)
        : null;
    for (const part of spreadCounts({ ...fact, from: began ?? fact.from }))
      this.#gather(machineId, fact, part, now);
    const touched = { start: minuteOf(fact.from), end: minuteOf(fact.to - 1) + minuteMs };
    return { ...touched, end: this.#runs.touchedUntil(machineId, touched, now) };
  }

  flush(): void {
    for (const gathered of this.#gathered.values()) {
      if (gathered.late_at !== null) this.#keepLateVersion(gathered);
      const row = this.#add.get(gathered)!;
      this.#telemetry.append("machine_count", row.id === gathered.id ? "insert" : "update", row);
    }
    this.#gathered.clear();
  }

  /** The row keeps what it said on time; what it said between two late changes is kept apart. */
  #keepLateVersion(gathered: MachineCountRow): void {
    const before = this.#stored.get(gathered);
    if (before !== undefined && before.late_at !== null)
      this.#trail.record("machine_count", before, gathered, gathered.recorded_at);
  }

  /** After a rollback nothing of the batch may remain. */
  forget(): void {
    this.#gathered.clear();
  }

  #gather(
    machineId: MachineId,
    fact: CountedFact,
    part: {
      readonly minute: number;
      readonly to: number;
      readonly total: number;
      readonly reject: number;
    },
    now: number,
  ): void {
    // The counter may be read just after an order has ended: its last pieces still belong to it.
    const run =
      this.#runs.at(machineId, part.to - 1) ?? this.#runs.lastWithin(machineId, fact.from, part.to);
    const product = run?.product_id ?? "";
    const suspect = fact.suspect ?? "";
    const key = `${machineId} ${part.minute} ${product} ${fact.provenance} ${suspect}`;
    const before = this.#gathered.get(key);
    this.#gathered.set(key, {
      id: before?.id ?? this.#newId(),
      machine_id: machineId,
      minute: part.minute,
      product_key: product,
      provenance: fact.provenance,
      suspect,
      total: (before?.total ?? 0) + part.total,
      reject: (before?.reject ?? 0) + part.reject,
      recorded_at: now,
      late_at: now >= part.minute + minuteMs ? now : null,
      on_time_total: null,
      on_time_reject: null,
    });
  }
}
