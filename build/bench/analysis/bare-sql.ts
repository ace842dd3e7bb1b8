import SqliteDatabase, { type Database } from "better-sqlite3";
import { readLosses } from "#desktop/engine/losses/loss-codec.ts";

/**
 * What a report would do without packed rows: the same time of machines, days, shifts, reasons, classes and products as
 * one plain row each, added up by SQLite.
 */
export class BareSql {
  readonly #raw: Database;
  readonly rows: number;

  constructor(file: string, plant: Database) {
    this.#raw = new SqliteDatabase(file);
    this.#raw.pragma("synchronous = off");
    this.#raw.exec(
      `create table loss (machine integer, day integer, shift integer, key integer, ms integer, stops integer,
         primary key (day, machine, shift, key)) strict, without rowid;
       create table key (number integer primary key, class text, reason text) strict`,
    );
    const insert = this.#raw.prepare("insert into loss values (?, ?, ?, ?, ?, ?)");
    const key = this.#raw.prepare("insert into key values (?, ?, ?)");
    const numbers = new Map<string, number>();
    let rows = 0;
    this.#raw.transaction(() => {
      const keys = plant
        .prepare<[], [number, string, string]>(
          "select number, class, reason_key from loss_key where kind = 'time'",
        )
        .raw()
        .all();
      for (const row of keys as [number, string, string][]) key.run(...row);
      const days = plant.prepare<[], { machine_id: string; starts_at: number; bytes: Uint8Array }>(
        "select machine_id, starts_at, bytes from loss_day",
      );
      for (const { machine_id, starts_at, bytes } of days.iterate()) {
        const machine = numbers.get(machine_id) ?? numbers.size;
        numbers.set(machine_id, machine);
        let shift = 0;
        readLosses(bytes, {
          definition: () => {},
          part: (number) => {
            shift = number;
            return true;
          },
          time: (number, ms, stops) => {
            insert.run(machine, starts_at, shift, number, ms, stops);
            rows += 1;
          },
          output: () => {},
        });
      }
    })();
    this.rows = rows;
  }

  /** A Pareto by reason. Milliseconds it took. */
  pareto(from: number, to: number): number {
    const begun = performance.now();
    this.#raw
      .prepare(
        `select key.reason, sum(loss.ms) as ms, sum(loss.stops) from loss join key on key.number = loss.key
         where loss.day >= ? and loss.day < ?
           and key.class in ('aust', 'adet_down', 'adet_minor', 'adet_external', 'adot')
         group by key.reason order by ms desc`,
      )
      .all(from, to);
    return performance.now() - begun;
  }

  close(): void {
    this.#raw.close();
  }
}
