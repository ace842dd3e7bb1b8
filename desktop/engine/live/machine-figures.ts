import { hourMs, minuteMs } from "#shared/kernel/instant.ts";
import type { BoardTile, StateSpan } from "#shared/machines/machines.contract.ts";
import { classifyTime } from "#shared/oee/classify-time.ts";
import { kpisOf } from "#shared/oee/kpis.ts";
import { sumsOf } from "#shared/oee/oee-sums.ts";
import { piecesDue } from "#shared/oee/pace.ts";
import type { Reader } from "../database/reader.ts";
import { loadIntervals } from "../modules/oee/interval-rows.ts";
import { loadCounts, loadOeeInput } from "../modules/oee/load-oee-input.ts";
import type { MachineSetting } from "../modules/oee/machine-setting.ts";
import { boardShift } from "./board-shift.ts";

const stripMs = 8 * hourMs;
const rateWindowMinutes = 10;

/** The part of a tile that is computed from the shift's facts. */
export type MachineFigures = Pick<
  BoardTile,
  | "shift"
  | "availability"
  | "effectiveness"
  | "quality"
  | "oee"
  | "coverage"
  | "flags"
  | "total"
  | "good"
  | "reject"
  | "due"
  | "ratePerMinute"
  | "strip"
>;

async function strip(reader: Reader, setting: MachineSetting, now: number): Promise<StateSpan[]> {
  const window = { start: now - stripMs, end: now };
  const intervals = await loadIntervals(reader, setting.machineId, window);
  return intervals.map(({ start, end, state, cause, provenance }) => ({
    start: Math.max(start, window.start),
    end: Math.min(end ?? now, window.end),
    state,
    cause,
    provenance,
  }));
}

/** Good pieces per minute over the last ten whole minutes; null when nothing at all was counted in them. */
async function rate(reader: Reader, setting: MachineSetting, now: number): Promise<number | null> {
  const end = Math.floor(now / minuteMs) * minuteMs;
  const span = { start: end - rateWindowMinutes * minuteMs, end };
  const counts = (await loadCounts(reader, setting.machineId, span)).filter(
    (count) => count.start >= span.start,
  );
  if (counts.length === 0) return null;
  return counts.reduce((sum, { total, reject }) => sum + total - reject, 0) / rateWindowMinutes;
}

/**
 * Figures of the shift that runs at `now`, or of the last one when none does.
 * @param now instant up to which facts are known
 */
export async function machineFigures(
  reader: Reader,
  setting: MachineSetting,
  now: number,
): Promise<MachineFigures> {
  const shift = await boardShift(reader, setting, now);
  const span = shift ? { start: shift.start, end: shift.end } : { start: now - 1, end: now };
  const input = await loadOeeInput(reader, setting, span, now);
  const sums = sumsOf(input);
  const { figures, coverage, flags } = kpisOf(sums, setting.policy);
  return {
    shift: shift && { id: shift.id, name: shift.name, start: shift.start, end: shift.end },
    availability: figures.availability,
    effectiveness: figures.effectiveness,
    quality: figures.quality,
    oee: figures.oee,
    coverage,
    flags: [...flags],
    total: sums.pieces.total,
    good: sums.pieces.total - sums.pieces.reject,
    reject: sums.pieces.reject,
    due: piecesDue(classifyTime(input), setting.cycles, setting.policy.targetOee),
    ratePerMinute: await rate(reader, setting, now),
    strip: await strip(reader, setting, now),
  };
}
