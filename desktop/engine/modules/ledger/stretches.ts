import type { MachineId } from "#shared/kernel/id.ts";
import type { StretchRow } from "#shared/ledger/ledger.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";

interface StretchWish {
  readonly machineId: MachineId;
  readonly range: { readonly from: number; readonly to: number };
  readonly limit: number;
}

/** What nobody measured of a machine's time, whole stretches that touch the range, the longest first. */
export async function stretches(
  reader: Reader,
  { machineId, range, limit }: StretchWish,
  clock = Date.now(),
): Promise<{ rows: StretchRow[] }> {
  const now = await knownUntil(reader, clock);
  // Intervals do not overlap: only the one that holds where the range begins may have begun before it.
  const covering = await reader
    .selectFrom("machine_interval")
    .select("starts_at")
    .where("machine_id", "=", machineId)
    .where("starts_at", "<=", range.from)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const intervals = await reader
    .selectFrom("machine_interval")
    .select(["starts_at", "ends_at", "state", "cause", "provenance"])
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", covering?.starts_at ?? range.from)
    .where("starts_at", "<", range.to)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", range.from)]))
    .where((where) => where.or([where("state", "=", "unknown"), where("provenance", "=", "typed")]))
    .execute();
  const rows = intervals.map(({ starts_at: start, ends_at, ...meaning }) => ({
    start,
    end: Math.max(start, ends_at ?? now),
    isOpen: ends_at === null,
    ...meaning,
  }));
  return {
    rows: rows.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, limit),
  };
}
