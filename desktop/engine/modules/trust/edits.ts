import type { MachineId } from "#shared/kernel/id.ts";
import type { Edit } from "#shared/trust/edit.ts";
import type { Edits } from "#shared/trust/trust.contract.ts";
import type { Reader } from "../../database/reader.ts";
import type { Range } from "../oee/reports.ts";
import { thePlant } from "../plant/plant.store.ts";
import { classEdits } from "./class-edits.ts";
import type { EditWish } from "./edit-wish.ts";
import { pieceEdits, runEdits, shiftEdits, whoAt } from "./fact-edits.ts";
import { settingEdits } from "./setting-edits.ts";
import { lateStateEdits, typedStateEdits } from "./state-edits.ts";

export interface EditsInput {
  /** Null = all active machines. */
  readonly machineId: MachineId | null;
  readonly range: Range;
  readonly since: number;
  readonly until?: number | undefined;
}

/** The machines asked for, by code. */
export async function machinesOf(reader: Reader, machineId: MachineId | null) {
  const machines = reader.selectFrom("machine").select(["id", "code", "name"]);
  return machineId === null
    ? machines.where("is_active", "=", 1).orderBy("code").execute()
    : machines.where("id", "=", machineId).execute();
}

/** Everything recorded after `since` that the figures of the range rest on, the newest first. */
export async function allEdits(
  reader: Reader,
  { machineId, range, since, until }: EditsInput,
  clock = Date.now(),
): Promise<Edit[]> {
  const { zone } = await thePlant(reader);
  const window = { since, until: until ?? clock };
  const who = await whoAt(reader, window);
  const edits: Edit[] = [];
  for (const machine of await machinesOf(reader, machineId)) {
    const wish: EditWish = { machine, ...range, ...window };
    edits.push(
      ...(await classEdits(reader, wish)),
      ...(await typedStateEdits(reader, wish)),
      ...(await lateStateEdits(reader, wish)),
      ...(await pieceEdits(reader, wish, who)),
      ...(await runEdits(reader, wish, who)),
      ...(await shiftEdits(reader, wish, who, zone)),
      ...(await settingEdits(reader, wish)),
    );
  }
  return distinct(edits).toSorted((a, b) => b.recordedAt - a.recordedAt);
}

/** What holds for every machine is told once. */
function distinct(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}

export async function edits(
  reader: Reader,
  input: EditsInput & { readonly limit: number },
  clock = Date.now(),
): Promise<Edits> {
  const rows = await allEdits(reader, input, clock);
  return { rows: rows.slice(0, input.limit), total: rows.length };
}
