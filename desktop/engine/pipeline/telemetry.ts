import type { Database, Statement } from "better-sqlite3";
import { Outbox, type OutboxEntry } from "../database/outbox.ts";

/** Sends captured facts on lane 2, so that a backlog of them never delays a work order. A plant without a cloud sends nothing. */
export class Telemetry {
  readonly #outbox: Outbox;
  readonly #enrolled: Statement<[], number>;
  #isEnrolled = false;

  constructor(raw: Database) {
    this.#outbox = new Outbox(raw);
    this.#enrolled = raw.prepare<[], number>("select 1 from enrolment").pluck() as Statement<
      [],
      number
    >;
  }

  /** Asked once per transaction. */
  begin(): void {
    this.#isEnrolled = this.#enrolled.get() !== undefined;
  }

  append<Row extends { readonly id: string }>(
    table: string,
    op: OutboxEntry["op"],
    row: Row,
  ): void {
    if (this.#isEnrolled) this.#outbox.append({ lane: 2, table, rowId: row.id, op, row });
  }
}
