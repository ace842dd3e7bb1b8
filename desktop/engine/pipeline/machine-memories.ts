import type { Database, Statement } from "better-sqlite3";
import type { MachineId } from "#shared/kernel/id.ts";
import {
  emptyMemory,
  machineMemory,
  type MachineMemory,
} from "#shared/machines/signals/machine-memory.ts";

/** What the signal rules remember of each machine, committed together with the facts they made. */
export class MachineMemories {
  readonly #upsert: Statement<[MachineId, string, number]>;
  readonly #select: Statement<[MachineId], string>;

  constructor(raw: Database) {
    this.#upsert = raw.prepare(
      `insert into machine_memory (machine_id, memory, updated_at) values (?, ?, ?)
       on conflict (machine_id) do update set memory = excluded.memory, updated_at = excluded.updated_at`,
    );
    this.#select = raw
      .prepare<[MachineId], string>("select memory from machine_memory where machine_id = ?")
      .pluck() as Statement<[MachineId], string>;
  }

  save(machineId: MachineId, memory: MachineMemory, now: number): void {
    this.#upsert.run(machineId, JSON.stringify(memory), now);
  }

  /** An empty memory for a new machine, and for one whose memory another version of the rules wrote. */
  load(machineId: MachineId): MachineMemory {
    const stored = this.#select.get(machineId);
    if (stored === undefined) return emptyMemory();
    const parsed = machineMemory.safeParse(JSON.parse(stored));
    return parsed.success ? parsed.data : emptyMemory();
  }
}
