import { Temporal } from "temporal-polyfill";

/** Offset of a zone from UTC at an instant, milliseconds: +3,600,000 for Berlin in winter. */
export const zoneOffsetMs = (at: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
