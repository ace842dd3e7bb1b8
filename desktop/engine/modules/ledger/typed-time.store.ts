import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { openGapFrom, type StoredStretch } from "#shared/ledger/declare-state.ts";
import type { StateFact } from "#shared/machines/machine-fact.ts";
import type { Writer } from "../../database/writer.ts";
import type { Identity } from "../../identity.ts";

/** A gap that has not ended is followed back through this many intervals at most. */
const mostOfOpenGap = 500;

const columns = ["starts_at as start", "ends_at as end", "state", "cause", "provenance"] as const;

/** The intervals of a machine that touch a span, in order. */
export const stretchesOf = (
  writer: Writer,
  machineId: MachineId,
  { start, end }: Span,
): Promise<StoredStretch[]> =>
  writer
    .selectFrom("machine_interval")
    .select(columns)
    .where("machine_id", "=", machineId)
    .where("starts_at", "<", end)
    .where((where) => where.or([where("ends_at", "is", null), where("ends_at", ">", start)]))
    .orderBy("starts_at")
    .execute();

/** Where the time begins in which the machine has not been seen again. */
export async function unseenFrom(writer: Writer, machineId: MachineId): Promise<number> {
  const newest = await writer
    .selectFrom("machine_interval")
    .select(columns)
    .where("machine_id", "=", machineId)
    .orderBy("starts_at", "desc")
    .limit(mostOfOpenGap)
    .execute();
  return openGapFrom(newest.toReversed());
}

/** Instants inside a span at which stored facts say something. */
export async function instantsOf(
  writer: Writer,
  machineId: MachineId,
  { start, end }: Span,
): Promise<number[]> {
  const rows = await writer
    .selectFrom("machine_event")
    .select("at")
    .distinct()
    .where("machine_id", "=", machineId)
    .where("at", ">", start)
    .where("at", "<", end)
    .orderBy("at")
    .execute();
  return rows.map(({ at }) => at);
}

/** Why the machine was unknown before somebody typed: the cause at an instant, null when nothing says it. */
export async function unknownCauses(
  writer: Writer,
  machineId: MachineId,
  end: number,
): Promise<(at: number) => string | null> {
  const rows = await writer
    .selectFrom("machine_event")
    .select(["at", "cause"])
    .where("machine_id", "=", machineId)
    .where("state", "=", "unknown")
    .where("at", "<", end)
    .orderBy("at")
    .orderBy("id")
    .execute();
  return (at) => rows.findLast((row) => row.at <= at)?.cause ?? null;
}

/** Stores facts that a person told. */
export async function storeFacts(
  writer: Writer,
  identity: Identity,
  machineId: MachineId,
  facts: readonly StateFact[],
): Promise<void> {
  for (const fact of facts)
    await writer.putFact("machine_event", {
      id: identity.newId<"event">(),
      machine_id: machineId,
      at: fact.at,
      state: fact.state,
      cause: fact.cause,
      reason_code: fact.reasonCode,
      provenance: fact.provenance,
      recorded_at: identity.now(),
    });
}
