import type { MachineId } from "#shared/kernel/id.ts";
import type { KnowledgeRow } from "#shared/ledger/ledger.contract.ts";
import type { Reader } from "../../database/reader.ts";
import { knownUntil } from "../oee/known-until.ts";
import { reconstructedMinutes } from "./reconstructed-minutes.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

async function knownBy(
  reader: Reader,
  machineId: MachineId,
  { from, to }: Range,
): Promise<KnowledgeRow["knownBy"]> {
  const counted = await reconstructedMinutes(reader, machineId, { from, to });
  const intervals = await reader
    .selectFrom("machine_interval")
    .select(["starts_at", "ends_at", "state", "provenance"])
    .where("machine_id", "=", machineId)
    .where("starts_at", "<", to)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", from)]))
    .orderBy("starts_at")
    .execute();
  const sums = { measured: 0, reconstructed: 0, back_read: 0, typed: 0, unknown: 0 };
  for (const interval of intervals) {
    const start = Math.max(interval.starts_at, from);
    const end = Math.min(interval.ends_at ?? to, to);
    if (end <= start) continue;
    if (interval.state !== "unknown") sums[interval.provenance] += end - start;
    else sums[counted.within(start, end) ? "reconstructed" : "unknown"] += end - start;
  }
  return sums;
}

/** How the time of every active machine is known; before its first fact it has none, and after it no instant is left out. `clock` = now, UTC milliseconds. */
export async function knowledge(
  reader: Reader,
  { range }: { readonly range: Range },
  clock = Date.now(),
): Promise<{ rows: KnowledgeRow[] }> {
  const to = Math.max(range.from, Math.min(range.to, await knownUntil(reader, clock)));
  const machines = await reader
    .selectFrom("machine")
    .select(["id", "code", "name"])
    .where("is_active", "=", 1)
    .orderBy("code")
    .execute();
  const rows: KnowledgeRow[] = [];
  for (const { id, code, name } of machines)
    rows.push({
      machineId: id,
      code,
      name,
      knownBy: await knownBy(reader, id, { from: range.from, to }),
    });
  return { rows };
}
