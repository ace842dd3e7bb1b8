import { minuteMs } from "#shared/kernel/instant.ts";
import type { MachineId, ReasonId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { lastPiecesMs } from "#shared/oee/counts-of-runs.ts";
import type { MachineRunRow, RunItemRow } from "#shared/schema/tables/fact-tables.ts";
import type { PlantTables } from "../../database/engine-tables.ts";
import type { Reader } from "../../database/reader.ts";
import { openScratch, type Scratch } from "../../database/scratch.ts";
import {
  classesAsKnown,
  countsAsKnown,
  runItemsAsKnown,
  runsAsKnown,
  shiftsAsKnown,
} from "./facts-as-known.ts";
import { intervalsAsKnown } from "./intervals-as-known.ts";
import { settingsAsKnown, settingTables } from "./settings-as-known.ts";

/** Everything that figures rest on. */
const tables: readonly (keyof PlantTables)[] = [
  ...settingTables,
  "shift_instance",
  "machine_interval",
  "machine_run",
  "run_item",
  "machine_count",
  "stop_class",
  "heartbeat",
];

export interface KnownWish {
  /** Null = all machines that were active then. */
  readonly machineId: MachineId | null;
  readonly range: { readonly from: number; readonly to: number };
  /** Rows recorded up to and with this instant. */
  readonly knownAt: number;
  /**
   * The instant up to which facts had been captured then; absent = `knownAt` itself, or the stop of the engine it lies in.
   * Only a range that was still running then depends on it.
   */
  readonly knownUntil?: number;
}

/** Pieces of a combined run are dealt to its products from its start on, so its earlier minutes are needed too. */
function countedFrom(
  runs: readonly MachineRunRow[],
  items: readonly RunItemRow[],
  span: Span,
): number {
  const combined = new Set<string>(items.map(({ run_id }) => run_id));
  return runs
    .filter(
      ({ id, ends_at }) =>
        combined.has(id) && (ends_at === null || ends_at > span.start - lastPiecesMs - minuteMs),
    )
    .reduce((from, { starts_at }) => Math.min(from, starts_at), span.start);
}

/** Up to where facts were known at an instant. */
async function capturedUntil(reader: Reader, knownAt: number): Promise<number> {
  const heartbeat = await reader.selectFrom("heartbeat").select("at").executeTakeFirst();
  const stopped = await reader
    .selectFrom("gap")
    .select((build) => build.fn.min("starts_at").as("at"))
    .where("cause", "=", "engine_stopped")
    .where("starts_at", "<=", knownAt)
    .where("ends_at", ">", knownAt)
    .executeTakeFirst();
  return Math.min(knownAt, heartbeat?.at ?? knownAt, stopped?.at ?? knownAt);
}

/**
 * The rows that figures of a range rest on, as they stood at an instant, in a scratch copy: the code that makes today's figures
 * reads it and makes those of then. Close it when done.
 */
export async function plantAsKnown(reader: Reader, wish: KnownWish): Promise<Scratch> {
  const { knownAt, range } = wish;
  const span = { start: range.from, end: range.to };
  const machines = await settingsAsKnown(reader, "machine", knownAt);
  const reasons = await settingsAsKnown(reader, "reason", knownAt);
  const reasonIds = new Map<string, ReasonId>(reasons.map(({ code, id }) => [code, id]));
  const reasonOf = (code: string | null) => (code === null ? null : (reasonIds.get(code) ?? null));
  const scratch = await openScratch(reader, tables);
  try {
    for (const table of settingTables)
      scratch.put(table, await settingsAsKnown(reader, table, knownAt));
    let shifts = span;
    const asked = machines.filter(({ id, is_active }) =>
      wish.machineId === null ? is_active === 1 : id === wish.machineId,
    );
    for (const { id } of asked) {
      const intervals = await intervalsAsKnown(reader, id, span, knownAt, reasonOf);
      const { reach } = intervals;
      const runs = await runsAsKnown(reader, id, reach, knownAt);
      scratch.put("machine_interval", intervals.rows);
      scratch.put("machine_run", runs);
      const items = await runItemsAsKnown(reader, runs, knownAt);
      scratch.put("run_item", items);
      const counted = { start: countedFrom(runs, items, span), end: span.end };
      scratch.put("machine_count", await countsAsKnown(reader, id, counted, knownAt));
      scratch.put("stop_class", await classesAsKnown(reader, id, reach, knownAt));
      shifts = {
        start: Math.min(shifts.start, reach.start),
        end: Math.max(shifts.end, reach.end),
      };
    }
    scratch.put("shift_instance", await shiftsAsKnown(reader, shifts, knownAt));
    const at = wish.knownUntil ?? (await capturedUntil(reader, knownAt));
    scratch.put("heartbeat", [{ id: 1, at }]);
  } catch (error) {
    scratch.close();
    throw error;
  }
  return scratch;
}
