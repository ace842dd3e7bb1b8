import type { BoardTile } from "#shared/machines/machines.contract.ts";
import { stateMarks, markOf, type MarkCode, type StateMark } from "#shared/ui/theme/state-marks.ts";

/** The rate of the last ten minutes tells the running speed only after ten minutes without a stop. */
const rateWindowMs = 600_000;

/**
 * What the tile shows at `now`. Slow: ran through the whole rate window and still made less than the target needs, so
 * that even running on without a stop would not reach it. A stop is minor while it is shorter than the plant's limit.
 */
export function markOfTile(tile: BoardTile, now: number, minorStopMs: number): StateMark {
  const forMs = tile.since === null ? 0 : now - tile.since;
  return markOf(tile.state, {
    link: tile.link,
    isSlow: tile.state === "running" && forMs >= rateWindowMs && isBelowTargetRate(tile, now),
    isMinor: tile.state === "stopped" && tile.since !== null && forMs < minorStopMs,
  });
}

function isBelowTargetRate(tile: BoardTile, now: number): boolean {
  if (tile.shift === null || tile.due === null || tile.ratePerMinute === null) return false;
  const elapsedMinutes = (Math.min(now, tile.shift.end) - tile.shift.start) / 60_000;
  // Breaks so far make the needed rate look smaller, never greater: no false alarm comes from them.
  return elapsedMinutes > 0 && tile.ratePerMinute < tile.due / elapsedMinutes;
}

/** A breakdown first, then what hides something, then lost time, then losses of speed, then all that is well. */
const marksWorstFirst = [
  "down",
  "unknown",
  "external",
  "stopped",
  "minor",
  "slow",
  "setup",
  "maintenance",
  "running",
  "idle",
  "planned",
] as const satisfies readonly MarkCode[];

/** 0 is worst. */
export const markRank = (code: MarkCode): number => marksWorstFirst.indexOf(code);

/** Every mark, worst first. */
export const marksInOrder: readonly StateMark[] = marksWorstFirst.map((code) => stateMarks[code]);
