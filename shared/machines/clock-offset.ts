import { minuteMs } from "../kernel/instant.ts";
import { clockLimitMs } from "./choose-time.ts";

/** The clock of a server and ours, seen together. UTC milliseconds. */
export interface ClockReading {
  readonly serverTime: number;
  readonly receivedTime: number;
}

/** Readings of one minute are judged together. */
export const clockWindowMs = minuteMs;

/** The window after a further reading: those of the last minute. */
export const withClockReading = (
  window: readonly ClockReading[],
  reading: ClockReading,
): ClockReading[] => [
  ...window.filter((earlier) => reading.receivedTime - earlier.receivedTime < clockWindowMs),
  reading,
];

/** Median of (server − received) over the window in milliseconds; null without readings. The median ignores late packets. */
export function clockOffset(window: readonly ClockReading[]): number | null {
  const offsets = window
    .map((reading) => reading.serverTime - reading.receivedTime)
    .toSorted((a, b) => a - b);
  const middle = Math.floor(offsets.length / 2);
  const upper = offsets[middle];
  if (upper === undefined) return null;
  return offsets.length % 2 === 1
    ? upper
    : Math.round(((offsets[middle - 1] ?? upper) + upper) / 2);
}

/** A clock this far off is shown to people; times are corrected all the same. */
export const isClockWrong = (offsetMs: number | null): boolean =>
  offsetMs !== null && Math.abs(offsetMs) > clockLimitMs;
