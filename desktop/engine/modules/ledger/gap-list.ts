import { sql } from "kysely";
import type { ConnectionId } from "#shared/kernel/id.ts";
import { backReadResult, type GapRow } from "#shared/ledger/ledger.contract.ts";
import { searched } from "../../database/list-query.ts";
import type { Reader } from "../../database/reader.ts";

export interface GapWish {
  readonly search?: string;
  readonly connectionId?: ConnectionId | undefined;
  readonly range?: { readonly from: number; readonly to: number } | undefined;
  readonly cause?: string | undefined;
  /** At least this long, milliseconds. */
  readonly minimumMs: number;
  readonly sortBy: "startsAt" | "duration";
  readonly sortDirection: "asc" | "desc";
  readonly offset: number;
  readonly limit: number;
}

/** One page of the gaps that fit and how many do; a gap that is still open lasts until `now`, UTC milliseconds. */
export async function gapList(
  reader: Reader,
  wish: GapWish,
  now: number,
): Promise<{ rows: GapRow[]; total: number }> {
  const { connectionId, range, cause, minimumMs } = wish;
  const lasting = sql<number>`max(coalesce(gap.ends_at, ${now}) - gap.starts_at, 0)`;
  const fitting = reader
    .selectFrom("gap")
    .innerJoin("connection", "connection.id", "gap.connection_id")
    .where(lasting, ">=", minimumMs)
    .where((where) =>
      searched(where, wish.search ?? "", [
        "connection.code",
        "connection.name",
        "gap.detail",
        "gap.cause",
        "gap.tag_code",
      ]),
    )
    .$if(connectionId !== undefined, (build) =>
      build.where("gap.connection_id", "=", connectionId!),
    )
    .$if(cause !== undefined, (build) => build.where("gap.cause", "=", cause!))
    .$if(range !== undefined, (build) =>
      build
        .where("gap.starts_at", "<", range!.to)
        .where((where) =>
          where.or([where("gap.ends_at", "is", null), where("gap.ends_at", ">", range!.from)]),
        ),
    );
  const counted = await fitting
    .select((build) => build.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const rows = await fitting
    .selectAll("gap")
    .select(["connection.code as connection_code", "connection.name as connection_name"])
    .orderBy(wish.sortBy === "duration" ? lasting : sql.ref("gap.starts_at"), wish.sortDirection)
    .orderBy("gap.id", wish.sortDirection)
    .offset(wish.offset)
    .limit(wish.limit)
    .execute();
  return {
    rows: rows.map((row) => ({
      id: row.id,
      connectionId: row.connection_id,
      connectionCode: row.connection_code,
      connectionName: row.connection_name,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      cause: row.cause,
      detail: row.detail,
      tagCode: row.tag_code,
      backRead: row.back_read === null ? null : backReadResult.parse(JSON.parse(row.back_read)),
    })),
    total: counted.total,
  };
}
