import type { Database } from "better-sqlite3";

/** How long raw samples are kept unless the plant says otherwise. States, pieces and gaps are kept for ever. */
export const defaultRetentionDays = 14;

const dayMs = 86_400_000;

/**
 * Drops raw samples older than the retention, the oldest first and at most `limit` chunks, so that what remains is
 * always one stretch up to now without a hole of our making. Returns how many chunks went.
 */
export function dropOldSamples(
  raw: Database,
  now: number,
  retentionDays = defaultRetentionDays,
  limit = 200,
): number {
  return raw
    .prepare<[number, number]>(
      `delete from historian.sample_chunk where id in (
         select id from historian.sample_chunk where ends_at < ? order by ends_at limit ?)`,
    )
    .run(now - retentionDays * dayMs, limit).changes;
}
