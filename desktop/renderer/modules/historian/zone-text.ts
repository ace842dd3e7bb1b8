import { Temporal } from "temporal-polyfill";

/** An instant as a field of date and time takes it, in the plant's zone: `2026-03-02T06:00`. */
export const fieldText = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });

/** The instant of such a text; null while it is not complete. */
export function instantOfField(text: string, zone: string): number | null {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null;
  }
}
