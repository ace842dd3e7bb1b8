import { Temporal } from "temporal-polyfill";
import { z } from "zod";

function isZone(text: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return text.includes("/") || text === "UTC";
  } catch {
    return false;
  }
}

/** An IANA time zone name such as `Europe/Berlin`; offsets are refused because they know no summer time. */
export const zone = z
  .string()
  .refine(isZone, { error: "must be an IANA time zone, e.g. Europe/Berlin" });
