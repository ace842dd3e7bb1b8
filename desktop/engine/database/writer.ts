import type { Insertable, Kysely, Selectable, Transaction, Updateable } from "kysely";
import type { Brand } from "#shared/kernel/brand.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { BusinessTables } from "#shared/schema/business-tables.ts";
import type { PlantTables } from "./engine-tables.ts";
import { isTrailed, type FactTrail } from "./fact-trail.ts";
import type { Outbox } from "./outbox.ts";
import { auditable, type AuditTrail } from "./audit-trail.ts";

/** Tables people edit: an id and a version that every change raises. */
export type VersionedTable = {
  [Name in keyof BusinessTables]: BusinessTables[Name] extends { id: string; version: number }
    ? Name
    : never;
}[keyof BusinessTables];

/** Tables of facts: an id and no version; nobody edits them in place. The audit trail itself is written by nothing but itself. */
export type FactTable = {
  [
    Name in Exclude<keyof BusinessTables, VersionedTable | "audit_entry">
  ]: BusinessTables[Name] extends { id: string } ? Name : never;
}[Exclude<keyof BusinessTables, VersionedTable | "audit_entry">];

type Row<Name extends VersionedTable> = Selectable<BusinessTables[Name]>;
type NewRow<Name extends VersionedTable> = Omit<Insertable<BusinessTables[Name]>, "version">;
type Patch<Name extends VersionedTable> = Omit<
  Partial<Updateable<BusinessTables[Name]>>,
  "id" | "version"
>;

/**
 * What a command is given inside its one transaction: it reads, and it writes rows through here, so that each change
 * leaves its audit entry and outbox row in the same commit. Await nothing but this database while you hold it.
 */
export interface WriterShape {
  readonly selectFrom: Kysely<PlantTables>["selectFrom"];
  /** Statements on engine-only tables (sessions, memories), which are neither audited nor replicated. */
  readonly engine: Pick<Transaction<PlantTables>, "insertInto" | "updateTable" | "deleteFrom">;
  insert<Name extends VersionedTable>(table: Name, row: NewRow<Name>): Promise<Row<Name>>;
  /** The same for many rows at once: thousands would otherwise hold up capture for seconds. */
  insertAll<Name extends VersionedTable>(table: Name, rows: readonly NewRow<Name>[]): Promise<void>;
  /** Refuses with STALE unless the row still has version `basedOn`; null = whatever it is now. */
  update<Name extends VersionedTable>(
    table: Name,
    id: string,
    basedOn: number | null,
    patch: Patch<Name>,
  ): Promise<Row<Name>>;
  remove<Name extends VersionedTable>(table: Name, id: string, basedOn: number): Promise<void>;
  /**
   * Adds a fact, or replaces it as a whole when its id exists. Not audited: what caused it is. What facts said before
   * they were changed is kept (fact-trail.ts).
   */
  putFact<Name extends FactTable>(table: Name, row: BusinessTables[Name]): Promise<void>;
  dropFact(table: FactTable, id: string): Promise<void>;
  /** Leaves an audit entry for a change that is no versioned row: a sealed secret, a certificate in the folder. Never the secret itself. */
  audit(
    entity: string,
    id: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown> | null,
  ): Promise<void>;
  /** Runs after the commit, never when it fails: memory follows the database. */
  afterCommit(effect: () => void): void;
}
export type Writer = Brand<WriterShape, "Writer">;

interface StoredRow {
  id: string;
  version: number;
}

/** SQLite takes 32,766 parameters in one statement. */
const rowsAtOnce = 500;

/** Kysely cannot see that every versioned table has `id` and `version`; this is the one place that tells it. */
interface AnyTables {
  versioned: StoredRow;
}
const named = (table: VersionedTable | FactTable) => table as unknown as "versioned";

export function makeWriter(
  trx: Transaction<PlantTables>,
  trail: AuditTrail,
  facts: { readonly trail: FactTrail; readonly now: number },
  outbox: Outbox,
  effects: (() => void)[],
): Writer {
  const any = trx as unknown as Transaction<AnyTables>;

  /** Keeps what a fact said until now, where that may have been drawn upon. */
  async function leaveTrail(
    table: FactTable,
    id: string,
    after: BusinessTables[FactTable] | null,
  ): Promise<void> {
    if (!isTrailed(table)) return;
    const before = await any
      .selectFrom(named(table))
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    facts.trail.record(table, (before as never) ?? null, after as never, facts.now);
  }

  async function current(
    table: VersionedTable,
    id: string,
    basedOn: number | null,
  ): Promise<StoredRow> {
    const row = await any
      .selectFrom(named(table))
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    if (!row) throw new Refusal("NOT_FOUND", { entity: table, id });
    if (basedOn !== null && row.version !== basedOn) {
      throw new Refusal("STALE", { entity: table, id, basedOn, current: row.version });
    }
    return row;
  }

  const writer: WriterShape = {
    selectFrom: trx.selectFrom.bind(trx),
    engine: trx,
    async insert(table, row) {
      const stored = { ...row, version: 1 } as unknown as StoredRow;
      await any.insertInto(named(table)).values(stored).execute();
      await trail.record(trx, table, stored.id, null, auditable(stored));
      outbox.append({ lane: 1, table, rowId: stored.id, op: "insert", row: stored });
      return stored as never;
    },
    async insertAll(table, rows) {
      const stored = rows.map((row) => ({ ...row, version: 1 }) as unknown as StoredRow);
      for (let from = 0; from < stored.length; from += rowsAtOnce) {
        const some = stored.slice(from, from + rowsAtOnce);
        await any.insertInto(named(table)).values(some).execute();
        await trail.recordNew(
          trx,
          table,
          some.map((row) => auditable(row)),
        );
      }
      for (const row of stored) outbox.append({ lane: 1, table, rowId: row.id, op: "insert", row });
    },
    async update(table, id, basedOn, patch) {
      const before = await current(table, id, basedOn);
      const after: StoredRow = { ...before, ...patch, version: before.version + 1 };
      await any.updateTable(named(table)).set(after).where("id", "=", id).execute();
      await trail.record(trx, table, id, auditable(before), auditable(after));
      outbox.append({ lane: 1, table, rowId: id, op: "update", row: after });
      return after as never;
    },
    async remove(table, id, basedOn) {
      const before = await current(table, id, basedOn);
      await any.deleteFrom(named(table)).where("id", "=", id).execute();
      await trail.record(trx, table, id, auditable(before), null);
      outbox.append({ lane: 1, table, rowId: id, op: "delete", row: { id } });
    },
    async putFact(table, row) {
      await leaveTrail(table, row.id, row);
      const { numUpdatedRows } = await any
        .updateTable(named(table))
        .set(row as never)
        .where("id", "=", row.id)
        .executeTakeFirstOrThrow();
      const isNew = numUpdatedRows === 0n;
      if (isNew)
        await any
          .insertInto(named(table))
          .values(row as never)
          .execute();
      outbox.append({ lane: 1, table, rowId: row.id, op: isNew ? "insert" : "update", row });
    },
    async dropFact(table, id) {
      await leaveTrail(table, id, null);
      await any.deleteFrom(named(table)).where("id", "=", id).execute();
      outbox.append({ lane: 1, table, rowId: id, op: "delete", row: { id } });
    },
    audit(entity, id, before, after) {
      return trail.record(trx, entity, id, before, after);
    },
    afterCommit(effect) {
      effects.push(effect);
    },
  };
  return writer as Writer;
}
