import { z } from "zod";
import { instant, minuteMs, minuteOf } from "#shared/kernel/instant.ts";
import type { Span } from "#shared/kernel/span.ts";
import type { OeeInput, ShiftSpan } from "#shared/oee/time-model.ts";
import { longestShiftMs } from "#shared/shifts/longest-shift.ts";
import type { Reader } from "../../database/reader.ts";
import { withDowntime } from "../shifts/downtime.store.ts";
import { loadWholeStops, stopReach } from "./interval-rows.ts";
import type { MachineSetting } from "./machine-setting.ts";
import { loadCounts, loadRuns } from "./run-rows.ts";

const storedBreaks = z.array(z.object({ name: z.string(), start: instant, end: instant }));

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

/** The span widened to whole minutes: a minute of counts that crosses an edge is booked by all of its time. */
const wholeMinutes = ({ start, end }: Span): Span => ({
  start: minuteOf(start),
  end: minuteOf(end - 1) + minuteMs,
});

/** What decides the class of every instant of a machine and span: as `loadOeeInput`, without any piece. */
export async function loadTimeInput(
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
    counts: [],
    cycles,
    reasonCategories,
    policy,
  };
}

/**
 * Everything that decides the figures of one machine over one span, and no more: rows inside it, the whole stops at
 * its edges and the shifts these touch. Only index ranges are read, so an hour costs the same in any length of history.
 *
 * @param now instant up to which facts are known
 */
export const loadOeeInput = async (
  reader: Reader,
  setting: MachineSetting,
  span: Span,
  now: number,
): Promise<OeeInput> => ({
  ...(await loadTimeInput(reader, setting, span, now)),
  counts: await loadCounts(reader, setting.machineId, span),
});
