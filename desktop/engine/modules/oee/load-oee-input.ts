import { z } from "zod";
import { instant, minuteMs, minuteOf } from "#shared/kernel/instant.ts";
import type { MachineId } from "#shared/kernel/id.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { CountFact, OeeInput, RunSpan, ShiftSpan } from "#shared/oee/time-model.ts";
import type { Reader } from "../../database/reader.ts";
import { withDowntime } from "../shifts/downtime.store.ts";
import { loadWholeStops, stopReach } from "./interval-rows.ts";
import type { MachineSetting } from "./machine-setting.ts";

const storedBreaks = z.array(z.object({ name: z.string(), start: instant, end: instant }));

/** No shift is longer, so that one index range finds all that reach into a span. */
const longestShiftMs = 2 * 86_400_000;

/** The one shift of a machine without a pattern: every hour is planned. */
export const roundTheClock = "round-the-clock";

/** The shifts of a machine that overlap a span, in order, as stored. */
export async function loadShifts(
  reader: Reader,
  patternId: string | null,
  span: Span,
): Promise<ShiftSpan[]> {
  if (patternId === null) {
    return [
      { id: roundTheClock, code: "24H", name: "24 h", businessDate: "", ...span, breaks: [] },
    ];
  }
  const rows = await reader
    .selectFrom("shift_instance")
    .selectAll()
    .where("pattern_id", "=", patternId as never)
    .where("starts_at", ">", span.start - longestShiftMs)
    .where("starts_at", "<", span.end)
    .where("ends_at", ">", span.start)
    .orderBy("starts_at")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    businessDate: row.business_date,
    start: row.starts_at,
    end: row.ends_at,
    breaks: storedBreaks.parse(JSON.parse(row.breaks)),
  }));
}

/** The runs of a machine that overlap a span, in order. */
export async function loadRuns(
  reader: Reader,
  machineId: MachineId,
  span: Span,
): Promise<RunSpan[]> {
  const select = reader
    .selectFrom("machine_run")
    .select([
      "id",
      "starts_at as start",
      "ends_at as end",
      "product_id as productId",
      "order_no as orderNo",
    ])
    .where("machine_id", "=", machineId);
  const within = await select
    .where("starts_at", ">", span.start)
    .where("starts_at", "<", span.end)
    .orderBy("starts_at")
    .execute();
  const covering = await select
    .where("starts_at", "<=", span.start)
    .orderBy("starts_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const reaches = covering !== undefined && (covering.end === null || covering.end > span.start);
  return reaches ? [covering, ...within] : within;
}

/** The pieces of the minutes that touch a span, those under suspicion left out. */
export async function loadCounts(
  reader: Reader,
  machineId: MachineId,
  span: Span,
): Promise<CountFact[]> {
  const rows = await reader
    .selectFrom("machine_count")
    .select(["minute", "product_key", "provenance", "total", "reject"])
    .where("machine_id", "=", machineId)
    .where("minute", ">", span.start - minuteMs)
    .where("minute", "<", span.end)
    .where("suspect", "=", "")
    .orderBy("minute")
    .execute();
  return rows.map(({ minute, product_key, provenance, total, reject }) => ({
    start: minute,
    end: minute + minuteMs,
    productId: product_key === "" ? null : product_key,
    provenance,
    total,
    reject,
  }));
}

/** The span widened to whole minutes: a minute of counts that crosses an edge is booked by all of its time. */
const wholeMinutes = ({ start, end }: Span): Span => ({
  start: minuteOf(start),
  end: minuteOf(end - 1) + minuteMs,
});

/**
 * Everything that decides the figures of one machine over one span, and no more: rows inside it, the whole stops at
 * its edges and the shifts these touch. Only index ranges are read, so an hour costs the same in any length of history.
 *
 * @param now instant up to which facts are known
 */
export async function loadOeeInput(
  reader: Reader,
  setting: MachineSetting,
  span: Span,
  now: number,
): Promise<OeeInput> {
  const { machineId, patternId, cycles, reasonCategories, policy } = setting;
  const reach = wholeMinutes(span);
  const intervals = await loadWholeStops(reader, machineId, reach, stopReach(setting));
  const judged = {
    start: Math.min(reach.start, intervals[0]?.start ?? reach.start),
    end: Math.max(reach.end, intervals.at(-1)?.end ?? reach.end),
  };
  return {
    span,
    now,
    intervals,
    shifts: await withDowntime(reader, machineId, await loadShifts(reader, patternId, judged)),
    runs: await loadRuns(reader, machineId, reach),
    counts: await loadCounts(reader, machineId, span),
    cycles,
    reasonCategories,
    policy,
  };
}
