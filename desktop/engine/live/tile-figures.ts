import { minuteMs, minuteOf } from "#shared/kernel/instant.ts";
import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { kpisOf } from "#shared/oee/kpis.ts";
import { sumUp } from "#shared/oee/oee-sums.ts";
import { piecesDue } from "#shared/oee/pace.ts";
import { noFigure } from "#shared/oee/ratio.ts";
import { timeAndPieces } from "#shared/oee/time-and-pieces.ts";
import type { Reader } from "../database/reader.ts";
import { loadOeeInput } from "../modules/oee/load-oee-input.ts";
import type { MachineSetting } from "../modules/oee/machine-setting.ts";
import { loadCounts } from "../modules/oee/run-rows.ts";
import { shownShift } from "./shown-shift.ts";

/** The part of a tile that is computed from a shift. */
export type TileFigures = Pick<
  BoardTile,
  | "shift"
  | "availability"
  | "effectiveness"
  | "quality"
  | "oee"
  | "coverage"
  | "knownBy"
  | "flags"
  | "total"
  | "good"
  | "reject"
  | "due"
  | "ratePerMinute"
>;

const rateMinutes = 10;

export const noFigures: TileFigures = {
  shift: null,
  availability: noFigure("not_scheduled"),
  effectiveness: noFigure("not_scheduled"),
  quality: noFigure("not_scheduled"),
  oee: noFigure("not_scheduled"),
  coverage: null,
  knownBy: null,
  flags: [],
  total: 0,
  good: 0,
  reject: 0,
  due: null,
  ratePerMinute: null,
};

/** Good pieces per minute over the last ten whole minutes. */
async function ratePerMinute(
  reader: Reader,
  setting: MachineSetting,
  now: number,
): Promise<number> {
  const end = minuteOf(now);
  const start = end - rateMinutes * minuteMs;
  const counts = await loadCounts(reader, setting.machineId, { start, end });
  return counts.reduce((sum, count) => sum + count.total - count.reject, 0) / rateMinutes;
}

/** The figures of the shift that runs, or of the last one; facts are known up to `now`. */
export async function tileFigures(
  reader: Reader,
  setting: MachineSetting,
  now: number,
): Promise<TileFigures> {
  const shift = await shownShift(reader, setting, now);
  if (shift === null) return noFigures;
  const span = { start: shift.start, end: shift.end };
  const parts = timeAndPieces(await loadOeeInput(reader, setting, span, now));
  const sums = sumUp(parts);
  const { figures, coverage, flags } = kpisOf(sums, setting.policy);
  return {
    shift: { id: shift.id, name: shift.name, ...span },
    availability: figures.availability,
    effectiveness: figures.effectiveness,
    quality: figures.quality,
    oee: figures.oee,
    coverage,
    knownBy: coverage === null ? null : { ...sums.knownBy },
    flags: [...flags],
    total: sums.pieces.total,
    good: sums.pieces.total - sums.pieces.reject,
    reject: sums.pieces.reject,
    due: piecesDue(parts.spans, setting.cycles, setting.policy.targetOee),
    ratePerMinute: await ratePerMinute(reader, setting, now),
  };
}
