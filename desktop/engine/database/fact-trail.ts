import type { Database, Statement } from "better-sqlite3";
import { minuteMs } from "#shared/kernel/instant.ts";
import type { FactChangeRow } from "#shared/schema/tables/analysis-tables.ts";
import type {
  MachineCountRow,
  MachineRunRow,
  RunItemRow,
  ShiftInstanceRow,
} from "#shared/schema/tables/fact-tables.ts";

/** Facts that are written over in place: what they said before is kept here. Events and classes are append-only. */
export interface TrailedFacts {
  readonly machine_count: MachineCountRow;
  readonly machine_run: MachineRunRow;
  readonly run_item: RunItemRow;
  readonly shift_instance: ShiftInstanceRow;
}
export type TrailedTable = keyof TrailedFacts;

const trailed: readonly string[] = [
  "machine_count",
  "machine_run",
  "run_item",
  "shift_instance",
] satisfies TrailedTable[];

export const isTrailed = (table: string): table is TrailedTable => trailed.includes(table);

interface Speaking {
  readonly machineId: string | null;
  readonly start: number;
  readonly end: number | null;
  /** A row that appears says by itself since when it is known (`recorded_at`): its absence needs no entry. */
  readonly tellsItsBirth: boolean;
  /** Before this instant nobody can have drawn on the row. */
  readonly mattersFrom: number;
}

function speaking<Table extends TrailedTable>(table: Table, row: TrailedFacts[Table]): Speaking {
  switch (table) {
    case "machine_count": {
      const { machine_id, minute } = row as MachineCountRow;
      const end = minute + minuteMs;
      return { machineId: machine_id, start: minute, end, tellsItsBirth: true, mattersFrom: end };
    }
    case "machine_run": {
      const { machine_id, starts_at, ends_at } = row as MachineRunRow;
      return {
        machineId: machine_id,
        start: starts_at,
        end: ends_at,
        tellsItsBirth: true,
        mattersFrom: -Infinity,
      };
    }
    case "run_item":
      return {
        machineId: null,
        start: 0,
        end: null,
        tellsItsBirth: false,
        mattersFrom: -Infinity,
      };
    case "shift_instance": {
      const { starts_at, ends_at } = row as ShiftInstanceRow;
      return {
        machineId: null,
        start: starts_at,
        end: ends_at,
        tellsItsBirth: false,
        mattersFrom: starts_at,
      };
    }
    default:
      throw new Error(`"${table}" leaves no trail`);
  }
}

/**
 * Append-only memory of facts as they were before they were written over, added late or removed; part of the
 * transaction that does it. With it any figure can be told as it was known at any instant.
 */
export class FactTrail {
  readonly #insert: Statement<[FactChangeRow]>;
  readonly #newId: () => string;
  readonly #send: (row: FactChangeRow) => void;

  /** @param send hands a stored row on to the outbox */
  constructor(raw: Database, newId: () => string, send: (row: FactChangeRow) => void) {
    this.#insert = raw.prepare(
      `insert into fact_change (id, entity, entity_id, machine_id, starts_at, ends_at, before, recorded_at)
       values (@id, @entity, @entity_id, @machine_id, @starts_at, @ends_at, @before, @recorded_at)`,
    );
    this.#newId = newId;
    this.#send = send;
  }

  /**
   * @param before null = the row appears
   * @param after null = the row goes
   * @param now when the change is recorded
   */
  record<Table extends TrailedTable>(
    table: Table,
    before: TrailedFacts[Table] | null,
    after: TrailedFacts[Table] | null,
    now: number,
  ): void {
    const row = before ?? after;
    if (row === null) return;
    const said = speaking(table, row);
    if (now < said.mattersFrom || (before === null && said.tellsItsBirth)) return;
    const change: FactChangeRow = {
      id: this.#newId(),
      entity: table,
      entity_id: row.id,
      machine_id: said.machineId,
      starts_at: said.start,
      ends_at: said.end,
      before: before === null ? null : JSON.stringify(before),
      recorded_at: now,
    };
    this.#insert.run(change);
    this.#send(change);
  }
}
