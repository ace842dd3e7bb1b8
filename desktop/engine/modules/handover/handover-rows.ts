import type { HandoverRow, HandoverStatus } from "#shared/handover/handover.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { searched } from "../../database/list-query.ts";
import { incoming, outgoing } from "./handover.store.ts";

const searchedColumns = [
  "shift_instance.name",
  "shift_instance.code",
  "shift_instance.business_date",
  "shift_instance.crew",
  "shift_pattern.name",
  "handover.signed_name",
  "handover.acknowledged_name",
];

export interface HandoverFilter {
  readonly range: { readonly from: number; readonly to: number };
  readonly search: string;
  readonly status?: HandoverStatus | undefined;
  readonly sortDirection: "asc" | "desc";
  readonly offset: number;
  readonly limit: number;
}

const shifts = (reader: Reader, { from, to }: HandoverFilter["range"]) =>
  reader
    .selectFrom("shift_instance")
    .innerJoin("shift_pattern", "shift_pattern.id", "shift_instance.pattern_id")
    .leftJoin("handover", "handover.shift_instance_id", "shift_instance.id")
    .where("shift_instance.starts_at", "<", to)
    .where("shift_instance.ends_at", ">", from)
    // A pattern that no machine works by has nothing to hand over.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("machine")
          .select("machine.id")
          .whereRef("machine.shift_pattern_id", "=", "shift_instance.pattern_id")
          .where("machine.is_active", "=", 1),
      ),
    );

/** The shifts of a range that have begun, with how far their hand-over is. */
export async function handoverRows(
  reader: Reader,
  filter: HandoverFilter,
  now: number,
): Promise<{ rows: HandoverRow[]; total: number }> {
  let query = shifts(reader, filter.range).where("shift_instance.starts_at", "<=", now);
  if (filter.status !== undefined)
    query = query.where((build) =>
      filter.status === "none"
        ? build("handover.status", "is", null)
        : build("handover.status", "=", filter.status as "draft"),
    );
  query = query.where((build) => searched(build, filter.search, searchedColumns));
  const counted = await query
    .select((build) => build.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  const rows = await query
    .selectAll("handover")
    .select([
      "shift_instance.id as shiftId",
      "shift_instance.code",
      "shift_instance.name",
      "shift_pattern.name as patternName",
      "shift_instance.business_date as businessDate",
      "shift_instance.starts_at as start",
      "shift_instance.ends_at as end",
      "shift_instance.crew",
    ])
    .orderBy("shift_instance.starts_at", filter.sortDirection)
    .orderBy("shift_instance.id")
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return {
    total: counted.total,
    rows: rows.map((row) => {
      const stored = row.id === null ? null : (row as never);
      const status: HandoverStatus = row.status ?? "none";
      return {
        shift: {
          id: row.shiftId,
          code: row.code,
          name: row.name,
          patternName: row.patternName,
          businessDate: row.businessDate,
          start: row.start,
          end: row.end,
          crew: row.crew,
        },
        status,
        isOverdue: row.end <= now && (status === "none" || status === "draft"),
        unclassifiedMs: stored === null || status === "draft" ? null : row.unclassified_ms,
        unclassifiedReason: row.unclassified_reason,
        signed: stored === null ? null : outgoing(stored),
        acknowledged: stored === null ? null : incoming(stored),
      };
    }),
  };
}
