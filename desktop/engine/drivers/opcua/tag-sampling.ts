import type { DriverTag } from "../driver.ts";

/** How one tag is asked for. Milliseconds; a sampling interval of 0 means every change. */
export interface TagSampling {
  readonly samplingMs: number;
  readonly queueSize: number;
  readonly deadband: number | null;
}

/**
 * States, counters, alarms and texts: every change, and a queue long enough for a cut of a minute at 10 Hz.
 * Analog values: one a second with the deadband of the tag. (A queue of 1 loses silently: no overflow bit is set.)
 */
export function samplingOf(tag: DriverTag): TagSampling {
  switch (tag.class) {
    case "state":
    case "counter":
    case "alarm":
    case "text":
      return { samplingMs: 0, queueSize: 600, deadband: null };
    case "analog":
      return {
        samplingMs: 1_000,
        queueSize: 60,
        deadband: tag.deadband !== null && tag.deadband > 0 ? tag.deadband : null,
      };
    default:
      return tag.class satisfies never;
  }
}
