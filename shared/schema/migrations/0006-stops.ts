import { sql } from "kysely";
import {
  code,
  count,
  duration,
  flag,
  id,
  instant,
  json,
  nullable,
  references,
  text,
} from "../column.ts";
import { addColumn, createTable, type Migrating } from "../table.ts";

export async function up(migrating: Migrating): Promise<void> {
  // Null = the colour of the category; names by language; null machines = offered on every machine.
  await addColumn(migrating, "reason", "colour", nullable(text()));
  await addColumn(migrating, "reason", "names", nullable(json()));
  await addColumn(migrating, "reason", "machine_ids", nullable(json()));
  // A reason that says "other": its share tells how well the tree fits.
  await addColumn(migrating, "reason", "is_other", flag(), 0);

  // A run between two standstills that is shorter does not end the stop; null = the plant's.
  await addColumn(migrating, "machine", "minimum_run_ms", nullable(duration()));

  await createTable(migrating, "reason_rule", {
    id: id(),
    name: text(),
    /** The lowest is asked first. */
    rank: count(),
    condition: json(),
    reason_id: references("reason"),
    /** Stops that begin at or after it. */
    valid_from: instant(),
    is_active: flag(),
    created_at: instant(),
    version: count(),
  });

  // One action of a person on a stop: what an undo takes back.
  await createTable(
    migrating,
    "stop_edit",
    {
      id: id(),
      machine_id: references("machine"),
      kind: code("classify", "split", "merge", "undo"),
      starts_at: instant(),
      /** Null = up to the end of the stop that stands at `starts_at`. */
      ends_at: nullable(instant()),
      /** The edit it takes back. */
      undoes: nullable(references("stop_edit")),
      note: text(),
      actor_id: nullable(text()),
      actor_name: text(),
      recorded_at: instant(),
    },
    { index: [["machine_id", "starts_at"], ["undoes"]] },
  );

  // What people and rules say of standstill time, beside what was measured. Append-only: a row that no longer holds is
  // marked as superseded, so that any figure can be told as it was known at any instant.
  await createTable(
    migrating,
    "stop_class",
    {
      id: id(),
      machine_id: references("machine"),
      starts_at: instant(),
      /** Null = up to the end of the stop that stands at `starts_at`. */
      ends_at: nullable(instant()),
      /** Null = said to be without a reason, e.g. a part that was split off. */
      reason_id: nullable(references("reason")),
      origin: code("person", "rule"),
      rule_id: nullable(references("reason_rule")),
      note: text(),
      actor_id: nullable(text()),
      actor_name: text(),
      recorded_at: instant(),
      superseded_at: nullable(instant()),
      /** The edit that ended it; null = a rule, or it holds. */
      superseded_by: nullable(text()),
      /** The edit that wrote it; null = a rule. */
      edit_id: nullable(references("stop_edit")),
    },
    {
      index: [
        ["machine_id", "starts_at", "ends_at"],
        ["recorded_at"],
        ["reason_id"],
        ["edit_id"],
        ["superseded_by"],
      ],
    },
  );
  await sql`create unique index stop_class_current_uq on stop_class (${sql.raw(
    migrating.dialect === "postgres" ? "tenant_id, machine_id" : "machine_id",
  )}, starts_at) where superseded_at is null`.execute(migrating.db);
  if (migrating.dialect === "sqlite") await refuseOverlaps(migrating);
}

/**
 * Two classes of one instant are refused where they are written. An open class ends where its machine ran again or was
 * not seen. The replica holds what the plant's file has let in, so it needs no second guard.
 */
async function refuseOverlaps({ db }: Migrating): Promise<void> {
  const endOf = (row: string) =>
    `coalesce(${row}.ends_at, (select min(i.starts_at) from machine_interval i where i.machine_id = ${row}.machine_id
      and i.starts_at > ${row}.starts_at and i.state in ('running', 'unknown')), 9007199254740991)`;
  // Rows that hold are apart already, so only the one before and those that begin inside can meet the new one.
  const others = `from stop_class other where other.machine_id = new.machine_id and other.id <> new.id
    and other.superseded_at is null`;
  for (const event of ["insert", "update"])
    await sql
      .raw(
        `create trigger stop_class_apart_${event} before ${event} on stop_class when new.superseded_at is null begin
           select raise(abort, 'stop_class: two classes of one instant')
           where exists (select 1 ${others} and other.starts_at >= new.starts_at and other.starts_at < ${endOf("new")})
             or (select ${endOf("other")} ${others} and other.starts_at < new.starts_at
                 order by other.starts_at desc limit 1) > new.starts_at;
         end`,
      )
      .execute(db);
}
