import type { MachineId } from "#shared/kernel/id.ts";
import type { EnergyReport } from "#shared/machines/machines.contract.ts";
import type { Reader } from "../../database/reader.ts";

interface OfMachine {
  readonly machineId: MachineId;
  readonly range: { readonly from: number; readonly to: number };
}

/** Energy and good pieces of the minutes that begin in a range; pieces that wait for a decision count nowhere. */
export async function energyOf(
  reader: Reader,
  { machineId, range }: OfMachine,
): Promise<EnergyReport> {
  const energy = await reader
    .selectFrom("machine_energy")
    .select(({ fn }) => ["provenance", fn.sum<number>("energy_mwh").as("energyMwh")])
    .where("machine_id", "=", machineId)
    .where("minute", ">=", range.from)
    .where("minute", "<", range.to)
    .groupBy("provenance")
    .execute();
  const pieces = await reader
    .selectFrom("machine_count")
    .select(({ fn }) => [
      fn.sum<number | null>("total").as("total"),
      fn.sum<number | null>("reject").as("reject"),
    ])
    .where("machine_id", "=", machineId)
    .where("minute", ">=", range.from)
    .where("minute", "<", range.to)
    .where("suspect", "=", "")
    .executeTakeFirst();
  const energyMwh = energy.reduce((sum, row) => sum + row.energyMwh, 0);
  const goodPieces = (pieces?.total ?? 0) - (pieces?.reject ?? 0);
  return {
    energyMwh,
    byProvenance: Object.fromEntries(energy.map((row) => [row.provenance, row.energyMwh])),
    goodPieces,
    mwhPerGoodPiece: goodPieces > 0 ? energyMwh / goodPieces : null,
  };
}
