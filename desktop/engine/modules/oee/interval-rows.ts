import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { kindOf } from "#shared/oee/interval-kind.ts";
import type { StateInterval } from "#shared/oee/time-model.ts";
import type { ReasonCategory } from "#shared/stops/reason-category.ts";
import { layClasses } from "#shared/stops/stop-class.ts";
import type { Reader } from "../../database/reader.ts";
import { loadClasses } from "../stops/stop-class.store.ts";

type Categories = ReadonlyMap<string, ReasonCategory>;

/** Rows looked at in one go while walking to the end of a stop. */
const stride = 16;

const selectIntervals = (reader: Reader, machineId: MachineId) =>
  reader
    .selectFrom("machine_interval")
    .select([
      "id",
      "starts_at as start",
      "ends_at as end",
      "state",
      "cause",
      "reason_id as reasonId",
      "provenance",
    ])
    .where("machine_id", "=", machineId);

/** Whether an interval is part of a stop that may reach on into its neighbours. */
export function standsStill(interval: StateInterval, categories: Categories): boolean {
  const category = interval.reasonId === null ? null : (categories.get(interval.reasonId) ?? null);
  const kind = kindOf(interval.state, category);
  return kind === "stop" || kind === "breakdown" || kind === "external";
}

/** Measured rows, sorted, under what people and rules have said of their time. */
async function classified(
  reader: Reader,
  machineId: MachineId,
  rows: readonly StateInterval[],
): Promise<StateInterval[]> {
  if (rows.length === 0) return [];
  const span = { start: rows[0]!.start, end: rows.at(-1)!.end ?? Infinity };
  return layClasses(rows, await loadClasses(reader, machineId, span));
}

/** The intervals of a machine that overlap a span, in order. Two look-ups on the index, however long the history. */
export async function loadIntervals(
  reader: Reader,
  machineId: MachineId,
  span: Span,
): Promise<StateInterval[]> {
  const within = await selectIntervals(reader, machineId)
    .where("starts_at", ">", span.start)
    .where("starts_at", "<", span.end)
    .orderBy("starts_at")
    .execute();
  const covering = await selectIntervals(reader, machineId)
    .where("starts_at", "<=", span.start)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const reaches = covering !== undefined && (covering.end === null || covering.end > span.start);
  return classified(reader, machineId, reaches ? [covering, ...within] : within);
}

async function stopBefore(
  reader: Reader,
  machineId: MachineId,
  first: StateInterval,
  categories: Categories,
) {
  const chain: StateInterval[] = [];
  for (let edge = first; standsStill(edge, categories);) {
    const rows: StateInterval[] = await selectIntervals(reader, machineId)
      .where("starts_at", "<", edge.start)
      .orderBy("starts_at", "desc")
      .limit(stride)
      .execute();
    for (const row of (await classified(reader, machineId, rows.toReversed())).toReversed()) {
      if (row.end !== edge.start || !standsStill(row, categories)) return chain;
      chain.unshift(row);
      edge = row;
    }
    if (rows.length < stride) return chain;
  }
  return chain;
}

async function stopAfter(
  reader: Reader,
  machineId: MachineId,
  last: StateInterval,
  categories: Categories,
) {
  const chain: StateInterval[] = [];
  for (let edge = last; standsStill(edge, categories);) {
    const rows: StateInterval[] = await selectIntervals(reader, machineId)
      .where("starts_at", ">", edge.start)
      .orderBy("starts_at")
      .limit(stride)
      .execute();
    for (const row of await classified(reader, machineId, rows)) {
      if (edge.end !== row.start || !standsStill(row, categories)) return chain;
      chain.push(row);
      edge = row;
    }
    if (rows.length < stride) return chain;
  }
  return chain;
}

/**
 * The intervals that overlap a span, together with the rest of the stops that cross its edges, so that a stop is
 * always judged by its whole length.
 */
export async function loadWholeStops(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  categories: Categories,
): Promise<StateInterval[]> {
  const intervals = await loadIntervals(reader, machineId, span);
  if (intervals.length === 0) return [];
  return [
    ...(await stopBefore(reader, machineId, intervals[0]!, categories)),
    ...intervals,
    ...(await stopAfter(reader, machineId, intervals.at(-1)!, categories)),
  ];
}
