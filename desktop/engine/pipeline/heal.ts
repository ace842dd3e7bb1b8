import type { ConnectionId, MachineId } from "#shared/kernel/id.ts";
import type { LinkChange } from "#shared/machines/sample.ts";
import { signalRules } from "#shared/machines/signal-rules.ts";
import { deriveMachine } from "#shared/machines/signals/derive-machine.ts";
import type { MachineMemory } from "#shared/machines/signals/machine-memory.ts";
import type { PlantDatabase } from "../database/open-database.ts";
import type { DerivedMachine } from "./captured-batch.ts";
import { emptyBatch } from "./captured-batch.ts";
import type { BatchCommitter } from "./commit-batch.ts";
import { exclusively } from "./exclusive.ts";

/** What capture goes on from after a stop. */
export interface Healed {
  /** Last instant of the run before; null when nothing was ever captured. */
  readonly stoppedAt: number | null;
  readonly memories: ReadonlyMap<MachineId, MachineMemory>;
}

/**
 * The first thing after any stop, `kill -9` included. What was committed is whole; what nobody watched becomes
 * unknown: from the last heartbeat on every machine, until its first new reading, and a gap on every connection. The
 * memories it returns make the pieces of the gap known by counter difference.
 */
export async function heal(
  database: PlantDatabase,
  committer: BatchCommitter,
  now: number,
): Promise<Healed> {
  const last = committer.heartbeat.last();
  // A clock that was set back must not put the stop into the future.
  const stoppedAt = last === null ? null : Math.min(last, now);
  const rows = await database.reader
    .selectFrom("machine")
    .select(["id", "signals"])
    .where("is_active", "=", 1)
    .execute();
  const stored = rows.map(({ id, signals }) => ({
    machineId: id,
    rules: signalRules.parse(JSON.parse(signals)),
    memory: committer.memories.load(id),
  }));
  if (stoppedAt === null) {
    return {
      stoppedAt,
      memories: new Map(stored.map(({ machineId, memory }) => [machineId, memory])),
    };
  }

  const machines = stored.map(
    ({ machineId, rules, memory }): DerivedMachine & { memory: MachineMemory } => {
      const aliveAt = memory.aliveAt === null ? null : Math.max(memory.aliveAt, stoppedAt);
      const resumed = deriveMachine(rules, { ...memory, aliveAt }, { kind: "restart", now });
      return { machineId, facts: resumed.facts, memory: resumed.memory };
    },
  );
  const connections = await database.reader
    .selectFrom("connection")
    .select("id")
    .where("is_enabled", "=", 1)
    .execute();
  const lost = (connection: ConnectionId): LinkChange => ({
    connection,
    link: "lost",
    at: stoppedAt,
    cause: "engine_stopped",
    detail: "",
  });
  const batch = {
    ...emptyBatch(stoppedAt),
    machines,
    links: connections.map(({ id }) => lost(id)),
  };
  await exclusively(database, () => committer.commit(batch));
  return {
    stoppedAt,
    memories: new Map(machines.map(({ machineId, memory }) => [machineId, memory])),
  };
}
