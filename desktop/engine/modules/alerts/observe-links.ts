import type { LinkObservation } from "#shared/alerts/machine-observation.ts";
import type { Clocks, ObservedAges } from "#shared/alerts/observed-age.ts";
import type { ConnectionId, MachineId } from "#shared/kernel/id.ts";
import type { Reader } from "../../database/reader.ts";

/** A connection with its machines. */
export interface ObservedLink {
  readonly id: ConnectionId;
  readonly machines: ReadonlySet<MachineId>;
  readonly seen: Omit<LinkObservation, "isPlanned">;
}

/** The enabled connections that machines hang on; one that tells nothing has an open gap. */
export async function observeLinks(
  reader: Reader,
  ages: ObservedAges<`link ${string}`>,
  clocks: Clocks,
): Promise<ObservedLink[]> {
  const connections = await reader
    .selectFrom("connection")
    .select(["id", "name"])
    .where("is_enabled", "=", 1)
    .execute();
  const gaps = await reader
    .selectFrom("gap")
    .select(["connection_id", "starts_at"])
    .where("ends_at", "is", null)
    .where("tag_code", "is", null)
    .where("cause", "!=", "disabled")
    .execute();
  const own = await reader
    .selectFrom("machine")
    .select(["id as machine_id", "connection_id"])
    .where("is_active", "=", 1)
    .execute();
  const byTags = await reader
    .selectFrom("tag")
    .innerJoin("machine", "machine.id", "tag.machine_id")
    .select(["tag.machine_id", "tag.connection_id"])
    .where("machine.is_active", "=", 1)
    .distinct()
    .execute();
  return connections.map(({ id, name }) => {
    const gap = gaps.find(({ connection_id }) => connection_id === id);
    const on = [...own, ...byTags].flatMap(({ machine_id, connection_id }) =>
      connection_id === id && machine_id !== null ? [machine_id] : [],
    );
    const lost =
      gap === undefined
        ? null
        : { since: gap.starts_at, ageMs: ages.ageOf(`link ${id}`, gap.starts_at, clocks) };
    return { id, machines: new Set(on), seen: { name, lost } };
  });
}
