import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { RunSpan, StateInterval } from "#shared/oee/time-model.ts";
import type { HeldClass } from "#shared/rules/plan-filings.ts";
import { standingStops, type StandingStop } from "#shared/rules/standing-stop.ts";
import type { Reader } from "../../database/reader.ts";
import { loadRuns } from "../oee/run-rows.ts";

/** What rules look at in a stretch of a machine's time. */
export interface MeasuredStops {
  /** The stretch widened to the whole stops at its edges. */
  readonly within: Span;
  /** As the machine told them, without what anybody said. */
  readonly intervals: readonly StateInterval[];
  readonly stops: readonly StandingStop[];
  readonly held: readonly HeldClass[];
}

const ended = ["running", "unknown"] as const;

/** Where the standstill at an instant began; the instant itself when the machine did not stand. */
async function standingSince(reader: Reader, machineId: MachineId, at: number): Promise<number> {
  const before = await reader
    .selectFrom("machine_interval")
    .select(["starts_at", "ends_at"])
    .where("machine_id", "=", machineId)
    .where("starts_at", "<=", at)
    .where("state", "in", ended)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (before === undefined) {
    const first = await reader
      .selectFrom("machine_interval")
      .select((build) => build.fn.min("starts_at").as("at"))
      .where("machine_id", "=", machineId)
      .executeTakeFirst();
    return Math.min(at, first?.at ?? at);
  }
  return Math.min(at, before.ends_at ?? at);
}

/** Where the standstill at an instant ends; Infinity while it stands. */
async function standingUntil(reader: Reader, machineId: MachineId, at: number): Promise<number> {
  const next = await reader
    .selectFrom("machine_interval")
    .select("starts_at")
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", at)
    .where("state", "in", ended)
    .orderBy("starts_at")
    .limit(1)
    .executeTakeFirst();
  return next?.starts_at ?? Infinity;
}

const loadMeasured = (reader: Reader, machineId: MachineId, { start, end }: Span) =>
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
    .where("machine_id", "=", machineId)
    .where("starts_at", ">=", start)
    .where("starts_at", "<", end)
    .orderBy("starts_at")
    .execute();

/** Classes that hold now and touch a span, sorted. One without an end of its own ends with its standstill. */
async function heldClasses(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  intervals: readonly StateInterval[],
): Promise<HeldClass[]> {
  const select = reader
    .selectFrom("stop_class")
    .select([
      "id",
      "starts_at as start",
      "ends_at as end",
      "reason_id as reasonId",
      "origin",
      "rule_id as ruleId",
    ])
    .where("machine_id", "=", machineId)
    .where("superseded_at", "is", null);
  // One that began before and has no end of its own ended with its standstill, which is not among these.
  const before = await select
    .where("starts_at", "<", span.start)
    .where("ends_at", ">", span.start)
    .execute();
  const within = await select
    .where("starts_at", ">=", span.start)
    .where("starts_at", "<", span.end)
    .orderBy("starts_at")
    .execute();
  const endOfStanding = (at: number): number =>
    intervals.find((interval) => interval.start > at && isEnd(interval))?.start ?? Infinity;
  return [...before, ...within].map((said) => ({
    ...said,
    end: said.end ?? endOfStanding(said.start),
  }));
}

const isEnd = ({ state }: StateInterval): boolean => state === "running" || state === "unknown";

/**
 * The standstills that touch a span, each whole, with what people and rules said of them.
 * @param now instant up to which facts are known
 * @param runs of the time, when the caller has them
 */
export async function measuredStops(
  reader: Reader,
  machineId: MachineId,
  span: Span,
  now: number,
  runs?: readonly RunSpan[],
): Promise<MeasuredStops> {
  const within = {
    start: await standingSince(reader, machineId, span.start),
    end: await standingUntil(reader, machineId, span.end),
  };
  const intervals = await loadMeasured(reader, machineId, within);
  const made = runs ?? (await loadRuns(reader, machineId, within));
  return {
    within,
    intervals,
    stops: standingStops(machineId, intervals, made, now),
    held: await heldClasses(reader, machineId, within, intervals),
  };
}
