import type { CaptureStop } from "#shared/plant/capture-stop.ts";

export type CaptureState =
  | { readonly state: "capturing"; readonly reason: null }
  | { readonly state: "stopped"; readonly reason: CaptureStop };

export const capturing: CaptureState = { state: "capturing", reason: null };

/** Error codes by their beginning: SQLite's extended codes such as SQLITE_IOERR_WRITE belong to their family. */
const families: readonly (readonly [string, CaptureStop])[] = [
  ["SQLITE_FULL", "disk_full"],
  ["SQLITE_READONLY", "read_only"],
  ["SQLITE_CANTOPEN", "read_only"],
  ["SQLITE_PERM", "read_only"],
  ["SQLITE_CORRUPT", "damaged"],
  ["SQLITE_NOTADB", "damaged"],
  ["SQLITE_IOERR", "io_error"],
  // What Node says when it cannot make the folder or a file in it.
  ["ENOSPC", "disk_full"],
  ["EACCES", "read_only"],
  ["EPERM", "read_only"],
  ["EROFS", "read_only"],
  ["EIO", "io_error"],
];

/**
 * What a failed commit means for capture: the store cannot take anything (a reason, and it will be tried again), or
 * null: this one batch is at fault.
 */
export function captureStopOf(error: unknown): CaptureStop | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return families.find(([family]) => code.startsWith(family))?.[1] ?? null;
}

/** A passing hindrance: another process holds the file for a moment. Tried again like a stop, but without the alarm. */
export function isBusy(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED");
}
