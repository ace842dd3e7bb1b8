/** Why the engine cannot store, as far as there is a known way out. */
export type CaptureReason = "disk_full" | "read_only" | "corrupt" | "other";

const signs: readonly (readonly [Exclude<CaptureReason, "other">, RegExp])[] = [
  ["disk_full", /full|enospc|no space/i],
  ["read_only", /read.?only|erofs|eacces|eperm|permission/i],
  ["corrupt", /corrupt|malformed|notadb|not a database/i],
];

/** Reads the engine's reason: its own codes or SQLite's (`SQLITE_FULL`, `SQLITE_READONLY_…`, `SQLITE_CORRUPT`). */
export function captureReason(reason: string | null): CaptureReason {
  return signs.find(([, sign]) => sign.test(reason ?? ""))?.[0] ?? "other";
}
