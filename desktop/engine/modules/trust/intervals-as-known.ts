import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { foldIntervals, type StoredStateFact } from "#shared/machines/fold-intervals.ts";
import type { MachineIntervalRow } from "#shared/schema/tables/fact-tables.ts";
import type { Reader } from "../../database/reader.ts";

const dayMs = 86_400_000;

export interface KnownIntervals {
  readonly rows: MachineIntervalRow[];
  /** The time looked at: the span with the whole stops at its edges. */
  readonly reach: Span;
}

/**
 * The intervals of a machine as they stood at an instant: the events recorded by then, folded again. Looks at two days around
 * the span, and on from there in both directions until the machine runs, so that no stop is cut.
 */
export async function intervalsAsKnown(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  knownAt: number,
  reasonOf: (code: string | null) => ReasonId | null,
): Promise<KnownIntervals> {
  const known = reader
    .selectFrom("machine_event")
    .select(["id", "at", "state", "cause", "reason_code as reasonCode", "provenance"])
    .where("machine_id", "=", machineId)
    .where("recorded_at", "<=", knownAt);
  const between = (from: number, to: number): Promise<StoredStateFact[]> =>
    known.where("at", ">=", from).where("at", "<", to).orderBy("at").orderBy("id").execute();
  const edge = (direction: "asc" | "desc", at: number): Promise<StoredStateFact | undefined> =>
    known
      .where("at", direction === "asc" ? ">=" : "<", at)
      .orderBy("at", direction)
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst();

  let reach = { start: span.start - 2 * dayMs, end: span.end + 2 * dayMs };
  const facts = await between(reach.start, reach.end);
  for (let width = 4 * dayMs; ; width *= 2) {
    const anchor = await edge("desc", reach.start);
    if (anchor === undefined) break;
    const start = anchor.state === "running" ? anchor.at : anchor.at - width;
    facts.unshift(...(await between(start, reach.start)));
    reach = { ...reach, start };
    if (anchor.state === "running") break;
  }
  for (let width = 4 * dayMs; facts.at(-1) && facts.at(-1)!.state !== "running"; width *= 2) {
    const next = await edge("asc", reach.end);
    if (next === undefined) break;
    facts.push(...(await between(reach.end, next.at + width)));
    reach = { ...reach, end: next.at + width };
  }
  const rows = foldIntervals(facts).map((interval): MachineIntervalRow => ({
    id: interval.id as MachineIntervalRow["id"],
    machine_id: machineId,
    starts_at: interval.start,
    ends_at: interval.end,
    state: interval.state,
    cause: interval.cause,
    reason_id: reasonOf(interval.reasonCode),
    provenance: interval.provenance,
  }));
  return { rows, reach };
}
