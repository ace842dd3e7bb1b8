import type { ConnectionRow } from "#shared/connections/connection-rows.ts";

/** What of a connection that works needs a person's eye before it becomes a loss. */
export type ConnectionWarning =
  | "clock_off"
  | "certificate_expired"
  | "certificate_soon"
  | "readings_lost"
  | "bad_tags"
  | "no_tags";

/** A clock this far from ours is told (milliseconds): times of states and pieces would be wrong by it. */
const clockLimitMs = 2_000;
/** So long before a certificate ends a person is told: renewing takes a visit to the server. */
const certificateNoticeMs = 60 * 86_400_000;

/** Warnings of a connection at an instant, the most urgent first. */
export function connectionWarnings(
  row: Pick<
    ConnectionRow,
    | "clockOffsetMs"
    | "certificateValidTo"
    | "lostCount"
    | "overflowCount"
    | "badTagCount"
    | "tagCount"
    | "link"
  >,
  now: number,
): readonly ConnectionWarning[] {
  const left = row.certificateValidTo === null ? null : row.certificateValidTo - now;
  const found: readonly (readonly [ConnectionWarning, boolean])[] = [
    ["certificate_expired", left !== null && left <= 0],
    ["clock_off", row.clockOffsetMs !== null && Math.abs(row.clockOffsetMs) > clockLimitMs],
    ["bad_tags", row.link === "live" && row.badTagCount > 0],
    ["readings_lost", row.lostCount + row.overflowCount > 0],
    ["certificate_soon", left !== null && left > 0 && left < certificateNoticeMs],
    ["no_tags", row.link === "live" && row.tagCount === 0],
  ];
  return found.filter(([, holds]) => holds).map(([warning]) => warning);
}
