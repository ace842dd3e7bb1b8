import type { ConnectionId, MachineId } from "#shared/kernel/id.ts";
import type { LinkChange, TagValue } from "#shared/machines/sample.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import type { MachineMemory } from "#shared/machines/signals/machine-memory.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import { emptyBatch, type CapturedBatch } from "../pipeline/captured-batch.ts";
import { ReplayedMachines, type ReplayedTag } from "../recording/replayed-machines.ts";

/** One machine whose signals a test plays; batches come out as from the intake. */
export class DrivenMachine {
  readonly #machines: ReplayedMachines;
  readonly #tags: ReadonlyMap<string, ReplayedTag>;
  #links: LinkChange[] = [];

  private constructor(machines: ReplayedMachines, tags: readonly ReplayedTag[]) {
    this.#machines = machines;
    this.#tags = new Map(tags.map((tag) => [tag.code, tag]));
  }

  /** Takes up a stored machine with the memory it goes on from. */
  static of(
    { raw }: PlantDatabase,
    machineId: MachineId,
    memory: MachineMemory,
    from: number,
  ): DrivenMachine {
    const signals = raw
      .prepare<[MachineId], string>("select signals from machine where id = ?")
      .pluck()
      .get(machineId) as string;
    const tags = raw
      .prepare<[MachineId], ReplayedTag>(
        "select id, code, connection_id as connection from tag where machine_id = ?",
      )
      .all(machineId);
    const rules = signalRules.parse(JSON.parse(signals));
    return new DrivenMachine(
      new ReplayedMachines([{ id: machineId, rules, memory }], tags, from),
      tags,
    );
  }

  reads(tagCode: string, value: TagValue, at: number, status = 0): void {
    const { id } = this.#tags.get(tagCode)!;
    const sample = { tag: id, value, status, sourceTime: at, serverTime: at, receivedTime: at };
    this.#machines.sample(tagCode, sample, at);
  }

  live(connection: ConnectionId, at: number): void {
    this.#link({ connection, link: "live", at });
  }

  loses(connection: ConnectionId, at: number): void {
    this.#link({ connection, link: "lost", at, cause: "unreachable", detail: "" });
  }

  /** Everything since the last batch. */
  batch(capturedUpTo: number): CapturedBatch {
    this.#machines.passTo(capturedUpTo);
    const batch = {
      ...emptyBatch(capturedUpTo),
      machines: this.#machines.take(),
      links: this.#links,
    };
    this.#links = [];
    return batch;
  }

  #link(change: LinkChange): void {
    this.#links.push(change);
    this.#machines.link(change);
  }
}
