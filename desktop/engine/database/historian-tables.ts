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
    -- The tail: batches as they were committed, until their samples are in blocks. is_merged is of the first version
    -- and means nothing any more.
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
    drop index if exists historian.sample_chunk_small_ix;
    -- Rowid tables on purpose: blobs of about a kilobyte in a WITHOUT ROWID table spill onto overflow pages. The bytes
    -- come last, so that a header is read without them.
    create table if not exists historian.sample_block (
      id integer primary key,
      tag integer not null,
      t0 integer not null,
      t1 integer not null,
      count integer not null,
      doubtful integer not null,
      resolution_ms integer not null,
      is_reducible integer not null check (is_reducible in (0, 1)),
      min real,
      max real,
      first real,
      last real,
      bytes blob not null
    ) strict;
    create unique index if not exists historian.sample_block_tag_ix on sample_block (tag, t0);
    create index if not exists historian.sample_block_age_ix on sample_block (is_reducible, t0);
    -- What blocks of each UTC day of their beginning hold; kept up with every write.
    create table if not exists historian.sample_day (
      day integer primary key,
      samples integer not null,
      bytes integer not null
    ) strict;
    -- What was given up: one row per tag and cause, since the oldest always goes first.
    create table if not exists historian.sample_loss (
      id integer primary key,
      tag integer not null,
      cause text not null check (cause in ('down_sampled', 'dropped', 'retention')),
      starts_at integer not null,
      ends_at integer not null,
      recorded_at integer not null,
      unique (tag, cause)
    ) strict;
  `);
  const columns = raw
    .prepare<[], string>("select name from pragma_table_info('sample_tag', 'historian')")
    .pluck()
    .all();
  if (!columns.includes("packed_through"))
    raw.exec(`
      -- The tail's rows up to this one have no sample of the tag that is not in a block.
      alter table historian.sample_tag add column packed_through integer not null default 0;
      -- No block of the tag reaches over more milliseconds.
      alter table historian.sample_tag add column longest_ms integer not null default 0;
    `);
}
