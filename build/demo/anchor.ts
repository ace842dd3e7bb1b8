import { Temporal } from "temporal-polyfill";

/** Where the demo plant stands. */
export const demoZone = "Europe/Berlin";

/** Days of history the demo brings along; a day more is kept free before it. */
export const historyDays = 14;

/**
 * The instant at which the simulated plant was switched on: New Year, local midnight, of the year 15 days ago. It must
 * not move from day to day, else the counters of a plant started today would not go on from those recorded yesterday.
 */
export function anchorFor(now: number): number {
  const earliest = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(demoZone)
    .subtract({ days: historyDays + 1 });
  return Temporal.PlainDate.from({ year: earliest.year, month: 1, day: 1 }).toZonedDateTime(
    demoZone,
  ).epochMilliseconds;
}
