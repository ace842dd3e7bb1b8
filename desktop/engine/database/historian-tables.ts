import type { Database } from "better-sqlite3";

/**
 * Makes what the file of raw samples lacks. The file may be new beside an old business file: a damaged one is moved
 * away, and the plant goes on without its past samples.
 */
export function createHistorianTables(raw: Database): void {
  raw.exec(`
    create table if not exists historian.sample_tag (
      number integer primary key,
      tag_id text not null unique
    ) strict;
    -- A rowid table on purpose: blobs of about a kilobyte in a WITHOUT ROWID table spill onto overflow pages.
    create table if not exists historian.sample_chunk (
      id integer primary key,
      starts_at integer not null,
      ends_at integer not null,
      first_tag integer not null,
      last_tag integer not null,
      is_merged integer not null check (is_merged in (0, 1)),
      sample_count integer not null,
      bytes blob not null
    ) strict;
    create index if not exists historian.sample_chunk_span_ix on sample_chunk (ends_at, starts_at, first_tag, last_tag);
    create index if not exists historian.sample_chunk_small_ix on sample_chunk (ends_at, starts_at, sample_count) where is_merged = 0;
  `);
}
