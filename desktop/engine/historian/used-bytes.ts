import type { Database } from "better-sqlite3";

const pragma = (raw: Database, name: string): number =>
  Number(raw.pragma(`historian.${name}`, { simple: true }));

/** Pages of the historian's file that hold something. Pages that were given up are free for new samples and do not count. */
export const usedBytes = (raw: Database): number =>
  (pragma(raw, "page_count") - pragma(raw, "freelist_count")) * pragma(raw, "page_size");

/** Pages that hold nothing any more. */
export const freePages = (raw: Database): number => pragma(raw, "freelist_count");
