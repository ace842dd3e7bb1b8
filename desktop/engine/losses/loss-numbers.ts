import type { Database, Statement } from "better-sqlite3";
import type { OutputEntry, TimeEntry } from "#shared/analysis/loss-entries.ts";

type KeyColumns = [
  kind: "time" | "output",
  timeClass: string,
  reason: string,
  product: string,
  cycleUs: number,
  cavities: number,
];

/**
 * Gives what packed rows tell apart a small number each, once and for good. Part of the caller's transaction; numbers
 * are asked of the file each time, so that a transaction rolled back leaves none behind in memory.
 */
export class LossNumbers {
  readonly #key: Statement<KeyColumns, number>;
  readonly #newKey: Statement<KeyColumns>;
  readonly #name: Statement<[string], number>;
  readonly #newName: Statement<[string]>;

  constructor(raw: Database) {
    const columns = "kind, class, reason_key, product_key, cycle_us, cavities";
    this.#key = raw
      .prepare<KeyColumns, number>(
        `select number from loss_key where kind = ? and class = ? and reason_key = ? and product_key = ?
         and cycle_us = ? and cavities = ?`,
      )
      .pluck() as Statement<KeyColumns, number>;
    this.#newKey = raw.prepare(`insert into loss_key (${columns}) values (?, ?, ?, ?, ?, ?)`);
    this.#name = raw
      .prepare<[string], number>("select number from loss_name where name = ?")
      .pluck() as Statement<[string], number>;
    this.#newName = raw.prepare("insert into loss_name (name) values (?)");
  }

  ofTime({ timeClass, reasonId, productId }: TimeEntry): number {
    return this.#of(["time", timeClass, reasonId ?? "", productId ?? "", 0, 0]);
  }

  ofOutput({ share, productId, ideal }: OutputEntry): number {
    return this.#of([
      "output",
      share,
      "",
      productId ?? "",
      ideal?.cycleUs ?? 0,
      ideal?.cavities ?? 0,
    ]);
  }

  /** Of a shift instance's id, or of a definition. */
  ofName(name: string): number {
    return this.#name.get(name) ?? Number(this.#newName.run(name).lastInsertRowid);
  }

  #of(columns: KeyColumns): number {
    return this.#key.get(...columns) ?? Number(this.#newKey.run(...columns).lastInsertRowid);
  }
}
