/** The three clocks of a reading, UTC milliseconds, as in Sample. */
export interface ReadingTimes {
  readonly sourceTime: number | null;
  readonly serverTime: number | null;
  readonly receivedTime: number;
}

/** What is known beside the reading itself. */
export interface TimeContext {
  /** Server clock minus ours (clock-offset.ts), milliseconds; null until estimated. */
  readonly offsetMs: number | null;
  /** The instant chosen for the reading of the same tag before; null = none. */
  readonly previousAt: number | null;
}

/** Why the receive time had to be used. */
export type ReceiveTimeCause =
  | "no_source_time"
  | "far_from_server"
  | "clock_wrong"
  | "ahead"
  | "runs_backwards";

/** The instant a reading counts at, and which clock it came from. `at` is an integer of UTC milliseconds. */
export type ChosenTime =
  | { readonly at: number; readonly used: "source" }
  | { readonly at: number; readonly used: "received"; readonly because: ReceiveTimeCause };

/** A source time further from its own server's time is not a clock that can be corrected (frozen, future). */
export const sourceLimitMs = 5 * 60_000;

/** More than this cannot be the delay or the jitter of a clock that agrees with ours. */
export const clockLimitMs = 2_000;

/**
 * Readings are ordered by the machine's own time as long as that can be trusted: the source time minus the estimated
 * offset of the server, else the time we received it. While no offset is known yet, source and receive time must agree.
 */
export function chooseTime(times: ReadingTimes, context: TimeContext): ChosenTime {
  const { sourceTime, serverTime, receivedTime } = times;
  const received = (because: ReceiveTimeCause): ChosenTime => ({
    at: Math.round(receivedTime),
    used: "received",
    because,
  });
  if (sourceTime === null) return received("no_source_time");
  const reference = serverTime ?? receivedTime + (context.offsetMs ?? 0);
  if (Math.abs(sourceTime - reference) >= sourceLimitMs) return received("far_from_server");
  if (context.offsetMs === null && Math.abs(sourceTime - receivedTime) > clockLimitMs)
    return received("clock_wrong");
  const at = Math.round(sourceTime - (context.offsetMs ?? 0));
  if (at - receivedTime > clockLimitMs) return received("ahead");
  if (context.previousAt !== null && at < context.previousAt) return received("runs_backwards");
  return { at, used: "source" };
}

/**
 * The instant a reading of a server's history counts at: its source time, else its server time, by our clock. Null when it
 * has neither: a receive time says nothing about the past. Never later than it was received.
 */
export function chooseHistoryTime(times: ReadingTimes, offsetMs: number | null): number | null {
  const told = times.sourceTime ?? times.serverTime;
  return told === null ? null : Math.min(Math.round(told - (offsetMs ?? 0)), times.receivedTime);
}
