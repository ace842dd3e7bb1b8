import type { MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { Reader } from "../database/reader.ts";

/** @throws Refusal NOT_FOUND with words for the command line */
export async function machineNamed(
  reader: Reader,
  code: string,
): Promise<{ readonly id: MachineId }> {
  const machine = await reader
    .selectFrom("machine")
    .select("id")
    .where("code", "=", code)
    .executeTakeFirst();
  if (machine) return machine;
  throw new Refusal("NOT_FOUND", { entity: "machine", id: code }, `There is no machine "${code}".`);
}
