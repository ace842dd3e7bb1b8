import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { Reader } from "./database/reader.ts";
import type { TouchedFigures } from "./plant-changes.ts";

interface TouchedTime {
  readonly machineId: MachineId;
  readonly span: Span;
}

/** The time of each machine whose figures a change of the set-up alters, up to `now`. */
export async function touchedTime(
  reader: Reader,
  { machineIds, reasonIds, since = -Infinity }: TouchedFigures,
  now: number,
): Promise<TouchedTime[]> {
  if (machineIds?.length === 0 || reasonIds?.length === 0) return [];
  const firsts =
    reasonIds === undefined ? await firstFacts(reader) : await firstUses(reader, reasonIds);
  return firsts
    .filter(({ machineId }) => machineIds === undefined || machineIds.includes(machineId))
    .map(({ machineId, at }) => ({ machineId, span: { start: Math.max(at, since), end: now } }))
    .filter(({ span }) => span.start < span.end);
}

interface FirstInstant {
  readonly machineId: MachineId;
  readonly at: number;
}

const firstFacts = (reader: Reader): Promise<FirstInstant[]> =>
  reader
    .selectFrom("machine_event")
    .select((build) => ["machine_id as machineId", build.fn.min("at").as("at")])
    .groupBy("machine_id")
    .execute();

/** Where each machine used one of the reasons first, by what was measured or by what was said of it. */
async function firstUses(reader: Reader, reasonIds: readonly ReasonId[]): Promise<FirstInstant[]> {
  const firsts = new Map<MachineId, number>();
  for (const table of ["machine_interval", "stop_class"] as const) {
    const rows = await reader
      .selectFrom(table)
      .select((build) => ["machine_id as machineId", build.fn.min("starts_at").as("at")])
      .where("reason_id", "in", [...reasonIds])
      .groupBy("machine_id")
      .execute();
    for (const { machineId, at } of rows)
      firsts.set(machineId, Math.min(at, firsts.get(machineId) ?? Infinity));
  }
  return [...firsts].map(([machineId, at]) => ({ machineId, at }));
}
