import type { ConnectionId, MachineId } from "#shared/kernel/id.ts";
import type { MachineKind } from "#shared/machines/machine-kind.ts";
import type { Reader } from "../database/reader.ts";
import { loadSetting, type MachineSetting } from "../modules/oee/machine-setting.ts";

/** What a tile shows of a machine that only people change. */
export interface BoardMachine {
  readonly id: MachineId;
  readonly code: string;
  readonly name: string;
  readonly kind: MachineKind;
  /** The connection its own or its tags' readings come from. */
  readonly connection: ConnectionId | null;
  readonly setting: MachineSetting;
}

/** The active machines by code. */
export async function loadBoardMachines(reader: Reader): Promise<BoardMachine[]> {
  const rows = await reader
    .selectFrom("machine")
    .select(["id", "code", "name", "kind", "connection_id"])
    .where("is_active", "=", 1)
    .orderBy("code")
    .execute();
  const tags = await reader
    .selectFrom("tag")
    .select(["machine_id", "connection_id"])
    .distinct()
    .execute();
  const ofTags = new Map(tags.map((tag) => [tag.machine_id, tag.connection_id]));
  const machines: BoardMachine[] = [];
  for (const { id, code, name, kind, connection_id } of rows) {
    const connection = connection_id ?? ofTags.get(id) ?? null;
    machines.push({ id, code, name, kind, connection, setting: await loadSetting(reader, id) });
  }
  return machines;
}
