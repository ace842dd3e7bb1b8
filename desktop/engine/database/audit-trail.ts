import type { Transaction } from "kysely";
import type { Actor } from "./actor.ts";
import type { PlantTables } from "./engine-tables.ts";

/** Columns that must never be seen again, not even by an auditor. */
const secretColumns = new Set(["password_hash"]);

/** The row as the audit trail may show it. */
export function auditable(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      secretColumns.has(column) ? "(secret)" : value,
    ]),
  );
}

/** Keeps of two versions only what differs, so that a reader sees the change and not the whole row. */
function changedOnly(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): [object, object] {
  const changed = Object.keys(after).filter(
    (column) => before[column] !== after[column] && column !== "version",
  );
  const pick = (row: Record<string, unknown>) =>
    Object.fromEntries(changed.map((column) => [column, row[column]]));
  return [pick(before), pick(after)];
}

/** Append-only record of who changed what, written in the transaction of the change itself. */
export class AuditTrail {
  readonly #actor: Actor;
  readonly #operation: string;
  readonly #commandId: string | null;
  readonly #now: number;
  readonly #newId: () => string;

  constructor(
    actor: Actor,
    operation: string,
    commandId: string | null,
    now: number,
    newId: () => string,
  ) {
    this.#actor = actor;
    this.#operation = operation;
    this.#commandId = commandId;
    this.#now = now;
    this.#newId = newId;
  }

  async record(
    trx: Transaction<PlantTables>,
    entity: string,
    entityId: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown> | null,
  ): Promise<void> {
    const [shownBefore, shownAfter] =
      before && after ? changedOnly(before, after) : [before, after];
    const entry = this.#entry(entity, entityId, shownBefore, shownAfter);
    await trx.insertInto("audit_entry").values(entry).execute();
  }

  /** Rows that were made together, each with an entry of its own. */
  async recordNew(
    trx: Transaction<PlantTables>,
    entity: string,
    rows: readonly Record<string, unknown>[],
  ): Promise<void> {
    const entries = rows.map((row) => this.#entry(entity, String(row["id"]), null, row));
    if (entries.length > 0) await trx.insertInto("audit_entry").values(entries).execute();
  }

  #entry(entity: string, entityId: string, before: object | null, after: object | null) {
    return {
      id: this.#newId(),
      at: this.#now,
      actor_id: this.#actor.userId,
      actor_name: this.#actor.name,
      station: this.#actor.station,
      operation: this.#operation,
      entity,
      entity_id: entityId,
      before: before && JSON.stringify(before),
      after: after && JSON.stringify(after),
      command_id: this.#commandId,
    };
  }
}
