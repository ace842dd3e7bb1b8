import type { Database } from "better-sqlite3";
import type { ConnectionId } from "#shared/kernel/id.ts";

interface WholeGap {
  readonly id: ConnectionId;
  readonly start: number;
  readonly end: number | null;
}

/**
 * Since when each connection that is lost now has told nothing, whatever the causes were one after the other: from here a
 * server's history is missing.
 */
export function silentSince(raw: Database): ReadonlyMap<ConnectionId, number> {
  const open = raw.prepare<[], WholeGap>(
    `select connection_id as id, min(starts_at) as start, null as "end" from gap
      where ends_at is null and tag_code is null group by connection_id`,
  );
  const before = raw.prepare<[ConnectionId, number, number], WholeGap>(
    `select connection_id as id, starts_at as start, ends_at as "end" from gap
      where connection_id = ? and tag_code is null and ends_at >= ? and starts_at < ?
      order by starts_at limit 1`,
  );
  const since = new Map<ConnectionId, number>();
  for (const { id, start } of open.all()) {
    let first = start;
    for (;;) {
      const earlier = before.get(id, first, first);
      if (earlier === undefined) break;
      first = earlier.start;
    }
    since.set(id, first);
  }
  return since;
}
