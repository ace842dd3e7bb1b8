import type { Database, Statement } from "better-sqlite3";
import type { EventId, MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import {
  foldFrom,
  type FoldedInterval,
  type StoredStateFact,
} from "#shared/machines/fold-intervals.ts";
import type { StateFact } from "#shared/machines/machine-fact.ts";
import type { MachineEventRow, MachineIntervalRow } from "#shared/schema/tables/fact-tables.ts";
import type { PlantLookup } from "./plant-lookup.ts";
import type { Telemetry } from "./telemetry.ts";

const intervalColumns = `i.id, i.starts_at as start, i.ends_at as "end", i.state, i.cause, e.reason_code as reasonCode,
  i.provenance from machine_interval i join machine_event e on e.id = i.id where i.machine_id = ?`;

const factColumns = `id, at, state, cause, reason_code as reasonCode, provenance from machine_event where machine_id = ?`;

/** Inserts into `table` by the names of the row's columns. */
const insertOf = (table: string, columns: readonly string[]): string =>
  `insert into ${table} (${columns.join(", ")}) values (${columns.map((column) => `@${column}`).join(", ")})`;

const eventColumns = [
  "id",
  "machine_id",
  "at",
  "state",
  "cause",
  "reason_code",
  "provenance",
  "recorded_at",
] as const;
const intervalRowColumns = [
  "id",
  "machine_id",
  "starts_at",
  "ends_at",
  "state",
  "cause",
  "reason_id",
  "provenance",
] as const;

/**
 * State facts as stored events, and the intervals folded from them: gapless, half-open, one state per machine and
 * instant. A fact in order costs two small statements; a late one folds again from the instant it touches, and both
 * end in the very rows a full fold gives. Every method is part of the caller's transaction.
 */
export class IntervalBook {
  readonly #lookup: PlantLookup;
  readonly #telemetry: Telemetry;
  /** The newest interval of each machine; null = the machine has none. */
  readonly #newest = new Map<MachineId, FoldedInterval | null>();
  readonly #selectNewest: Statement<[MachineId], FoldedInterval>;
  readonly #selectBefore: Statement<[MachineId, number], FoldedInterval>;
  readonly #rowsFrom: Statement<[MachineId, number], MachineIntervalRow>;
  readonly #lastRunStart: Statement<[MachineId, number, number], number>;
  readonly #factsFrom: Statement<[MachineId, number], StoredStateFact>;
  readonly #insertEvent: Statement<[MachineEventRow]>;
  readonly #insertInterval: Statement<[MachineIntervalRow]>;
  readonly #update: Statement<[MachineIntervalRow]>;
  readonly #remove: Statement<[string]>;

  constructor(raw: Database, lookup: PlantLookup, telemetry: Telemetry) {
    this.#lookup = lookup;
    this.#telemetry = telemetry;
    this.#selectNewest = raw.prepare(`select ${intervalColumns} order by i.starts_at desc limit 1`);
    this.#selectBefore = raw.prepare(
      `select ${intervalColumns} and i.starts_at < ? order by i.starts_at desc limit 1`,
    );
    this.#rowsFrom = raw.prepare(
      "select * from machine_interval where machine_id = ? and starts_at >= ? order by starts_at",
    );
    this.#lastRunStart = raw
      .prepare<[MachineId, number, number], number>(
        `select starts_at from machine_interval
          where machine_id = ? and starts_at > ? and starts_at < ? and state = 'running' order by starts_at desc limit 1`,
      )
      .pluck() as Statement<[MachineId, number, number], number>;
    this.#factsFrom = raw.prepare(`select ${factColumns} and at >= ? order by at, id`);
    this.#insertEvent = raw.prepare(insertOf("machine_event", eventColumns));
    this.#insertInterval = raw.prepare(insertOf("machine_interval", intervalRowColumns));
    this.#update = raw.prepare(
      `update machine_interval set ${intervalRowColumns.map((column) => `${column} = @${column}`).join(", ")} where id = @id`,
    );
    this.#remove = raw.prepare("delete from machine_interval where id = ?");
  }

  /**
   * Stores a fact and folds it in. Returns the time whose state may have changed.
   * @param upTo facts are known up to here
   * @param now when it is recorded
   */
  record(machineId: MachineId, id: EventId, fact: StateFact, upTo: number, now: number): Span {
    const event: MachineEventRow = {
      id,
      machine_id: machineId,
      at: fact.at,
      state: fact.state,
      cause: fact.cause,
      reason_code: fact.reasonCode,
      provenance: fact.provenance,
      recorded_at: now,
    };
    this.#insertEvent.run(event);
    this.#telemetry.append("machine_event", "insert", event);
    const newest = this.newest(machineId);
    if (newest !== null && fact.at <= newest.start) return this.refold(machineId, fact.at, upTo);

    const { kind: _, ...stored } = { ...fact, id };
    const before = newest === null ? [] : [newest];
    const rows = before.map((interval) => this.#row(machineId, interval));
    this.#write(machineId, rows, foldFrom(before, [stored], fact.at));
    return { start: fact.at, end: Math.max(upTo, fact.at + 1) };
  }

  /** Folds all stored facts at and after `from` again. Rows that come out the same are not touched. */
  refold(machineId: MachineId, from: number, upTo: number): Span {
    const before = this.#selectBefore.get(machineId, from);
    const kept = before === undefined ? [] : [before];
    const stored = [
      ...kept.map((interval) => this.#row(machineId, interval)),
      ...this.#rowsFrom.all(machineId, from),
    ];
    this.#write(machineId, stored, foldFrom(kept, this.#factsFrom.all(machineId, from), from));
    return { start: from, end: Math.max(upTo, from + 1) };
  }

  /** The interval the machine is in; null before its first fact. */
  newest(machineId: MachineId): FoldedInterval | null {
    const known = this.#newest.get(machineId);
    if (known !== undefined) return known;
    const stored = this.#selectNewest.get(machineId) ?? null;
    this.#newest.set(machineId, stored);
    return stored;
  }

  /** When the machine last began to run inside `(after, before)`; null when it did not. */
  beganRunning(machineId: MachineId, after: number, before: number): number | null {
    const newest = this.newest(machineId);
    if (newest === null || newest.start <= after) return null;
    if (newest.state === "running" && newest.start < before) return newest.start;
    return this.#lastRunStart.get(machineId, after, before) ?? null;
  }

  /** After a rollback the rows are what they were before. */
  forget(): void {
    this.#newest.clear();
  }

  #write(
    machineId: MachineId,
    stored: readonly MachineIntervalRow[],
    folded: readonly FoldedInterval[],
  ): void {
    const wanted = folded.map((interval) => this.#row(machineId, interval));
    const byStart = new Map(wanted.map((row) => [row.starts_at, row]));
    const known = new Map<string, MachineIntervalRow>();
    for (const row of stored) {
      if (byStart.get(row.starts_at)?.id === row.id) {
        known.set(row.id, row);
      } else {
        this.#remove.run(row.id);
        this.#telemetry.append("machine_interval", "delete", { id: row.id });
      }
    }
    for (const row of wanted) {
      const before = known.get(row.id);
      if (before !== undefined && isSame(before, row)) continue;
      (before === undefined ? this.#insertInterval : this.#update).run(row);
      this.#telemetry.append("machine_interval", before === undefined ? "insert" : "update", row);
    }
    this.#newest.set(machineId, folded.at(-1) ?? null);
  }

  #row(machineId: MachineId, interval: FoldedInterval): MachineIntervalRow {
    return {
      id: interval.id as EventId,
      machine_id: machineId,
      starts_at: interval.start,
      ends_at: interval.end,
      state: interval.state,
      cause: interval.cause,
      reason_id: this.#lookup.reasonOf(interval.reasonCode),
      provenance: interval.provenance,
    };
  }
}

const isSame = (a: MachineIntervalRow, b: MachineIntervalRow): boolean =>
  intervalRowColumns.every((column) => a[column] === b[column]);
