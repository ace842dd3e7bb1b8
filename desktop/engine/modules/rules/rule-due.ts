import type { Database, Statement } from "better-sqlite3";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";

interface DueRow {
  readonly machine: MachineId;
  readonly start: number;
  readonly end: number;
}

/** A machine's time whose stops are being asked about; void when more is marked meanwhile. */
export interface DuePiece extends Span {
  readonly machineId: MachineId;
  readonly generation: number;
}

/**
 * The time of each machine whose stops rules must be asked about. On disk, so that a crash forgets no stop: whoever
 * changes what rules look at marks it in the same transaction, and new events are found by their row numbers.
 */
export class RuleDue {
  readonly #mark: Statement<[MachineId, number, number]>;
  readonly #next: Statement<[], DueRow>;
  readonly #advance: Statement<[number, MachineId]>;
  readonly #remove: Statement<[MachineId, number]>;
  readonly #clear: Statement<[]>;
  readonly #place: Statement<[], number>;
  readonly #moveTo: Statement<[number]>;
  readonly #newest: Statement<[], number | null>;
  readonly #newEvents: Statement<[number], DueRow>;
  readonly #standing: Statement<[], DueRow>;
  #generation = 0;

  constructor(raw: Database) {
    this.#mark = raw.prepare(
      `insert into rule_due (machine_id, starts_at, ends_at) values (?, ?, ?) on conflict (machine_id) do update set
         starts_at = min(starts_at, excluded.starts_at), ends_at = max(ends_at, excluded.ends_at)`,
    );
    this.#next = raw.prepare(
      'select machine_id as machine, starts_at as start, ends_at as "end" from rule_due order by ends_at desc limit 1',
    );
    this.#advance = raw.prepare("update rule_due set starts_at = ? where machine_id = ?");
    this.#remove = raw.prepare("delete from rule_due where machine_id = ? and ends_at <= ?");
    this.#clear = raw.prepare("delete from rule_due");
    this.#place = raw
      .prepare<[], number>("select event_place from rule_reading")
      .pluck() as Statement<[], number>;
    this.#moveTo = raw.prepare(
      `insert into rule_reading (id, event_place) values (1, ?)
       on conflict (id) do update set event_place = excluded.event_place`,
    );
    this.#newest = raw
      .prepare<[], number | null>("select max(rowid) from machine_event")
      .pluck() as Statement<[], number | null>;
    // A fact holds until the next one: what begins there may be another stop than before.
    this.#newEvents = raw.prepare(
      `select told.machine_id as machine, min(told.at) - 1 as start, max(coalesce((select min(next.at)
         from machine_event next where next.machine_id = told.machine_id and next.at > told.at), told.at)) + 1 as "end"
       from machine_event told where told.rowid > ? group by told.machine_id`,
    );
    this.#standing = raw.prepare(
      `select machine_id as machine, starts_at as start, starts_at + 1 as "end" from machine_interval
       where ends_at is null and state not in ('running', 'unknown')`,
    );
  }

  /** Part of the caller's transaction. */
  mark(machineId: MachineId, { start, end }: Span): void {
    this.#generation += 1;
    this.#mark.run(machineId, start, end);
  }

  /** Marks what events came since the last call. A transaction of its own. A plant's first call begins with what comes next. */
  readEvents(): void {
    const newest = this.#newest.get() ?? 0;
    const place = this.#place.get();
    // Row numbers may begin anew where the file was written again.
    if (place === undefined || place > newest) this.#moveTo.run(newest);
    if (place === undefined || place === newest) return;
    for (const { machine, start, end } of this.#newEvents.all(place > newest ? 0 : place))
      this.mark(machine, { start, end });
    this.#moveTo.run(newest);
  }

  /** Marks the stops that stand: they have become longer. Part of the caller's transaction. */
  markStanding(): void {
    for (const { machine, start, end } of this.#standing.all()) this.mark(machine, { start, end });
  }

  /** The first piece of the time that is due, the machine with the newest first; undefined = nothing is. */
  next(longestMs: number): DuePiece | undefined {
    const due = this.#next.get();
    if (due === undefined) return undefined;
    const { machine: machineId, start } = due;
    const end = Math.min(due.end, start + longestMs);
    return { machineId, start, end, generation: this.#generation };
  }

  isStill({ generation }: DuePiece): boolean {
    return generation === this.#generation;
  }

  /** Part of the caller's transaction: rules were asked about the piece. */
  done({ machineId, end }: DuePiece): void {
    if (this.#remove.run(machineId, end).changes === 0) this.#advance.run(end, machineId);
  }

  /** There is no rule to ask. */
  clear(): void {
    this.#clear.run();
  }
}
