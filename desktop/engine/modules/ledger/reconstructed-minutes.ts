import { minuteMs } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Reader } from "../../database/reader.ts";

/** The minutes of a machine whose pieces are known by a counter's difference only. */
export interface ReconstructedMinutes {
  /** Does one of them lie in `[start, end)`? */
  within(start: number, end: number): boolean;
}

/** Reads those minutes of a range. */
export async function reconstructedMinutes(
  reader: Reader,
  machineId: MachineId,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ReconstructedMinutes> {
  const rows = await reader
    .selectFrom("machine_count")
    .select("minute")
    .distinct()
    .where("machine_id", "=", machineId)
    .where("minute", ">", from - minuteMs)
    .where("minute", "<", to)
    .where("provenance", "=", "reconstructed")
    .orderBy("minute")
    .execute();
  return {
    within: (start, end) => rows.some(({ minute }) => minute > start - minuteMs && minute < end),
  };
}
