import type { UptimeRow } from "#shared/ledger/ledger.contract.ts";
import { uptimeOf } from "#shared/ledger/uptime.ts";
import type { Reader } from "../../database/reader.ts";

/** How every connection did over a range. `clock` = now, UTC milliseconds. */
export async function uptime(
  reader: Reader,
  { range }: { readonly range: { readonly from: number; readonly to: number } },
  clock = Date.now(),
): Promise<{ rows: UptimeRow[] }> {
  const end = Math.min(range.to, clock);
  const connections = await reader
    .selectFrom("connection")
    .select(["id", "code", "name", "created_at", "is_enabled"])
    .orderBy("code")
    .execute();
  const gaps = await reader
    .selectFrom("gap")
    .select(["connection_id", "starts_at as start", "ends_at as end", "cause"])
    .where("tag_code", "is", null)
    .where("starts_at", "<", end)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", range.from)]))
    .orderBy("starts_at")
    .execute();
  const gapsOf = Map.groupBy(gaps, (gap) => gap.connection_id);
  const rows = connections.map(({ id, code, name, created_at, is_enabled }): UptimeRow => {
    const own = gapsOf.get(id) ?? [];
    // Never switched on: nobody watched it.
    const isUnused = is_enabled === 0 && own.length === 0;
    // A recording or a demo brings gaps from before the connection was entered here.
    const born = Math.min(created_at, ...own.map(({ start }) => start));
    const start = isUnused ? end : Math.min(Math.max(range.from, born), end);
    const { byCause, ...figures } = uptimeOf({ start, end: Math.max(start, end) }, own);
    return { connectionId: id, code, name, ...figures, byCause: [...byCause] };
  });
  return { rows };
}
