import { sql } from "kysely";
import type { Reader } from "../../database/reader.ts";
import type { BellEvent } from "./alert-parts.ts";
import { alertRowOf, namedAlerts } from "./alert-rows.ts";

/** So many alerts are handed to every screen; the rest stand on the page of alerts. */
const shown = 30;

/** What nobody has taken note of, the newest first. */
export async function readBell(reader: Reader, now: number): Promise<BellEvent> {
  const rows = await namedAlerts(reader)
    .where("alert.seen_at", "is", null)
    .orderBy("alert.raised_at", "desc")
    .orderBy("alert.id", "desc")
    .limit(shown)
    .execute();
  const count = sql<number>`count(*)`;
  const { unseen } = await reader
    .selectFrom("alert")
    .select(count.as("unseen"))
    .where("seen_at", "is", null)
    .executeTakeFirstOrThrow();
  const { raised } = await reader
    .selectFrom("alert")
    .select(count.as("raised"))
    .where("cleared_at", "is", null)
    .executeTakeFirstOrThrow();
  return { now, unseen, raised, rows: rows.map(alertRowOf) };
}
