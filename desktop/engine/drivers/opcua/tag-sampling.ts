import type { DeadbandKind } from "#shared/connections/tag.ts";
import type { DriverTag } from "../driver.ts";

/** Small changes that are not wanted; `width` in the unit of the tag, or in percent of its range. */
export interface Deadband {
  readonly kind: DeadbandKind;
  readonly width: number;
}

/** How one tag is asked for. Milliseconds; a sampling interval of 0 means every change. */
export interface TagSampling {
  readonly samplingMs: number;
  readonly queueSize: number;
  readonly deadband: Deadband | null;
}

/** What can change at once is taken to change this often, for the length of its queue. */
const assumedChangeMs = 100;
const analogSamplingMs = 1_000;
/** A queue of 1 loses silently: no overflow bit is set. */
const shortestQueue = 10;
/** Beyond this a server runs out of memory before it runs out of queue. */
const longestQueue = 10_000;

/**
 * States, counters, alarms and texts: every change. Analog values: one a second with the deadband of the tag. The tag's
 * own interval goes before both. The queue holds what changes while the network is out for `bridgeSeconds`.
 */
export function samplingOf(tag: DriverTag, bridgeSeconds: number): TagSampling {
  const isAnalog = tag.class === "analog";
  const samplingMs = tag.samplingMs ?? (isAnalog ? analogSamplingMs : 0);
  const changesEveryMs = samplingMs > 0 ? samplingMs : assumedChangeMs;
  const needed = Math.ceil((bridgeSeconds * 1_000) / changesEveryMs);
  const hasDeadband = isAnalog && tag.deadband !== null && tag.deadband > 0;
  return {
    samplingMs,
    queueSize: Math.min(Math.max(needed, shortestQueue), longestQueue),
    deadband: hasDeadband ? { kind: tag.deadbandKind ?? "absolute", width: tag.deadband! } : null,
  };
}
