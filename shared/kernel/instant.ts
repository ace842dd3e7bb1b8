import { z } from "zod";

/** UTC milliseconds since 1970, integer. 8.64e15 is the range of ECMAScript time values. */
export const instant = z.int().min(-8.64e15).max(8.64e15);

/** A half-open range `[from, to)` of instants as operations take it. */
export const range = z
  .object({ from: instant, to: instant })
  .refine((value) => value.from < value.to, { error: '"from" must be before "to"', path: ["to"] });

/** ISO 8601 text with zone or offset, as configuration files and the command line take it. */
export const isoInstant = z.iso
  .datetime({ offset: true, error: "must be ISO 8601 with zone, e.g. 2026-11-22T06:00:00Z" })
  .transform((text) => Date.parse(text));

export const minuteMs = 60_000;
export const hourMs = 3_600_000;

export const minuteOf = (at: number): number => Math.floor(at / minuteMs) * minuteMs;
