import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import { schemaVersion } from "./migrate.ts";

/** 0 control, 1 business, 2 telemetry: each has its own dense sequence, so that none delays another. */
export type Lane = 0 | 1 | 2;

export interface OutboxEntry {
  readonly lane: Lane;
  readonly table: string;
  readonly rowId: string;
  readonly op: "insert" | "update" | "delete";
  readonly row: object;
}

/**
 * The way out of the plant. Rows are appended inside the caller's transaction, chained by
 * `hash = SHA-256(previous ‖ payload)`. A plant that is not enrolled keeps no outbox: enrolment starts from a snapshot.
 */
export class Outbox {
  readonly #raw: Database;

  constructor(raw: Database) {
    this.#raw = raw;
  }

  append(entry: OutboxEntry): void {
    const epoch = this.#raw.prepare<[], number>("select epoch from enrolment").pluck().get();
    if (epoch === undefined) return;
    const last = this.#raw
      .prepare<[number, number], { seq: number; hash: Uint8Array }>(
        "select seq, hash from outbox where epoch = ? and lane = ? order by seq desc limit 1",
      )
      .get(epoch, entry.lane);
    const payload = JSON.stringify(entry.row);
    const hash = createHash("sha256")
      .update(last?.hash ?? new Uint8Array())
      .update(payload)
      .digest();
    this.#raw
      .prepare(
        `insert into outbox (epoch, lane, seq, table_name, row_id, op, schema_version, payload, hash)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        epoch,
        entry.lane,
        (last?.seq ?? 0) + 1,
        entry.table,
        entry.rowId,
        entry.op,
        schemaVersion,
        payload,
        hash,
      );
  }
}
