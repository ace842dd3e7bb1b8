import { Temporal } from "temporal-polyfill";

/** `2026-11-22 06:00:00` by the plant's clock. */
export const zonedText = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "second" })
    .replace("T", " ");

/** The instant of a local time of the plant, `moreDays` later; null when the text is none. Twice-told hours mean the first. */
export function zonedInstant(text: string, zone: string, moreDays = 0): number | null {
  try {
    return Temporal.PlainDateTime.from(text)
      .add({ days: moreDays })
      .toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
  } catch {
    return null;
  }
}
