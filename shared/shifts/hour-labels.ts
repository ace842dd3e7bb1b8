import { Temporal } from "temporal-polyfill";
import type { Span } from "#shared/kernel/span.ts";

/** One hour of the plant's clock, or the part of it inside the span asked for. */
export interface HourRow extends Span {
  /** `14`; the hour that comes twice when summer time ends is `02A` and `02B`. */
  readonly label: string;
}

/**
 * Cuts a span into the hours of the plant's clock: gapless, each with its label. The hour that the clocks skip has no
 * row. Zones with offsets of half an hour and changes by half an hour are cut where their clock says so.
 */
export function hourRows(span: Span, zone: string): HourRow[] {
  const rows: HourRow[] = [];
  for (let at = span.start; at < span.end; at = rows.at(-1)!.end) {
    const clock = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const end = Math.min(span.end, hourEnd(clock));
    rows.push({
      start: at,
      end,
      label: labelOf(Temporal.Instant.fromEpochMilliseconds(end - 1), zone),
    });
  }
  return rows;
}

/** The next full hour on the clock, or the moment the clocks change if that comes first. */
function hourEnd(clock: Temporal.ZonedDateTime): number {
  const intoHour = clock.minute * 60_000 + clock.second * 1_000 + clock.millisecond;
  const full = clock.epochMilliseconds - intoHour + 3_600_000;
  const change = clock.getTimeZoneTransition("next")?.epochMilliseconds ?? Infinity;
  return Math.min(full, change);
}

function labelOf(at: Temporal.Instant, zone: string): string {
  const clock = at.toZonedDateTimeISO(zone);
  const hour = String(clock.hour).padStart(2, "0");
  const wall = clock.toPlainDateTime();
  const first = wall.toZonedDateTime(zone, { disambiguation: "earlier" }).epochMilliseconds;
  const second = wall.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
  if (first === second) return hour;
  return at.epochMilliseconds === first ? `${hour}A` : `${hour}B`;
}
