/** Time limits of the Modbus driver in milliseconds. Plants run with the defaults; tests shorten some. */
export interface ModbusTiming {
  readonly connectLimitMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** Nothing answered for this long on an open port: it is closed and opened again. */
  readonly reopenMs: number;
  /** The longest rest of a unit that does not answer while others do. */
  readonly longestRestMs: number;
  /** A line on which nothing is due this long is asked all the same, so that a dead one is noticed. */
  readonly keepAliveMs: number;
  /** What a unit refuses is asked again this often. */
  readonly refusedMs: number;
  /** An unchanged value is told again this often, so that a value can be told from silence. */
  readonly heartbeatMs: number;
}

export const defaultTiming: ModbusTiming = {
  connectLimitMs: 5_000,
  firstRetryMs: 250,
  longestRetryMs: 2_000,
  reopenMs: 10_000,
  longestRestMs: 30_000,
  keepAliveMs: 5_000,
  refusedMs: 5_000,
  heartbeatMs: 10_000,
};

/** Pause before the next attempt: doubled from the first to the longest. `failures` counts from 1. */
export function retryDelay(failures: number, timing: ModbusTiming): number {
  return Math.min(timing.firstRetryMs * 2 ** Math.min(failures - 1, 20), timing.longestRetryMs);
}

/**
 * How long a unit that does not answer is left alone: doubled each time, at least four time-outs, so that it takes a fifth of
 * the line at most. While no unit answers there is nobody to take it from.
 */
export function restOf(
  failures: number,
  timeoutMs: number,
  othersAnswer: boolean,
  timing: ModbusTiming,
): number {
  const rest = retryDelay(failures, { ...timing, longestRetryMs: timing.longestRestMs });
  return othersAnswer ? Math.max(rest, 4 * timeoutMs) : Math.min(rest, timing.longestRetryMs);
}
