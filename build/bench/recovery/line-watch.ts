import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { openReadOnly } from "#desktop/engine/database/open-database.ts";

/** Committed rows are looked at this often, so figures are exact to about this much. */
const lookEveryMs = 25;

export interface Outage {
  /** Gap rows that began in it, as `cause × count`. */
  readonly gaps: string;
  /** The longest time that one of the machines was unknown. */
  readonly unknownMs: number;
}

/** Watches one connection and its machines as they are committed: what any screen or report can know. */
export class LineWatch {
  readonly #raw: Database;
  readonly #connection: string;

  constructor(data: string, connectionCode: string) {
    this.#raw = openReadOnly(data);
    this.#connection = connectionCode;
  }

  close(): void {
    this.#raw.close();
  }

  /** Waits until every machine of the connection has a known state and no gap is open. Returns the instant. */
  known(): Promise<number> {
    const unknown = this.#raw.prepare<[string]>(
      `select 1 from machine join connection on connection.id = machine.connection_id and connection.code = ?
       where not exists (select 1 from machine_interval where machine_id = machine.id and ends_at is null
                         and state != 'unknown')`,
    );
    const open = this.#raw.prepare<[string]>(
      `select 1 from gap join connection on connection.id = gap.connection_id and connection.code = ?
       where gap.ends_at is null`,
    );
    return when(() => !unknown.get(this.#connection) && !open.get(this.#connection));
  }

  /** Waits until a gap of the connection is on record that is open. Returns the instant. */
  lost(): Promise<number> {
    const open = this.#raw.prepare<[string]>(
      `select 1 from gap join connection on connection.id = gap.connection_id and connection.code = ?
       where gap.ends_at is null`,
    );
    return when(() => open.get(this.#connection) !== undefined);
  }

  /** What was recorded of an outage, from the instant at which all was known before it to the one at which it was again. */
  outage(from: number, to: number): Outage {
    const gaps = this.#raw
      .prepare<[string, number, number], { cause: string; count: number }>(
        `select cause, count(*) as count from gap join connection on connection.id = gap.connection_id
         and connection.code = ? where gap.starts_at between ? and ? group by cause order by cause`,
      )
      .all(this.#connection, from, to);
    const unknownMs = this.#raw
      .prepare<[number, number, string, number, number], number>(
        `select coalesce(max(ms), 0) from (
           select sum(min(ends_at, ?) - max(machine_interval.starts_at, ?)) as ms from machine_interval
           join machine on machine.id = machine_interval.machine_id
           join connection on connection.id = machine.connection_id and connection.code = ?
           where machine_interval.state = 'unknown' and ends_at > ? and machine_interval.starts_at < ?
           group by machine_id)`,
      )
      .pluck()
      .get(to, from, this.#connection, from, to);
    return {
      gaps: gaps.map(({ cause, count }) => `${cause} × ${count}`).join(", "),
      unknownMs: unknownMs ?? 0,
    };
  }
}

async function when(holds: () => boolean): Promise<number> {
  while (!holds()) await pause(lookEveryMs);
  return Date.now();
}
