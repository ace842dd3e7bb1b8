import { createHash } from "node:crypto";
import type { ShiftInstanceId } from "#shared/kernel/id.ts";
import { handoverPolicy, type HandoverPolicy } from "#shared/handover/handover-policy.ts";
import type { Signature } from "#shared/handover/handover.contract.ts";
import type { HandoverRow as StoredHandover } from "#shared/schema/tables/shift-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";
import { thePlant } from "../plant/plant.store.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

export const storedHandover = (
  db: Selecting,
  shiftId: ShiftInstanceId,
): Promise<StoredHandover | undefined> =>
  (db as Reader)
    .selectFrom("handover")
    .selectAll()
    .where("shift_instance_id", "=", shiftId)
    .executeTakeFirst();

/** The plant's rules for handing over, with the version of the plant row that holds them. */
export async function handoverPolicyOf(
  db: Selecting,
): Promise<{ policy: HandoverPolicy; plantVersion: number; plantId: string }> {
  const plant = await thePlant(db);
  const policy = handoverPolicy.parse(plant.handover === null ? {} : JSON.parse(plant.handover));
  return { policy, plantVersion: plant.version, plantId: plant.id };
}

/** SHA-256 (hex) of what a signature stands for: the very texts that are stored, and who signed when. */
export const digestOf = (
  signed: Pick<
    StoredHandover,
    "facts" | "notes" | "unclassified_reason" | "signed_at" | "signed_by"
  >,
): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        signed.facts,
        signed.notes,
        signed.unclassified_reason,
        signed.signed_at,
        signed.signed_by,
      ]),
    )
    .digest("hex");

export const outgoing = (row: StoredHandover): Signature | null =>
  row.signed_at === null || row.signed_by === null || row.signed_name === null
    ? null
    : { at: row.signed_at, userId: row.signed_by, name: row.signed_name };

export const incoming = (row: StoredHandover): Signature | null =>
  row.acknowledged_at === null || row.acknowledged_by === null || row.acknowledged_name === null
    ? null
    : { at: row.acknowledged_at, userId: row.acknowledged_by, name: row.acknowledged_name };
