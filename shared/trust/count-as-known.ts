import { minuteMs } from "../kernel/instant.ts";

/** Pieces of one minute as they are stored: the newest word, and what was said on time. */
export interface CountVersion {
  readonly minute: number;
  readonly total: number;
  readonly reject: number;
  readonly recorded_at: number;
  /** When the first pieces came after the minute was over; null = none did. */
  readonly late_at: number | null;
  /** Null = on time there was no such row. */
  readonly on_time_total: number | null;
  readonly on_time_reject: number | null;
}

/**
 * The pieces of a minute as they were known at an instant; null when they were not. The minute in which `knownAt` lies is told
 * as it stood at its end: within a minute no versions are kept.
 *
 * @param version the row, or the first before-image recorded after `knownAt` where there is one
 */
export function countAsKnown<Version extends CountVersion>(
  version: Version,
  knownAt: number,
): Version | null {
  if (version.minute > knownAt) return null;
  if (version.late_at === null || version.late_at <= knownAt) return version;
  if (version.on_time_total === null) return null;
  return {
    ...version,
    total: version.on_time_total,
    reject: version.on_time_reject ?? 0,
    recorded_at: Math.min(knownAt, version.minute + minuteMs),
    late_at: null,
    on_time_total: null,
    on_time_reject: null,
  };
}
