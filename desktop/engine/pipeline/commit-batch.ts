import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { MachineFact } from "#shared/machines/machine-fact.ts";
import { FactTrail } from "../database/fact-trail.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import type { SampleStore } from "../historian/sample-store.ts";
import { samplesOf } from "../historian/samples-of.ts";
import { TagNumbers } from "../historian/tag-numbers.ts";
import type { Identity } from "../identity.ts";
import { IntervalBook } from "./3-intervals.ts";
import type { CapturedBatch } from "./captured-batch.ts";
import { CountBook } from "./count-book.ts";
import { EnergyBook } from "./energy-book.ts";
import { GapLedger } from "./gap-ledger.ts";
import { Heartbeat } from "./heartbeat.ts";
import { LastValues } from "./last-values.ts";
import { MachineMemories } from "./machine-memories.ts";
import type { PlantLookup } from "./plant-lookup.ts";
import { RunBook } from "./run-book.ts";
import { StaleSlices } from "./stale-slices.ts";
import { Telemetry } from "./telemetry.ts";

/** Last values written along with one commit. */
const lastValuePiece = 500;

/** What a commit changed, for those who show or compute things from it. */
export interface Committed {
  readonly samples: number;
  /** Machines with new facts and the time these touch. */
  readonly touched: ReadonlyMap<MachineId, Span>;
}

/**
 * Turns batches into rows: prepared statements in one synchronous transaction per batch. Either everything a batch
 * brings is on disk, the machines' memories included, or nothing of it.
 */
export class BatchCommitter {
  readonly intervals: IntervalBook;
  readonly runs: RunBook;
  readonly memories: MachineMemories;
  readonly heartbeat: Heartbeat;
  readonly lastValues: LastValues;
  readonly stale: StaleSlices;
  readonly #database: PlantDatabase;
  readonly #identity: Identity;
  readonly #telemetry: Telemetry;
  readonly #counts: CountBook;
  readonly #energy: EnergyBook;
  readonly #gaps: GapLedger;
  readonly #samples: SampleStore;
  readonly #tagNumbers: TagNumbers;
  readonly #transaction: (batch: CapturedBatch, withLastValues: boolean) => Committed;

  constructor(database: PlantDatabase, identity: Identity, lookup: PlantLookup) {
    const { raw } = database;
    const newId = () => identity.newId();
    this.#database = database;
    this.#identity = identity;
    this.#telemetry = new Telemetry(raw);
    this.intervals = new IntervalBook(raw, lookup, this.#telemetry);
    const trail = new FactTrail(raw, newId, (row) =>
      this.#telemetry.append("fact_change", "insert", row),
    );
    this.runs = new RunBook(raw, lookup, this.#telemetry, trail, () => identity.newId<"run">());
    this.memories = new MachineMemories(raw);
    this.heartbeat = new Heartbeat(raw);
    this.lastValues = new LastValues(raw);
    this.stale = new StaleSlices(raw);
    this.#counts = new CountBook(raw, this.intervals, this.runs, this.#telemetry, trail, newId);
    this.#energy = new EnergyBook(raw, this.#telemetry, newId);
    this.#gaps = new GapLedger(raw, this.#telemetry, newId);
    this.#samples = samplesOf(raw);
    this.#tagNumbers = new TagNumbers(raw);
    this.#transaction = raw.transaction((batch: CapturedBatch, withLastValues: boolean) =>
      this.#write(batch, withLastValues),
    );
  }

  /**
   * Commits one batch. Throws SQLite's error when it cannot; then nothing of the batch is stored.
   * @param withLastValues also write a bounded piece of the waiting last values
   */
  commit(batch: CapturedBatch, withLastValues = false): Committed {
    if (this.#database.raw.inTransaction)
      throw new Error("a batch must be committed in a transaction of its own");
    try {
      const committed = this.#transaction(batch, withLastValues);
      this.#samples.settle();
      this.lastValues.note(batch.lastValues);
      return committed;
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /** Writes all waiting last values in one transaction; for the end of a capture, not for its hot path. */
  writeLastValues(): void {
    this.#database.raw.transaction(() => this.lastValues.write(Number.POSITIVE_INFINITY))();
  }

  /** Folds a machine's stored events again from `span.start` on and marks the slices of the span, in one transaction. */
  refold(machineId: MachineId, span: Span): void {
    this.#database.raw.transaction(() => {
      this.#telemetry.begin();
      this.intervals.refold(machineId, span.start, span.end);
      this.stale.mark(machineId, span);
    })();
  }

  /** Forgets what it knows of the rows; they are read again. For rollbacks, and when others wrote facts. */
  forget(): void {
    this.intervals.forget();
    this.runs.forget();
    this.#counts.forget();
    this.#energy.forget();
    this.#tagNumbers.forget();
    this.#samples.forget();
    this.stale.forget();
  }

  #write(batch: CapturedBatch, withLastValues: boolean): Committed {
    const now = this.#identity.now();
    this.#telemetry.begin();
    this.#storeSamples(batch.samples, now);
    const touched = new Map<MachineId, Span>();
    for (const { machineId, facts, memory } of batch.machines) {
      for (const fact of facts) {
        const span = this.#record(machineId, fact, batch.capturedUpTo, now);
        if (span === null) continue;
        const before = touched.get(machineId) ?? span;
        touched.set(machineId, {
          start: Math.min(before.start, span.start),
          end: Math.max(before.end, span.end),
        });
      }
      if (memory !== null) this.memories.save(machineId, memory, now);
    }
    this.#counts.flush();
    this.#energy.flush();
    for (const [machineId, span] of touched) this.stale.mark(machineId, span);
    for (const change of batch.links) this.#gaps.record(change);
    for (const result of batch.backReads) this.#gaps.recordBackRead(result);
    for (const overflow of batch.overflows) this.#gaps.recordOverflow(overflow);
    if (withLastValues) this.lastValues.write(lastValuePiece);
    this.heartbeat.beat(batch.capturedUpTo);
    return { samples: batch.samples?.columns.count ?? 0, touched };
  }

  /** Stores one fact; tells the time whose figures it touches, or null. */
  #record(machineId: MachineId, fact: MachineFact, upTo: number, now: number): Span | null {
    switch (fact.kind) {
      case "state":
        return this.intervals.record(machineId, this.#identity.newId<"event">(), fact, upTo, now);
      case "count":
        return this.#counts.record(machineId, fact, now);
      // No figure of OEE rests on energy: nothing becomes stale.
      case "energy":
        this.#energy.record(machineId, fact, now);
        return null;
      case "run":
        return this.runs.record(machineId, fact, upTo, now);
      default:
        return fact satisfies never;
    }
  }

  #storeSamples(samples: CapturedBatch["samples"], now: number): void {
    if (samples === null) return this.#samples.append(null, now);
    const { columns, tags } = samples;
    // Numbers are looked up once per tag and batch; 0 is none.
    const numbers = new Uint32Array(tags.length);
    const tag = new Uint32Array(columns.count);
    for (let i = 0; i < columns.count; i++) {
      const place = columns.tag[i]!;
      tag[i] = numbers[place] ||= this.#tagNumbers.numberOf(tags[place]!);
    }
    this.#samples.append({ ...columns, tag }, now);
  }
}
