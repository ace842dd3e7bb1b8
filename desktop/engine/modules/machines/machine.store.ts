import type { MachineId } from "#shared/kernel/id.ts";
import { Refusal } from "#shared/kernel/refusal.ts";
import type { MachineRow } from "#shared/machines/machines.contract.ts";
import { signalRules, tagsOf, type SignalRules } from "#shared/machines/signal-rules.ts";
import type { MachineRow as StoredMachine } from "#shared/schema/tables/machine-tables.ts";
import type { Reader } from "../../database/reader.ts";
import type { Writer } from "../../database/writer.ts";

type Selecting = Pick<Reader | Writer, "selectFrom">;

export const machineRow = (row: StoredMachine): MachineRow => ({
  id: row.id,
  code: row.code,
  name: row.name,
  kind: row.kind,
  description: row.description,
  connectionId: row.connection_id,
  shiftPatternId: row.shift_pattern_id,
  minorStopMs: row.minor_stop_ms,
  minimumRunMs: row.minimum_run_ms,
  signals: signalRules.parse(JSON.parse(row.signals)),
  isActive: row.is_active === 1,
  version: row.version,
});

export async function theMachine(db: Selecting, id: MachineId): Promise<StoredMachine> {
  const row = await db.selectFrom("machine").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("NOT_FOUND", { entity: "machine", id });
  return row;
}

/** Refuses rules that read a tag the machine does not have, naming each. */
export async function refuseUnknownTags(
  db: Selecting,
  id: MachineId,
  rules: SignalRules,
): Promise<void> {
  const own = await db.selectFrom("tag").select("code").where("machine_id", "=", id).execute();
  const known = new Set(own.map((tag) => tag.code));
  const issues = tagsOf(rules)
    .filter((code) => !known.has(code))
    .map((code) => ({
      path: "signals",
      message: `reads tag "${code}", which the machine does not have`,
    }));
  if (issues.length > 0) throw new Refusal("INVALID", { issues });
}
