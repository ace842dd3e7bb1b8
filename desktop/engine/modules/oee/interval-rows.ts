import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import { kindOf } from "#shared/oee/interval-kind.ts";
import type { StateInterval } from "#shared/oee/time-model.ts";
import type { ReasonCategory } from "#shared/stops/reason-category.ts";
import { layClasses } from "#shared/stops/stop-class.ts";
import type { Reader } from "../../database/reader.ts";
import { loadClasses } from "../stops/stop-class.store.ts";
import type { MachineSetting } from "./machine-setting.ts";

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

/** What decides how far a stop reaches. */
export interface StopReach {
  readonly categories: Categories;
  /** A run between two standstills that is shorter does not end the stop. */
  readonly minimumRunMs: number;
}

export const stopReach = ({ reasonCategories, policy }: MachineSetting): StopReach => ({
  categories: reasonCategories,
  minimumRunMs: policy.minimumRunMs,
});

/** Follows a stop from interval to interval until something ends it; runs too short to end it are walked over. */
class StopWalk {
  readonly #reach: StopReach;
  /** Intervals of the stop beyond the first, in the order they were met. */
  readonly chain: StateInterval[] = [];
  #passed: StateInterval[] = [];
  #passedMs = 0;

  constructor(first: StateInterval, reach: StopReach) {
    this.#reach = reach;
    if (first.state === "running") this.#passedMs = lengthOf(first);
  }

  /** Whether the stop may reach on from an interval. */
  mayReachOn(from: StateInterval): boolean {
    return (
      standsStill(from, this.#reach.categories) ||
      (from.state === "running" && this.#passedMs < this.#reach.minimumRunMs)
    );
  }

  /** Takes the next interval; false = it ends the stop. */
  take(next: StateInterval): boolean {
    if (standsStill(next, this.#reach.categories)) {
      this.chain.push(...this.#passed, next);
      this.#passed = [];
      this.#passedMs = 0;
      return true;
    }
    if (next.state !== "running") return false;
    this.#passed.push(next);
    this.#passedMs += lengthOf(next);
    return this.#passedMs < this.#reach.minimumRunMs;
  }
}

const lengthOf = ({ start, end }: StateInterval): number => (end ?? Infinity) - start;

async function stopBefore(
  reader: Reader,
  machineId: MachineId,
  first: StateInterval,
  reach: StopReach,
): Promise<StateInterval[]> {
  const walk = new StopWalk(first, reach);
  for (let edge = first; walk.mayReachOn(edge);) {
    const rows: StateInterval[] = await selectIntervals(reader, machineId)
      .where("starts_at", "<", edge.start)
      .orderBy("starts_at", "desc")
      .limit(stride)
      .execute();
    for (const row of (await classified(reader, machineId, rows.toReversed())).toReversed()) {
      if (row.end !== edge.start || !walk.take(row)) return walk.chain.toReversed();
      edge = row;
    }
    if (rows.length < stride) break;
  }
  return walk.chain.toReversed();
}

async function stopAfter(
  reader: Reader,
  machineId: MachineId,
  last: StateInterval,
  reach: StopReach,
): Promise<StateInterval[]> {
  const walk = new StopWalk(last, reach);
  for (let edge = last; walk.mayReachOn(edge);) {
    const rows: StateInterval[] = await selectIntervals(reader, machineId)
      .where("starts_at", ">", edge.start)
      .orderBy("starts_at")
      .limit(stride)
      .execute();
    for (const row of await classified(reader, machineId, rows)) {
      if (edge.end !== row.start || !walk.take(row)) return walk.chain;
      edge = row;
    }
    if (rows.length < stride) break;
  }
  return walk.chain;
}

/**
 * The intervals that overlap a span, together with the rest of the stops that cross its edges, so that a stop is
 * always judged by its whole length.
 */
export async function loadWholeStops(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  reach: StopReach,
): Promise<StateInterval[]> {
  const intervals = await loadIntervals(reader, machineId, span);
  if (intervals.length === 0) return [];
  return [
    ...(await stopBefore(reader, machineId, intervals[0]!, reach)),
    ...intervals,
    ...(await stopAfter(reader, machineId, intervals.at(-1)!, reach)),
  ];
}
