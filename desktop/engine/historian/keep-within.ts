import type { Database } from "better-sqlite3";
import type { HistorianPolicy } from "#shared/historian/historian-policy.ts";
import { GiveUp } from "./give-up.ts";
import { freePages, usedBytes } from "./used-bytes.ts";

const dayMs = 86_400_000;
const megabyte = 1_000_000;

/** Blocks that one transaction drops: some milliseconds. */
const blocksPerPiece = 60;
/** Tags that one piece looks at. */
const tagsPerPiece = 200;
/** Free pages beyond this share of the file go back to the disk, so many at a time. */
const keptFreeShare = 0.1;
const pagesPerPiece = 500;

/** Does one bounded piece of work when called; true = there is more to do. */
export type Piece = () => boolean;

/** Samples older than their class is kept, tag by tag. Tags that are gone keep theirs as long as any class does. */
export function retentionPieces(raw: Database, policy: HistorianPolicy, now: number): Piece {
  const giveUp = new GiveUp(raw);
  const { keepDays } = policy;
  const longest = Math.max(...Object.values(keepDays));
  const tags = raw.prepare<
    [number],
    { readonly number: number; readonly tag_class: keyof typeof keepDays | null }
  >(
    `select stored.number, tag.class as tag_class from historian.sample_tag stored
        left join tag on tag.id = stored.tag_id where stored.number > ? order by stored.number limit ${tagsPerPiece}`,
  );
  let last = 0;
  return () => {
    const piece = tags.all(last);
    let budget = blocksPerPiece;
    for (const { number, tag_class } of piece) {
      const before = now - (tag_class === null ? longest : keepDays[tag_class]) * dayMs;
      // A tag with more than a piece has its turn again.
      if (giveUp.dropBefore(number, before, now, blocksPerPiece)) return true;
      last = number;
      if (--budget === 0) return true;
    }
    if (piece.length > 0) return true;
    giveUp.dropTailBefore(now - longest * dayMs);
    return false;
  };
}

/** Brings the file within its quota: minute summaries first, then without the oldest; then shrinks the file itself. */
export function quotaPieces(raw: Database, policy: HistorianPolicy, now: number): Piece {
  const giveUp = new GiveUp(raw);
  const quota = policy.quotaMegabytes * megabyte;
  return () => {
    if (usedBytes(raw) > quota)
      return giveUp.downSample(now) || giveUp.dropOldest(now, blocksPerPiece);
    const pages = Number(raw.pragma("historian.page_count", { simple: true }));
    const free = freePages(raw);
    if (free <= pages * keptFreeShare) return false;
    // Frees nothing in a file of the first version, which was made without this ability.
    raw.pragma(`historian.incremental_vacuum(${pagesPerPiece})`);
    return freePages(raw) < free;
  };
}
