import { Temporal } from "temporal-polyfill";

/** Ideal cycles are integer microseconds; people type seconds. */
const microsPerSecond = 1_000_000;
const longestUs = 86_400_000_000;

/** What is wrong with a typed cycle time; the key of its words. */
export type CycleTextIssue = "empty" | "noNumber" | "tooFine" | "notPositive" | "tooLong";

export type CycleReading =
  | { readonly ok: true; readonly cycleUs: number }
  | { readonly ok: false; readonly issue: CycleTextIssue };

/**
 * Seconds as typed (`0.75`, `0,75`, up to six decimals) as integer microseconds. Read digit by digit: a float would
 * turn 0.000003 s into 3 or into 2 µs by luck.
 */
export function readCycleSeconds(text: string): CycleReading {
  const typed = text.trim();
  if (typed === "") return { ok: false, issue: "empty" };
  const match = /^(\d{1,6})(?:[.,](\d*))?$/.exec(typed) ?? /^()[.,](\d+)$/.exec(typed);
  if (match === null) return { ok: false, issue: "noNumber" };
  const decimals = (match[2] ?? "").replace(/0+$/, "");
  if (decimals.length > 6) return { ok: false, issue: "tooFine" };
  const cycleUs = Number(match[1] || 0) * microsPerSecond + Number(decimals.padEnd(6, "0"));
  if (cycleUs < 1) return { ok: false, issue: "notPositive" };
  return cycleUs > longestUs ? { ok: false, issue: "tooLong" } : { ok: true, cycleUs };
}

/** Microseconds as seconds with the language's decimal sign and no digit lost. */
export function cycleSecondsText(cycleUs: number, decimalSign: "." | ","): string {
  const seconds = Math.floor(cycleUs / microsPerSecond);
  const decimals = String(cycleUs % microsPerSecond)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return decimals === "" ? String(seconds) : `${seconds}${decimalSign}${decimals}`;
}

/** Pieces per minute at the ideal cycle. */
export const idealPerMinute = (cycleUs: number, cavities: number): number =>
  (60 * microsPerSecond * cavities) / cycleUs;

/** A wall-clock time of the plant (`YYYY-MM-DD HH:mm:ss`, as date pickers give it) as UTC milliseconds. */
export function instantOfWallClock(text: string, zone: string): number | null {
  try {
    return Temporal.PlainDateTime.from(text.trim().replace(" ", "T")).toZonedDateTime(zone)
      .epochMilliseconds;
  } catch {
    return null;
  }
}

/** An instant as the wall clock of the plant shows it, cut to the minute: `YYYY-MM-DD HH:mm:ss`. */
export const wallClockOf = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .round({ smallestUnit: "minute", roundingMode: "floor" })
    .toString({ smallestUnit: "second" })
    .replace("T", " ");
