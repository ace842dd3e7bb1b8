import { standingStates } from "#shared/alerts/judge-condition.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Reader } from "../../database/reader.ts";

/** Since when a machine that stands now has stood, over every interval of standstill up to now; null = it does not stand. */
export async function standingSince(reader: Reader, machineId: MachineId): Promise<number | null> {
  const intervals = reader
    .selectFrom("machine_interval")
    .select("starts_at")
    .where("machine_id", "=", machineId);
  const before = await intervals
    .where("state", "not in", [...standingStates])
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const first = await intervals
    .where("starts_at", ">", before?.starts_at ?? Number.MIN_SAFE_INTEGER)
    .orderBy("starts_at")
    .limit(1)
    .executeTakeFirst();
  return first?.starts_at ?? null;
}
