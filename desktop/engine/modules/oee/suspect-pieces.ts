import type { MachineId } from "#shared/kernel/id.ts";
import { minuteMs } from "#shared/kernel/instant.ts";
import type { Reader } from "../../database/reader.ts";

/** Counter jumps of a machine that wait for a decision, of the minutes that touch `[from, to)`. */
export async function suspectPieces(
  reader: Reader,
  machineId: MachineId,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<number> {
  const row = await reader
    .selectFrom("machine_count")
    .select((build) => build.fn.sum<number>("total").as("pieces"))
    .where("machine_id", "=", machineId)
    .where("minute", ">", from - minuteMs)
    .where("minute", "<", to)
    .where("suspect", "!=", "")
    .executeTakeFirst();
  return row?.pieces ?? 0;
}
